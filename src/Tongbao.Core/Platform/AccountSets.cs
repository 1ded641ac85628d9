using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>What a wire does with a set of accounts.</summary>
[Flags]
public enum SetUse
{
    None = 0, Deposit = 1, Withdraw = 1 << 1, Split = 1 << 2, Transfer = 1 << 3, Coupon = 1 << 4, SubAccount = 1 << 5,

    /// <summary>It is made by its first use; all others are there from the start.</summary>
    ByUse = 1 << 6,
}

/// <summary>账户集: a set as a wire names it, and what its interfaces allow with it.</summary>
/// <param name="Kind">Says where its money stands in the books.</param>
/// <param name="No">As requests name it.</param>
public sealed record AccountSet(AccountKind Kind, string No, SetUse Allows, string Name)
{
    /// <summary>Of a number that each app has of its own.</summary>
    public const string OfTheApp = "*";

    /// <summary>The platform's own account of the set.</summary>
    public AccountId Account => Chart.Platform(Kind == AccountKind.Custom ? No : Chart.SetOf(Kind));
}

/// <summary>账户集表: the sets of a wire, a part of the environment.</summary>
public interface IAccountSets
{
    /// <summary>In the order in which the wire's document has them.</summary>
    IReadOnlyList<AccountSet> All { get; }
}

/// <summary>The sets of one app on one wire: numbers that are the app's own are filled in.</summary>
public sealed class AccountSets(App app, Settings settings, IAccountSets table)
{
    /// <summary>托管专用账户集: the number by which the wire names the set of the members.</summary>
    public string OfMembers => Row(AccountKind.Member) is { No: not AccountSet.OfTheApp } row ? row.No : app.CustodySet;

    /// <summary>A set of the platform's own, 自定义账户集 A among them; null where the wire knows no such number.</summary>
    public AccountSet? Find(string? no)
    {
        if (Standard.FirstOrDefault(s => s.No == no) is { } known) return known;
        return no is not null && no == settings.CustomAccountSet && Row(AccountKind.Custom) is { } own ? own with { No = no } : null;
    }

    /// <summary>A set of the platform's own with which the wire does this.</summary>
    public AccountSet? Find(string? no, SetUse use) => Find(no) is { } set && set.Allows.HasFlag(use) ? set : null;

    /// <summary>The numbers of the sets that every platform has, and that allow this.</summary>
    public IReadOnlyList<string> For(SetUse use) => [.. Standard.Where(s => s.Allows.HasFlag(use)).Select(s => s.No)];

    /// <summary>标准账户集: those that every platform has.</summary>
    public IEnumerable<AccountSet> Standard =>
        table.All.Where(s => s.Kind is not (AccountKind.Member or AccountKind.Custom));

    /// <summary>What the set of an account is called; of members, and of what the wire does not name, 托管专用账户集.</summary>
    public string NameOf(AccountId account)
    {
        var kind = Chart.KindOf(account.Value);
        if (kind == AccountKind.Custom && account.Set != settings.CustomAccountSet) kind = AccountKind.Member;
        return (Row(kind) ?? Row(AccountKind.Member))?.Name ?? "";
    }

    private AccountSet? Row(AccountKind kind) => table.All.FirstOrDefault(s => s.Kind == kind);
}
