namespace Tongbao.Core.Orders;

/// <summary>支付状态 as the wires print it.</summary>
public static class PayStatus
{
    public const string Success = "success", Pending = "pending", Fail = "fail";

    public static string Of(Order order) => order.Status switch
    {
        OrderStatus.Paid or OrderStatus.Refunded => Success,
        OrderStatus.Failed or OrderStatus.Closed => Fail,
        _ => Pending,
    };
}
