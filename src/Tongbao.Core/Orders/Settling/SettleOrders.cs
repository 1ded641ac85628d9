using System.Globalization;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling;

/// <summary>
/// 结算任务: settles the orders whose clearing day has come, slice by slice. It is planned when the first order of its instant is paid. What
/// was missed runs at the next start or move of the clock, in order of time. Each order is settled once, because it leaves the index
/// with it.
/// </summary>
public sealed class SettleOrders : IBulkWork
{
    /// <summary>Each writes the order, its settlement, and an entry.</summary>
    private const int AtATime = IBulkWork.Most / 2;

    private static readonly WorkKind Settling = new("settle-orders", Lane.Bulk);

    public WorkKind Kind => Settling;

    public static string WorkId(DateTimeOffset due) => $"settle:{due.ToUnixTimeMilliseconds()}";

    /// <summary>The run of an instant. Its progress is how many orders it has settled.</summary>
    public static WorkItem At(DateTimeOffset due) => Settling.Item(WorkId(due), $"{Days.DateOf(due):yyyyMMdd}", due, "0");

    public async ValueTask<string?> Slice(Book book, WorkItem item)
    {
        var due = await book.Orders.Below(Order.BySettlesAt, item.DueAt.ToUnixTimeMilliseconds() + 1, AtATime);
        foreach (var order in due) await Settlements.Settle(book, order);
        return due.Count < AtATime ? null : $"{int.Parse(item.Detail, CultureInfo.InvariantCulture) + due.Count}";
    }
}
