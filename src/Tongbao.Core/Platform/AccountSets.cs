using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>账户集: a set of the platform's own, and what the interfaces allow with it.</summary>
public sealed record AccountSet(string No, string Name, bool Deposit, bool Withdraw, bool Split);

/// <summary>标准账户集 (6.17): those that every platform has.</summary>
public static class AccountSets
{
    public static readonly IReadOnlyList<AccountSet> Standard =
    [
        new(Chart.Balance, "标准余额账户集", Deposit: true, Withdraw: true, Split: true),
        new(Chart.SecurityDeposit, "标准保证金账户集", Deposit: true, Withdraw: false, Split: true),
        new(Chart.ReserveQuota, "准备金额度账户集", Deposit: true, Withdraw: false, Split: false),
        new(Chart.EscrowForward, "中间账户集A", Deposit: false, Withdraw: false, Split: false),
        new(Chart.EscrowReturn, "中间账户集B", Deposit: false, Withdraw: false, Split: false),
        new(Chart.PrepaidCard, "预付卡账户集", Deposit: true, Withdraw: true, Split: true),
        new(Chart.Marketing, "标准营销账户集", Deposit: true, Withdraw: true, Split: true),
    ];

    public static AccountSet? Find(string no) => Standard.FirstOrDefault(s => s.No == no);
}
