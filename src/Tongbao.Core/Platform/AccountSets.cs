using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>What a wire allows with an account set.</summary>
[Flags]
public enum SetUse
{
    None = 0, Deposit = 1, Withdraw = 1 << 1, Split = 1 << 2, Transfer = 1 << 3, Coupon = 1 << 4, SubAccount = 1 << 5,

    /// <summary>The set's account is created when it is first used. All other sets exist from the start.</summary>
    ByUse = 1 << 6,
}

/// <summary>账户集: an account set as a wire names it, and what its interfaces allow with it.</summary>
/// <param name="Kind">Decides which account of the ledger it is.</param>
/// <param name="No">The number that requests use.</param>
public sealed record AccountSet(AccountKind Kind, string No, SetUse Allows, string Name)
{
    /// <summary>Marks a set whose number is different in each app.</summary>
    public const string OfTheApp = "*";

    /// <summary>The platform's account of this set.</summary>
    public AccountId Account => Chart.Platform(Kind == AccountKind.Custom ? No : Chart.SetOf(Kind));
}

/// <summary>账户集表: the account sets of a wire. Part of the environment.</summary>
public interface IAccountSets
{
    /// <summary>In the order of the wire's documentation.</summary>
    IReadOnlyList<AccountSet> All { get; }
}

/// <summary>The account sets of one app on one wire. Numbers that belong to the app are filled in.</summary>
public sealed class AccountSets(App app, Settings settings, IAccountSets table)
{
    /// <summary>托管专用账户集: the number of the members' account set on this wire.</summary>
    public string OfMembers => Row(AccountKind.Member) is { No: not AccountSet.OfTheApp } row ? row.No : app.CustodySet;

    /// <summary>A set of the platform, including 自定义账户集 A; null if the wire does not know the number.</summary>
    public AccountSet? Find(string? no)
    {
        if (Standard.FirstOrDefault(s => s.No == no) is { } known) return known;
        return no is not null && no == settings.CustomAccountSet && Row(AccountKind.Custom) is { } own ? own with { No = no } : null;
    }

    /// <summary>A set of the platform that allows this use; null if there is none.</summary>
    public AccountSet? Find(string? no, SetUse use) => Find(no) is { } set && set.Allows.HasFlag(use) ? set : null;

    /// <summary>The numbers of the standard sets that allow this use.</summary>
    public IReadOnlyList<string> For(SetUse use) => [.. Standard.Where(s => s.Allows.HasFlag(use)).Select(s => s.No)];

    /// <summary>标准账户集: the sets that every platform has.</summary>
    public IEnumerable<AccountSet> Standard =>
        table.All.Where(s => s.Kind is not (AccountKind.Member or AccountKind.Custom));

    /// <summary>The name of an account's set. Members' accounts, and sets that the wire does not name, are called 托管专用账户集.</summary>
    public string NameOf(AccountId account)
    {
        var kind = Chart.KindOf(account.Value);
        if (kind == AccountKind.Custom && account.Set != settings.CustomAccountSet) kind = AccountKind.Member;
        return (Row(kind) ?? Row(AccountKind.Member))?.Name ?? "";
    }

    private AccountSet? Row(AccountKind kind) => table.All.FirstOrDefault(s => s.Kind == kind);
}
