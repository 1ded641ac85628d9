using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Payments;

/// <summary>平台服务费: what the app itself pays for an order.</summary>
public static class ServiceFees
{
    /// <summary>手续费 that the app pays for the order out of 100003: put aside now, taken when it is paid.</summary>
    public static async ValueTask<bool> HoldServiceFee(this Book book, Order order) =>
        order.ServiceFee.IsZero || await book.Holds.Place(Chart.Platform(Chart.ReserveQuota), $"service:{order.No}", order.ServiceFee,
            Events.ServiceFeeHeld, order.No.Value);

    /// <summary>The order is paid: the fee put aside for it goes to the operator.</summary>
    public static async ValueTask TakeServiceFee(this Book book, Order order)
    {
        if (order.ServiceFee.IsZero) return;
        var quota = Chart.Platform(Chart.ReserveQuota);
        await book.Holds.Take(quota, $"service:{order.No}", order.ServiceFee);
        await book.Ledger.Must(Events.ServiceFeePaid, order.No.Value, new Move(quota.Held(), Chart.Operator.Available(), order.ServiceFee));
    }
}
