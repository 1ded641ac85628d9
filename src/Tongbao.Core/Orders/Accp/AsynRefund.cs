namespace Tongbao.Core.Orders.Accp;

/// <summary>异步退款申请 (连连 交易 3.7.2): of one payee of the order, whole or in part.</summary>
public sealed record AsynRefund(BizUserId Payer, string? BackUrl, string? RefundReason, BizOrderNo OriBizOrderNo, Cents OriAmount,
    BizOrderNo BizRefundNo, DateTimeOffset OrderedAt, BizUserId Payee, PartyType PayeeType, string? PayeeAccount, Cents Amount,
    IReadOnlyList<RefundPart> Methods) : Command
{
    public override ValueTask<Result> Run(Book book) =>
        TradeRefund.Run(book, new RefundWish(this, Payer, BackUrl, RefundReason, OriBizOrderNo,
        OriAmount, BizRefundNo, OrderedAt, Amount, null, [new RefundPayee(Payee, PayeeType, PayeeAccount, Amount, null)], Methods));
}
