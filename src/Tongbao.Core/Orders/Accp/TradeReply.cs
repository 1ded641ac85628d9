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

    public static TradeReply Of(Book book, Order order, Token? token = null) =>
        new(book.NameOf(order.Payer, book.Wire), order.BizNo, order.Amount, order.No, StageOf(order))
        {
            Fee = order.Fee.IsZero ? null : order.Fee, Token = token?.Value,
            Day = order.IsPaid ? Days.DateOf(order.Outcome.BookedAt!.Value) : null, FinishedAt = order.IsPaid ? order.Outcome.PaidAt : null,
        };

    private static ReplyStage StageOf(Order order) => order switch
    {
        { Status: OrderStatus.Unpaid } => ReplyStage.CodeNeeded,
        { Status: OrderStatus.InProgress, Payout.Check: Payouts.PayoutCheck.Awaited } => ReplyStage.CheckNeeded,
        _ => ReplyStage.Done,
    };
}
