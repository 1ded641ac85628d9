using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>The answer to 消费申请, also to one that comes again: the order as it stands now.</summary>
public sealed record PurchaseReply(BizOrderNo BizOrderNo, string WireNo, OrderStatus Result, string? ExtendInfo, JsonText? PayInfo)
    : Reply, IStagedReply
{
    public ReplyStage Stage => Result is OrderStatus.Unpaid or OrderStatus.InProgress ? ReplyStage.Accepted : ReplyStage.Done;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static PurchaseReply Of(Order order) => new(order.BizNo, WireNumbers.Of(order), order.Status, order.Said.ExtendInfo,
        order is { IsOpen: true, Payment.PayInfo: { } info }
            ? new JsonText(JsonSerializer.Serialize(new Dictionary<string, string> { ["chnlPayInfo"] = info }, Plain)) : null);
}
