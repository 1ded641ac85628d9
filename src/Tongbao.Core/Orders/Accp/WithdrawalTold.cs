using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Accp;

/// <summary>提现交易状态, out of what the order is. The numbers stand in stored notices.</summary>
public enum WithdrawalState { AwaitsCode, AwaitsCheck, AtBank, Paid, Failed, Returned }

/// <summary>提现结果: what a notice and the query tell of a withdrawal.</summary>
[StoredAs("withdrawal")]
public sealed record WithdrawalTold(OrderNo OrderNo, BizOrderNo BizOrderNo, WithdrawalState TxnStatus, PartyType PayerType, BizUserId Payer,
    DateTimeOffset OrderedAt, Cents Amount) : NoticeFacts
{
    /// <summary>The user, where one withdrew.</summary>
    public BizUserId? Member { get; init; }
    public DateOnly? Day { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? ChannelNo { get; init; }
    public Reason? FailureReason { get; init; }
    public string? ChnlReason { get; init; }
    public string? BankCode { get; init; }
    public Cents? Fee { get; init; }
    public string? OrderInfo { get; init; }

    /// <param name="wire">In whose names the merchant is told.</param>
    public static WithdrawalTold Of(Book book, Order order, string wire)
    {
        var ended = order.IsOpen || order.Steps.Count == 0 ? (DateTimeOffset?)null : order.Steps[^1].At;
        var failed = order.Status is OrderStatus.Failed or OrderStatus.Closed;
        return new(order.No, order.BizNo, StateOf(order), PartyRules.TypeOf(order.Payer), book.NameOf(order.Payer, wire),
            order.Said.OrderedAt ?? order.CreatedAt, order.Amount)
        {
            Member = order.Payer.IsPlatform ? null : order.Payer,
            Day = ended is { } at ? Days.DateOf(at) : null, FinishedAt = ended, ChannelNo = order.Outcome.Facts?.TradeNo,
            FailureReason = failed ? order.Outcome.FailMessage : null,
            ChnlReason = failed && order.Payout is { Sent: true } ? order.Outcome.FailMessage?.Said : null,
            BankCode = order.Payout?.Card is { } card ? book.Environment.Cards.Find(card)?.BankCode : null,
            Fee = order.Fee.IsZero ? null : order.Fee, OrderInfo = order.Said.ExtendInfo,
        };
    }

    public static WithdrawalState StateOf(Order order) => order switch
    {
        { Status: OrderStatus.Unpaid } => WithdrawalState.AwaitsCode,
        { Status: OrderStatus.InProgress, Payout.Check: PayoutCheck.Awaited } => WithdrawalState.AwaitsCheck,
        { IsOpen: true } => WithdrawalState.AtBank,
        { IsPaid: true } => WithdrawalState.Paid,
        _ => order.Steps.Any(s => s.On == OrderEvent.Return) ? WithdrawalState.Returned : WithdrawalState.Failed,
    };
}
