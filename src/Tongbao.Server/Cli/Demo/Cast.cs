namespace Tongbao.Server.Cli.Demo;

/// <summary>A member of the demo marketplace, with the data that banks and registers have of it.</summary>
internal sealed record Member(string Id, string Zh, string Name, string Phone, string IdNumber, string Card);

/// <summary>出场者: members, account sets and channels, with their labels in the tables.</summary>
internal static class Cast
{
    public const string Platform = "#yunBizUserId_B2C#", Balance = "100001", Deposit = "100002", Marketing = "2000000";

    public static readonly Member
        Shop = Person("shop", "超市", "陈晨", 1),
        Florist = Person("florist", "花店", "林小兰", 2),
        Courier = Person("courier", "快送", "赵大勇", 3),
        Zhang = Person("zhang", "张伟", "张伟", 4),
        Li = Person("li", "李娜", "李娜", 5),
        Wang = Person("wang", "王芳", "王芳", 6);

    /// <summary>The five members of the document's example of a split (5.3), with the numbers used there.</summary>
    public static readonly Member[] Example = [.. Enumerable.Range(0, 5).Select(i => Person($"1000{i}", "示例", $"王小{"一二三四五"[i]}", 10 + i))];

    /// <summary>Wang comes last, by the second door.</summary>
    public static readonly Member[] Members = [Shop, Florist, Courier, Zhang, Li, .. Example, Wang];

    /// <summary>担保账户: an account of ACCP, which 通商云 does not show.</summary>
    public static readonly (string No, string Zh, string En) Guarantee = ("guarantee", "担保", "guarantee");

    public static readonly (string No, string Zh, string En)[] Sets =
        [(Balance, "余额", "own"), (Deposit, "保证金", "bond"), ("100003", "准备金", "fund"), ("100004", "中间A", "owed"), ("100005", "中间B", "back"),
            (Marketing, "营销", "promo")];

    public static readonly (string Key, string Zh)[] Channels =
        [("C:vsp", "收银宝"), ("C:tlt", "通联通"), ("C:card", "银行卡"), ("C:wechat", "微信"), ("C:reserve", "备付"), ("C:payout", "代付"),
            ("C:bank", "托管行")];

    private static Member Person(string id, string zh, string name, int n) =>
        new(id, zh, name, $"1390000{n:D4}", $"31010119900101{n:D3}5", $"622848{n:D11}99");
}
