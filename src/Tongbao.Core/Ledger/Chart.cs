namespace Tongbao.Core.Ledger;

/// <summary>科目类别: what an account is used for. <see cref="Events"/> says for each event which kinds money may move between.</summary>
[Flags]
public enum AccountKind
{
    None = 0,
    Member = 1, Balance = 1 << 1, SecurityDeposit = 1 << 2, ReserveQuota = 1 << 3, EscrowForward = 1 << 4, EscrowReturn = 1 << 5,
        PrepaidCard = 1 << 6, Marketing = 1 << 7,

    /// <summary>自定义账户集: a set that the platform opened beside the standard ones.</summary>
    Custom = 1 << 8,

    /// <summary>A channel that payers pay through.</summary>
    Channel = 1 << 9,
    Reserve = 1 << 10, CustodyBank = 1 << 11, HuatongBank = 1 << 12, Operator = 1 << 13,

    /// <summary>担保账户: what payers paid for guarantee orders, until it is confirmed. All of it is held, with one hold per order.</summary>
    Guarantee = 1 << 14,

    /// <summary>手续费账户: money that the platform sets aside for fees. No fee is charged to it automatically.</summary>
    FeeFund = 1 << 15,
}

/// <summary>会计科目: how accounts are named, and which kind each one is. See docs/ledger.md.</summary>
public static class Chart
{
    public const string Balance = "100001", SecurityDeposit = "100002", ReserveQuota = "100003",
        EscrowForward = "100004", EscrowReturn = "100005", PrepaidCard = "100006", Marketing = "2000000",
        Guarantee = "guarantee", FeeFund = "fee-fund";

    private const string MemberPrefix = "M:", PlatformPrefix = "P:", ChannelPrefix = "C:";

    /// <summary>通联通备付金: payouts by 通联通 post to this account; the reserve position is its balance.</summary>
    public static readonly AccountId Reserve = Channel("reserve"), CustodyBank = Channel("bank"), HuatongBank = Channel("HTBANK"),
        Operator = Channel("operator");

    /// <summary>
    /// 标准账户集: the platform's standard sets, by kind. These ids are stored in the books; each wire may use other names for them.
    /// </summary>
    private static readonly Dictionary<AccountKind, string> Sets = new()
    {
        [AccountKind.Balance] = Balance, [AccountKind.SecurityDeposit] = SecurityDeposit, [AccountKind.ReserveQuota] = ReserveQuota,
        [AccountKind.EscrowForward] = EscrowForward, [AccountKind.EscrowReturn] = EscrowReturn,
        [AccountKind.PrepaidCard] = PrepaidCard, [AccountKind.Marketing] = Marketing,
        [AccountKind.Guarantee] = Guarantee, [AccountKind.FeeFund] = FeeFund,
    };

    /// <summary>The accounts that are the only one of their kind. The kind of all others follows from the prefix of the name.</summary>
    private static readonly Dictionary<string, AccountKind> Single = new()
    {
        [Reserve.Value] = AccountKind.Reserve,
        [CustodyBank.Value] = AccountKind.CustodyBank,
        [HuatongBank.Value] = AccountKind.HuatongBank,
        [Operator.Value] = AccountKind.Operator,
    };

    private static readonly Dictionary<string, AccountKind> Own = Sets.ToDictionary(s => PlatformPrefix + s.Value, s => s.Key);

    /// <summary>The ids of the sets that every platform has.</summary>
    public static IEnumerable<string> Standard => Sets.Values;

    /// <summary>The id of the platform's own set of a kind.</summary>
    public static string SetOf(AccountKind kind) => Sets[kind];

    public static AccountKind KindOf(string account) =>
        account.StartsWith(MemberPrefix, StringComparison.Ordinal) ? AccountKind.Member
        : Single.TryGetValue(account, out var kind) || Own.TryGetValue(account, out kind) ? kind
        : account.StartsWith(PlatformPrefix, StringComparison.Ordinal) ? AccountKind.Custom
        : account.StartsWith(ChannelPrefix, StringComparison.Ordinal) ? AccountKind.Channel : AccountKind.None;

    /// <summary>托管账户: a member's account in an account set.</summary>
    public static AccountId Member(string accountSet, BizUserId member) => new($"{MemberPrefix}{accountSet}:{member.Value}");

    /// <summary>The platform's account of a set, P(s) in docs/ledger.md.</summary>
    public static AccountId Platform(string accountSet) => new(PlatformPrefix + accountSet);

    /// <summary>渠道账户 C(x): mirrors what channel x owes us or has paid out for us.</summary>
    public static AccountId Channel(string channel) => new(ChannelPrefix + channel);

    /// <summary>The channel account that payouts by a channel post to.</summary>
    public static AccountId PayoutChannel(string channel) =>
        channel switch { "tlt" => Reserve, "ht" => HuatongBank, _ => Channel(channel) };
}
