using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders.Settling;

/// <summary>记账规则 of settled orders, one method an event. docs/ledger.md is the page these stand on.</summary>
public static class SettlementPostings
{
    /// <summary>结算: from the channel into the payee's money in transit.</summary>
    public static IReadOnlyList<Move> Settled(Order settlement) =>
        [.. settlement.Legs.Select(leg => new Move(leg.Account.Available(), settlement.Account.InTransit(), leg.Amount))];

    /// <summary>资金确认, 分账, 平台抽佣: all that is in transit becomes available; out of that the others get their parts.</summary>
    public static IReadOnlyList<Move> Shared(Order split, Func<BizUserId, AccountId> account) =>
    [
        new Move(split.Account.InTransit(), split.Account.Available(), split.Amount),
        .. split.Sharing!.Shares.Select(s => new Move(split.Account.Available(), account(s.Member).Available(), s.Amount)),
        new Move(split.Account.Available(), account(BizUserId.Platform).Available(), split.Sharing.Commission),
    ];
}
