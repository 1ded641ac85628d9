using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Accp;

/// <summary>确认结果.</summary>
public enum CheckResult { Accept, Cancel }

/// <summary>提现确认 (连连): lets a withdrawal go that waits for a second check, or stops it and gives its money back.</summary>
public sealed record WithdrawalCheck(BizOrderNo BizOrderNo, Cents Amount, Cents? Fee, CheckResult CheckResult, string? CheckReason)
    : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (order, wrong) = await book.OwnOrder(BizOrderNo);
        if (wrong is not null) return wrong;
        if (order!.Payout is not { } payout) return Errors.WrongOrderType;
        // Its code comes first: till then nobody has withdrawn anything.
        if (order.Status == OrderStatus.Unpaid) return book.Now < order.ExpiresAt ? Errors.TradeRule : Errors.OrderExpired;
        if (payout.Check != PayoutCheck.Awaited) return Errors.WrongOrderState;
        if (order.Status != OrderStatus.InProgress || book.Now >= order.ExpiresAt) return Errors.OrderExpired;
        if (Amount != order.Amount) return Errors.DiffersFromOrder.On(nameof(Amount), Amount, Allowed.Just(order.Amount));
        if (Fee is { } fee && fee != order.Fee) return Errors.DiffersFromOrder.On(nameof(Fee), fee, Allowed.Just(order.Fee));
        book.KeepRequest(order, this);
        if (CheckResult == CheckResult.Accept)
            return await PayoutSending.LetGo(book, Checked(order, PayoutCheck.Accepted), o => TradeReply.Of(book, o), waits: false);
        order = await PayoutSending.Fail(book, Checked(order, PayoutCheck.Cancelled), Reason.Of(CheckReason, Reasons.OrderClosed));
        book.Orders.Save(order);
        return TradeReply.Of(book, order);
    }

    private static Order Checked(Order order, PayoutCheck check) => order with { Payout = order.Payout! with { Check = check } };
}
