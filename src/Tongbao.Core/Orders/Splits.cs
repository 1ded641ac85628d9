using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders;

/// <summary>分账: booked after its order, as an entry of its own; where it cannot be, the order stays paid and says so.</summary>
public static class Splits
{
    public static async ValueTask<Order> Book(Book book, Order order)
    {
        if (order.Split.Count == 0) return order;
        var able = true;
        foreach (var node in order.Split.SelectMany(s => s.WithDescendants())) able &= await CanReceive(book, node);
        var booked = able && await book.Ledger.Post(Events.SplitBooked, order.No.Value, [.. Postings.Split(order, book.AccountOf)]);
        if (!booked && order.SplitDone is null)
            book.Findings.Save(new Platform.Finding(book.NextNumber(), book.Now, "split-failed", order.BizNo.Value, order.Split.Sum(s => s.Amount), "分账方不能收款或余额不足"));
        return order with { SplitDone = booked };
    }

    private static async ValueTask<bool> CanReceive(Book book, SplitRule node) =>
        node.Member.IsPlatform || (await book.FindMember(node.Member) is { } member && member.CheckVerified() is null);
}

/// <summary>重试分账: an operator books the split of a paid order that could not be booked before.</summary>
public sealed record RetrySplit(BizOrderNo BizOrderNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindOrder(BizOrderNo) is not { } order) return Errors.OrderNotFound;
        if (!order.IsPaid || order.SplitDone != false) return Errors.WrongOrderState;
        order = await Splits.Book(book, order);
        book.Orders.Save(order);
        return order.SplitDone == true ? Done.It : Errors.WrongOrderState;
    }
}
