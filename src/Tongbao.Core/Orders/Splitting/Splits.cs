using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Splitting;

/// <summary>分账: booked after its order, as an entry of its own; where it cannot be, the order stays paid and says so.</summary>
public static class Splits
{
    public static async ValueTask<Order> Book(Book book, Order order)
    {
        if (order.Split.Count == 0) return order;
        var unable = new List<string>();
        foreach (var node in order.Split.SelectMany(s => s.WithDescendants()))
        {
            if (await WhyNot(book, node) is { } why) unable.Add($"{node.Member} ({node.Amount.Fen}): {{{why.Id}}}");
        }
        var booked = unable.Count == 0
            && await book.Ledger.Post(Events.SplitBooked, order.No.Value, [.. Postings.Split(order, book.AccountOf)]);
        if (!booked && order.SplitDone is null)
            book.List("split-failed", order.BizNo, order.Split.Sum(s => s.Amount), FindingCauses.SplitNotPossible);
        if (!booked) await book.Warn(WarningKinds.SplitNotBooked, order.BizNo.Value, unable.Count > 0 ? string.Join("; ", unable)
            : $"{order.Payee}: {{{Errors.BalanceShort.Id}}}");
        return order with { SplitDone = booked };
    }

    /// <summary>Why a partner cannot be given his part; null where he can.</summary>
    private static async ValueTask<Error?> WhyNot(Book book, SplitRule node) =>
        node.Member.IsPlatform ? null : await book.FindMember(node.Member) is not { } member ? Errors.MemberNotFound
            : member.ClosedAt is null ? member.CheckVerified() : Errors.MemberNotAvailable;
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
