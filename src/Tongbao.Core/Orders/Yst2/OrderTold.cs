using System.Text.Json;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>结算状态 as it is told: before its clearing day, in transit, split.</summary>
public enum SettleState { Waiting, InTransit, Split }

/// <summary>退款资金划转结果.</summary>
public enum TransferResult { Failed, Done }

/// <summary>
/// 订单 as this wire tells of it, in notices and queries: what an order of whichever kind and wire has of it; the rest is null.
/// </summary>
[StoredAs("order-told")]
public sealed record OrderTold : NoticeFacts, ITransCoded, IFailureTold
{
    public required string TransCode { get; init; }
    public required OrderStatus Result { get; init; }
    public required BizOrderNo BizOrderNo { get; init; }
    public required string WireNo { get; init; }
    public BizOrderNo? OriginalBizNo { get; init; }
    public string? OriginalNo { get; init; }
    public required Cents Amount { get; init; }
    public Cents? PayAmount { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public BizUserId? Payer { get; init; }
    public BizUserId? Payee { get; init; }
    public TransferResult? TransferResult { get; init; }
    public Cents? TransferAmount { get; init; }
    public string? ExtendInfo { get; init; }
    public JsonText? ChannelInfo { get; init; }

    /// <summary>Why it came to nothing.</summary>
    public Reason? Failure { get; init; }

    public static async ValueTask<OrderTold> Of(Book book, Order order)
    {
        var original = await OriginalOf(book, order);
        return New(order) with { OriginalBizNo = original?.BizNo, OriginalNo = original is null ? null : WireNumbers.Of(original) };
    }

    /// <summary>Of an order that is of no other.</summary>
    public static OrderTold New(Order order) => new()
    {
        TransCode = WireNumbers.CodeOf(order.Kind), Result = order.Status, BizOrderNo = order.BizNo, WireNo = WireNumbers.Of(order),
        Amount = order.Amount, PayAmount = order.Kind == OrderKind.AcquiredPurchase ? order.Amount : null, FinishedAt = FinishedOf(order),
        Payer = order.Payer.Value is null ? null : order.Payer,
        Payee = order.Kind is OrderKind.Refund || order.Payout is not null || order.Payee.Value is null ? null : order.Payee,
        OriginalBizNo = order.Refund?.OriginalBizNo,
        OriginalNo = order.Refund is { } plan ? WireNumbers.Of(plan.Original.Value, WireNumbers.Purchase) : null,
        TransferResult = order.Refund is { Returned.IsNone: false } ? Yst2.TransferResult.Done : null,
        TransferAmount = order.Refund is { Returned: { IsNone: false } returned } ? returned.Confirmed : null,
        ExtendInfo = order.Said.ExtendInfo, ChannelInfo = InfoOf(order), Failure = order.IsOpen ? null : order.Outcome.FailMessage,
    };

    private static DateTimeOffset? FinishedOf(Order order) =>
        order.IsOpen ? null : order.IsPaid ? order.Outcome.PaidAt : order.Steps.Count > 0 ? order.Steps[^1].At : null;

    private static async ValueTask<Order?> OriginalOf(Book book, Order order) =>
        (order.Refund?.Original ?? order.Settlement.Original)?.Value is { } no ? await book.Orders.Find(no) : null;

    /// <summary>What the channel told of its trade.</summary>
    private static JsonText? InfoOf(Order order) => order.Outcome.Facts is not { TradeNo: not null } facts ? null
        : new JsonText(JsonSerializer.Serialize(new Dictionary<string, string?>
        {
            ["chnlTradeNo"] = facts.TradeNo, ["chnlTradeType"] = facts.TrxCode ?? order.Settlement.Product, ["chnlFee"] = facts.Fee,
            ["acct"] = facts.Acct, ["vspCusid"] = order.Settlement.Merchant ?? facts.Cusid,
        }.Where(p => p.Value is not null).ToDictionary()));
}

/// <summary>订单结果通知, as the name of its table is: of every order that was made through this wire, however it ended.</summary>
public sealed class OrderResultNotices : IOrderNotices
{
    public const string Event = "order-result";

    public (string Event, NoticeFacts Facts)? Of(Book book, Order order) => (Event, OrderTold.New(order));
}
