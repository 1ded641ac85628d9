using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>The planned instant of a payout has come.</summary>
public sealed record SendPayout(OrderNo Order) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Work.Find(PayoutSending.WorkId(Order)) is { } item) book.Work.Remove(item);
        if (await book.Orders.Find(Order.Value) is { Status: OrderStatus.InProgress, Payout.Sent: false } order)
            book.Orders.Save(await PayoutSending.Send(book, order));
        return Done.It;
    }
}
