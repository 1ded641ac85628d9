namespace Tongbao.Core.Orders.Yst2;

/// <summary>受理结果: what an application of an order is answered, first and when it is repeated: how the order stands by now.</summary>
public sealed record OrderTaken(BizOrderNo BizOrderNo, string WireNo, OrderStatus Result) : Reply, IStagedReply
{
    /// <summary>渠道流水号, once the bank has one.</summary>
    public string? ChannelTradeNo { get; init; }
    public string? ExtendInfo { get; init; }

    public ReplyStage Stage => Result is OrderStatus.Unpaid or OrderStatus.InProgress ? ReplyStage.Accepted : ReplyStage.Done;

    public static OrderTaken Of(Order order) => new(order.BizNo, WireNumbers.Of(order), order.Status)
    {
        ChannelTradeNo = order.Outcome.Facts?.TradeNo, ExtendInfo = order.Said.ExtendInfo,
    };
}

/// <summary>同号重复: a repeat is answered by what its order is now, and asks no channel (decision E4).</summary>
public static class Repeats
{
    /// <summary>The answer to a repeat, or the refusal of a number used for something else; null when the number is new.</summary>
    public static async ValueTask<Result?> Repeated(this Book book, BizOrderNo no, Func<Order, Reply> reply)
    {
        if (await book.FindOrder(no) is { } twin)
            return twin.Serial.Digest.Length > 0 && twin.Serial.Digest == book.Request?.ContentDigest ? reply(twin) : Errors.OrderExists;
        if (await book.CheckFree(no) is { } taken) return taken;
        return null;
    }
}
