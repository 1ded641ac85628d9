namespace Tongbao.Core.Orders.Settling;

/// <summary>
/// 分账明细: what the split of an order gave out of its settled money, each part with the greatest ratio that was agreed for it. All of the
/// order's money became available to its payee first; what is not given away stayed there.
/// </summary>
/// <param name="Base">Ratios are of this: the order's amount less what was refunded by then.</param>
/// <param name="Commission">平台抽佣.</param>
/// <param name="MostCommission">In hundredths of a percent; null: no commission was asked for.</param>
public sealed record Sharing(Cents Base, Cents Commission, int? MostCommission, IReadOnlyList<GivenShare> Shares)
{
    private const long Whole = 10_000;

    /// <summary>The greatest part at a ratio in hundredths of a percent, rounded half up.</summary>
    public static Cents LimitOf(Cents whole, int basisPoints) => new((long)((((Int128)whole.Fen * basisPoints) + (Whole / 2)) / Whole));

    /// <summary>All that it gave away.</summary>
    public Cents Given => Commission + Shares.Sum(s => s.Amount);
}

/// <summary>分账: what one member got.</summary>
/// <param name="MostBasisPoints">In hundredths of a percent; null: the roles of the two need no agreement.</param>
public sealed record GivenShare(BizUserId Member, Cents Amount, string? Remark, int? MostBasisPoints);
