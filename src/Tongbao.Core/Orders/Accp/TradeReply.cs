using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>
/// The answer to what moves money on this wire, and how far that has come: done, or waiting for a code or a second check.
/// </summary>
public sealed record TradeReply(BizUserId Member, BizOrderNo BizOrderNo, Cents Amount, OrderNo OrderNo, ReplyStage Stage)
    : Reply, IStagedReply
{
    public Cents? Fee { get; init; }

    /// <summary>What the call with the code brings back.</summary>
    public string? Token { get; init; }
    public DateOnly? Day { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public static TradeReply Of(Book book, Order order, string? token = null) =>
        new(book.NameOf(order.Payer, book.Wire), order.BizNo, order.Amount, order.No, StageOf(order))
        {
            Fee = order.Fee.IsZero ? null : order.Fee, Token = token,
            Day = order.IsPaid ? Days.DateOf(order.Outcome.BookedAt!.Value) : null, FinishedAt = order.IsPaid ? order.Outcome.PaidAt : null,
        };

    /// <summary>What the application itself was answered, whatever became of the order since.</summary>
    public static TradeReply First(Book book, Order order)
    {
        if (order.Payment.ValidateType == Legs.ValidateType.Sms)
            return Of(book, order with { Status = OrderStatus.Unpaid }, order.Serial.Answer?.Token);
        return order.Payout is { Check: var check } ? Of(book, order with { Status = OrderStatus.InProgress }) with
        {
            Stage = check is null ? ReplyStage.Done : ReplyStage.CheckNeeded,
        } : Of(book, order);
    }

    private static ReplyStage StageOf(Order order) => order switch
    {
        { Status: OrderStatus.Unpaid } => ReplyStage.CodeNeeded,
        { Status: OrderStatus.InProgress, Payout.Check: Payouts.PayoutCheck.Awaited } => ReplyStage.CheckNeeded,
        _ => ReplyStage.Done,
    };
}
