using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>
/// 去向 of a refund or of an agent payment: a balance, or the way that the money came. The numbers stand in stored notices.
/// </summary>
public enum Whereabouts { Balance = 1, Origin = 2 }

/// <summary>订单结果 (4.2.15): what a notice and the order query tell of an order.</summary>
[StoredAs("order")]
public sealed record OrderResult : NoticeFacts
{
    public required OrderNo OrderNo { get; init; }
    public required BizOrderNo BizOrderNo { get; init; }
    public OrderNo? OriOrderNo { get; init; }
    public BizOrderNo? OriBizOrderNo { get; init; }
    public required Cents Amount { get; init; }
    public DateTimeOffset? PayDatetime { get; init; }
    public required BizUserId BuyerBizUserId { get; init; }
    public Whereabouts? RefundWhereabouts { get; init; }
    public Whereabouts? PayWhereabouts { get; init; }
    public string? Acct { get; init; }
    public string? Accttype { get; init; }
    public string? Termno { get; init; }
    public string? Cusid { get; init; }
    public string? PayInterfaceOutTradeNo { get; init; }
    public string? Termrefnum { get; init; }
    public string? ChannelFee { get; init; }
    public string? ChannelPaytime { get; init; }
    public string? PayInterfacetrxcode { get; init; }
    public string? Traceno { get; init; }
    public string? ExtendInfo { get; init; }

    public required OrderStatus Status { get; init; }
    public Reason? FailMessage { get; init; }

    public static OrderResult Of(Book book, Order order) => new()
    {
        OrderNo = order.No,
        BizOrderNo = order.BizNo,
        OriOrderNo = order.Refund?.Original,
        OriBizOrderNo = order.Refund?.OriginalBizNo,
        Amount = order.Amount,
        PayDatetime = order.Outcome.PaidAt,
        // Of a purchase by a merchant number nobody may have said who pays.
        BuyerBizUserId = order.Payer.IsPlatform ? new BizUserId(book.App.Uuid) : new BizUserId(order.Payer.Value ?? ""),
        RefundWhereabouts = order.Refund is { } plan ? (plan.SendsToChannel ? Whereabouts.Origin : Whereabouts.Balance) : null,
        PayWhereabouts = order.Kind is OrderKind.AgentPay or OrderKind.BatchAgentPay ? Whereabouts.Balance : null,
        Acct = order.Outcome.Facts?.Acct,
        Accttype = order.Outcome.Facts?.AcctType,
        Termno = order.Outcome.Facts?.TermNo,
        Cusid = order.Outcome.Facts?.Cusid,
        PayInterfaceOutTradeNo = order.Outcome.Facts?.TradeNo,
        Termrefnum = order.Outcome.Facts?.TermRefNum,
        ChannelFee = order.Outcome.Facts?.Fee,
        ChannelPaytime = order.Outcome.Facts?.PaidAt is { } at ? $"{Days.ToChina(at):yyyyMMddHHmmss}" : null,
        PayInterfacetrxcode = order.Outcome.Facts?.TrxCode,
        Traceno = order.Outcome.Facts?.TraceNo,
        ExtendInfo = order.Said.ExtendInfo,
        Status = order.Status,
        FailMessage = order.Outcome.FailMessage,
    };
}
