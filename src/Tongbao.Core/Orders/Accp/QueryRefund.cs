using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>退款交易状态. The numbers stand in stored notices.</summary>
public enum RefundState { Processing, Done, Failed }

/// <summary>退款结果: what a notice and the query tell of a refund.</summary>
[StoredAs("refund")]
public sealed record RefundTold(OrderNo OrderNo, BizOrderNo BizRefundNo, Cents Amount, RefundState TxnStatus) : NoticeFacts
{
    public DateOnly? Day { get; init; }
    public string? ChannelNo { get; init; }
    public string? OrderInfo { get; init; }

    public static RefundTold Of(Order refund) => new(refund.No, refund.BizNo, refund.Amount,
        refund.IsOpen ? RefundState.Processing : refund.IsPaid ? RefundState.Done : RefundState.Failed)
    {
        Day = refund.IsOpen ? null : Days.DateOf(refund.Steps[^1].At), ChannelNo = refund.Outcome.Facts?.TradeNo,
        OrderInfo = refund.Said.ExtendInfo,
    };
}

/// <summary>退款结果查询 (连连 交易 3.7.3): by either number of the refund, whichever wire made it.</summary>
public sealed record QueryRefund(BizOrderNo? BizRefundNo, OrderNo? OrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        var refund = BizRefundNo is { } own ? await book.FindRefund(own) ?? await book.FindOrder(own)
            : OrderNo is { } ours ? await book.Orders.Find(ours.Value) : null;
        return refund is { Kind: OrderKind.Refund } && (OrderNo is not { } said || refund.No == said) ? new Found(RefundTold.Of(refund))
            : Errors.OrderNotFound;
    }

    public sealed record Found(RefundTold Facts) : Reply;
}
