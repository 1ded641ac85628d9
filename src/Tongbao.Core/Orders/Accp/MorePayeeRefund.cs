namespace Tongbao.Core.Orders.Accp;

/// <summary>退款申请（多收款方）(连连 交易 3.7.2): of several payees of the order in one refund, all or none.</summary>
public sealed record MorePayeeRefund(BizUserId Payer, string? BackUrl, string? RefundReason, BizOrderNo OriBizOrderNo, Cents OriAmount,
    BizOrderNo BizRefundNo, DateTimeOffset OrderedAt, Cents Amount, string? OrderInfo, IReadOnlyList<RefundPayee> Payees,
    IReadOnlyList<RefundPart> Methods) : Command
{
    public override ValueTask<Result> Run(Book book) =>
        TradeRefund.Run(book, new RefundWish(this, Payer, BackUrl, RefundReason, OriBizOrderNo,
        OriAmount, BizRefundNo, OrderedAt, Amount, OrderInfo, Payees, Methods));
}
