using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Strays;

namespace Tongbao.Core.Orders;

/// <summary>What a channel is asked to do for an order.</summary>
public enum ChannelOperation { Pay, ConfirmPay, Payout, Refund, SendBack }

/// <summary>
/// What a channel says. Pending: it waits for the buyer or the bank. Unknown: no answer came; nothing is known but that we asked.
/// Returned: a payout that had succeeded came back. Reversed: a payment that had succeeded was taken back.
/// </summary>
public enum ChannelResult { Success, Failed, Pending, Unknown, Returned, Reversed }

/// <summary>A channel's answer or later report, about one order and operation.</summary>
public sealed record ChannelAnswer(ChannelResult Result)
{
    public static readonly ChannelAnswer Silence = new(ChannelResult.Unknown);

    /// <summary>What it says was paid, where it says so.</summary>
    public Cents? Amount { get; init; }
    public string? Message { get; init; }
    public string? PayInfo { get; init; }

    /// <summary>It sent the buyer a code, and wants it back. In the sandbox the code itself, for the message box.</summary>
    public bool WantsCode { get; init; }
    public Secret? CodeSent { get; init; }

    /// <summary>It did not take the code; another may be tried.</summary>
    public bool WrongCode { get; init; }
    public ChannelFacts? Facts { get; init; }
}

/// <summary>渠道回报: what a channel answered or reported. May come twice, late, or never.</summary>
/// <param name="Part">The ordinal among requests of the same kind for the order, such as stray payments sent back.</param>
public sealed record ChannelAnswered(OrderNo Order, ChannelOperation Operation, ChannelAnswer Answer, int Part = 1) : Command
{
    public override void Prefetch(IPrefetch rows) => rows.Row(Orders.Order.Rows, Order.Value);

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Orders.Find(Order.Value) is not { } order) return Errors.OrderNotFound;
        return Operation switch
        {
            ChannelOperation.Payout => await PayoutReported.Run(book, order, Answer),
            ChannelOperation.Refund => await RefundReported.Run(book, order, Answer),
            ChannelOperation.SendBack => await StrayMoney.SendBackReported(book, order, Part, Answer),
            _ => await PaymentReported.Run(book, order, Operation, Answer),
        };
    }
}
