using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>
/// 交易类通知, by the names of their tables: payments are told when they succeed, withdrawals when they end and when the bank sends one back,
/// refunds when they end.
/// </summary>
public sealed class TradeNotices : IOrderNotices
{
    public const string Paid = "notify-payment", Withdrawn = "notify-withdrawal", Refunded = "notify-refund";

    public (string Event, NoticeFacts Facts)? Of(Book book, Order order) => order switch
    {
        { Kind: OrderKind.Transfer } => (Paid, TradeResult.Of(book, order, book.WireOf(order))),
        { Refund: not null } => (Refunded, RefundTold.Of(order)),
        { Payout: not null } => (Withdrawn, WithdrawalTold.Of(book, order, book.WireOf(order))),
        _ => null,
    };
}
