namespace Tongbao.Core.Orders.Splitting;

/// <summary>分账规则 (5.3): who gets what of what its parent received; the fee goes to the platform.</summary>
public sealed record SplitRule(BizUserId Member, string? AccountSetNo, Cents Amount, Cents Fee, string? Remark,
    IReadOnlyList<SplitRule>? Split)
{
    public const int MaxLevels = 3, MaxMembers = 10;

    public IReadOnlyList<SplitRule> Children => Split ?? [];

    public IEnumerable<SplitRule> WithDescendants() => Children.SelectMany(c => c.WithDescendants()).Prepend(this);

    /// <summary>Of the platform the set that the rule names.</summary>
    public Ledger.AccountId AccountIn(Book book) => Member.IsPlatform ? Ledger.Chart.Platform(AccountSetNo!) : book.AccountOf(Member);

    public int Levels() => 1 + (Children.Count == 0 ? 0 : Children.Max(c => c.Levels()));

    /// <summary>What a node keeps for itself and its children must not be more than what it gets.</summary>
    public bool Fits() => Amount.IsPositive && !Fee.IsNegative && Fee <= Amount && Children.All(c => c.Fits())
        && (Amount - Fee).LeftBy(Children, c => c.Amount) is not null;
}
