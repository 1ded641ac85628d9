namespace Tongbao.Core.Ledger;

/// <summary>会计科目: how accounts are named, and which may go below zero. ledger.md, Words.</summary>
public static class Chart
{
    public const string Balance = "100001", SecurityDeposit = "100002", ReserveQuota = "100003",
        EscrowForward = "100004", EscrowReturn = "100005", PrepaidCard = "100006", Marketing = "2000000";

    /// <summary>标准账户集 of 6.17: number, name, and what the interfaces allow with it.</summary>
    public static readonly IReadOnlyList<StandardSet> StandardSets =
    [
        new(Balance, "标准余额账户集", Deposit: true, Withdraw: true, Split: true),
        new(SecurityDeposit, "标准保证金账户集", Deposit: true, Withdraw: false, Split: true),
        new(ReserveQuota, "准备金额度账户集", Deposit: true, Withdraw: false, Split: false),
        new(EscrowForward, "中间账户集A", Deposit: false, Withdraw: false, Split: false),
        new(EscrowReturn, "中间账户集B", Deposit: false, Withdraw: false, Split: false),
        new(PrepaidCard, "预付卡账户集", Deposit: true, Withdraw: true, Split: true),
        new(Marketing, "标准营销账户集", Deposit: true, Withdraw: true, Split: true),
    ];

    /// <summary>托管账户 of a member in the app's custody set.</summary>
    public static string Member(string accountSet, BizUserId member) => $"M:{accountSet}:{member.Value}";

    /// <summary>The platform's own account of a standard set, P(s) in ledger.md.</summary>
    public static string Platform(string accountSet) => $"P:{accountSet}";

    /// <summary>渠道账户 C(x): the mirror of what channel x owes us or has paid out for us.</summary>
    public static string Channel(string channel) => $"C:{channel}";

    /// <summary>通联通备付金: 通联通 payouts post to it, and the position is what stands there.</summary>
    public static readonly string Reserve = Channel("reserve"), CustodyBank = Channel("bank"), HuatongBank = Channel("HTBANK"), Operator = Channel("operator");

    /// <summary>The channel account that payouts of a channel post to.</summary>
    public static string PayoutChannel(string channel) => channel switch { "tlt" => Reserve, "ht" => HuatongBank, _ => Channel(channel) };

    public static StandardSet? FindStandard(string accountSet) => StandardSets.FirstOrDefault(s => s.No == accountSet);

    /// <summary>Only channel accounts mirror money that is elsewhere, so only they may go below zero.</summary>
    public static bool MayGoNegative(string account) => account.StartsWith("C:", StringComparison.Ordinal);

    public static string OwnerOf(string account) => account[0] switch
    {
        'M' => account[(account.IndexOf(':', 2) + 1)..],
        'P' => BizUserId.Platform.Value,
        _ => "channel",
    };

    public static string SetOf(string account) => account[0] == 'M' ? account[2..account.IndexOf(':', 2)] : account[2..];

    public static char Letter(Bucket bucket) => bucket switch { Bucket.Available => 'a', Bucket.Held => 'h', _ => 't' };

    public static Place Available(this string account) => new(account, Bucket.Available);
    public static Place Held(this string account) => new(account, Bucket.Held);
    public static Place InTransit(this string account) => new(account, Bucket.InTransit);
}

/// <summary>标准账户集: a set every platform has, and what may be done with it by interface.</summary>
public sealed record StandardSet(string No, string Name, bool Deposit, bool Withdraw, bool Split);
