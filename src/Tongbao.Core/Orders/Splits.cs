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
        var booked = able && await book.Ledger.Post("split.booked", order.No.Value, [.. Postings.Split(order.Account, order.Split, n => AccountOf(book, n))]);
        return order with { SplitDone = booked };
    }

    private static async ValueTask<bool> CanReceive(Book book, SplitRule node) =>
        node.Member.IsPlatform || (await book.FindMember(node.Member) is { } member && member.CheckVerified() is null);

    private static string AccountOf(Book book, SplitRule node) =>
        node.Member.IsPlatform ? Chart.Platform(node.AccountSetNo!) : book.AccountOf(node.Member);
}
