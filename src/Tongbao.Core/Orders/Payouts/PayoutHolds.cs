using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>
/// 提现冻结: what a withdrawal holds until its bank has answered. On a wire whose statements tell 平台抽佣 apart from 提现 it is two holds, and
/// two moves each time, so that each stands in a line of its own.
/// </summary>
public static class PayoutHolds
{
    /// <summary>What is paid out first, the commission behind it.</summary>
    private static IEnumerable<(string Reason, Cents Amount)> Parts(Order order) => order switch
    {
        { Kind: OrderKind.PositionTransfer } => [],
        { Payout.FeeApart: true } => [(order.No.Value, order.Amount - order.Fee), ($"{order.No}:commission", order.Fee)],
        _ => [(order.No.Value, order.Amount)],
    };

    public static IReadOnlyList<Move> Held(Order order) =>
        [.. Parts(order).Select(part => new Move(order.Account.Available(), order.Account.Held(), part.Amount))];

    public static IReadOnlyList<Move> Released(Order order) => [.. Held(order).Select(m => new Move(m.To, m.From, m.Amount))];

    /// <returns>False, and nothing is changed, where less is available.</returns>
    public static async ValueTask<bool> Place(Book book, Order order)
    {
        if (!await book.Ledger.Post(Events.WithdrawalHeld, order.No.Value, Held(order))) return false;
        foreach (var (reason, amount) in Parts(order)) await book.Holds.Add(order.Account, reason, amount);
        return true;
    }

    /// <summary>The caller books what becomes of the money.</summary>
    public static async ValueTask Take(Book book, Order order)
    {
        foreach (var (reason, amount) in Parts(order)) await book.Holds.Take(order.Account, reason, amount);
    }

    /// <summary>Before it was confirmed nothing is held.</summary>
    public static async ValueTask Release(Book book, Order order)
    {
        if (order.Status == OrderStatus.Unpaid) return;
        await Take(book, order);
        await book.Ledger.Must(Events.WithdrawalReleased, order.No.Value, Released(order));
    }
}
