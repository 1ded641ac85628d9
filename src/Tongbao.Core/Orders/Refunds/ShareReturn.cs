using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Refunds;

/// <summary>分账退款 of one member.</summary>
public sealed record ReturnedShare(BizUserId Member, Cents Amount);

/// <summary>
/// 分账资金退回: what those who got parts of a split order give back to its payee, and how much of that order's money stands in transit again
/// for it. Of an order: all refunds together.
/// </summary>
/// <param name="Confirmed">资金确认退款: out of the payee's available money.</param>
/// <param name="Commission">抽佣退款, out of the platform's.</param>
public sealed record ShareReturn(Cents Confirmed, Cents Commission, IReadOnlyList<ReturnedShare> Shares) : IPart<ShareReturn>
{
    public static ShareReturn None { get; } = new(Cents.Zero, Cents.Zero, []);

    /// <summary>What comes back to the payee.</summary>
    public Cents Given => Commission + Shares.Sum(s => s.Amount);

    public bool IsNone => Confirmed.IsZero && Given.IsZero;

    public Cents Of(BizUserId member) => Shares.Where(s => s.Member == member).Sum(s => s.Amount);

    public ShareReturn And(ShareReturn more) => more.IsNone ? this : new(Confirmed + more.Confirmed, Commission + more.Commission,
        [.. Shares.Concat(more.Shares).GroupBy(s => s.Member).Select(g => new ReturnedShare(g.Key, g.Sum(s => s.Amount)))]);

    /// <summary>记账规则: the shares and the commission come back, and all that is confirmed goes back into transit.</summary>
    public IReadOnlyList<Move> Moves(AccountId payee, Func<BizUserId, AccountId> account) =>
    [
        .. Shares.Select(s => new Move(account(s.Member).Available(), payee.Available(), s.Amount)),
        new Move(account(BizUserId.Platform).Available(), payee.Available(), Commission),
        new Move(payee.Available(), payee.InTransit(), Confirmed),
    ];
}
