namespace Tongbao.Simulators;

/// <summary>测试卡 and their holders, as the document prints them (6.18, 5.2).</summary>
internal static class TestCards
{
    /// <param name="Limit">额度: what a credit card pays at most, fen.</param>
    public sealed record TestCard(string No, string Name, string IdNumber, string? Phone = null, string? Expiry = null, string? Cvv2 = null, long? Limit = null)
    {
        public bool IsCredit => Limit is not null;
    }

    /// <summary>Of mode 8. The ID number is printed with 17 digits, so one with a check digit after them is his too.</summary>
    public static readonly TestCard WangXiaoer = new("6228480402637874214", "王小二", "61042219860000000");

    private static readonly Dictionary<string, TestCard> Cards = new TestCard[]
    {
        new("6228481234567898346", "通商云", "310226123456745676", Phone: "18019823456"),
        WangXiaoer,
        // 小通分期
        new("370248192322610", "王丹", "330900198809187124", Expiry: "0822", Cvv2: "167", Limit: 3_000_000),
        new("370248476988912", "李刚", "330201199608164113", Expiry: "0722", Cvv2: "245", Limit: 3_000_000),
        new("3568804670613413", "李丹", "533325198401107164", Expiry: "0622", Cvv2: "316", Limit: 3_000_000),
        new("3568805952321414", "李萍", "440783198511207191", Expiry: "1122", Cvv2: "447", Limit: 3_000_000),
        new("4367484351538915", "王鹏", "440305197608076196", Expiry: "0222", Cvv2: "507", Limit: 3_000_000),
        new("4367482248519416", "刘涛", "433100199201120156", Expiry: "1122", Cvv2: "181", Limit: 3_000_000),
        new("4367482364371517", "陈伟", "430701198412164193", Expiry: "0422", Cvv2: "315", Limit: 3_000_000),
        new("5187183912607018", "张华", "320411197403034166", Expiry: "1022", Cvv2: "235", Limit: 3_000_000),
        new("5187185946559119", "刘静", "530402199106083182", Expiry: "0422", Cvv2: "335", Limit: 3_000_000),
        new("5187186653521420", "李涛", "22030119650628310X", Expiry: "0522", Cvv2: "483", Limit: 3_000_000),
        new("6259983921622221", "王桂英", "340828198510206127", Expiry: "0122", Cvv2: "504", Limit: 3_000_000),
        new("6259985385514822", "张秀兰", "131124198607257180", Expiry: "0222", Cvv2: "633", Limit: 3_000_000),
        new("6259986239281023", "李红", "340603199402064199", Expiry: "0322", Cvv2: "790", Limit: 1_000_000),
        new("6259983790372424", "李超", "23071519920323412X", Expiry: "0422", Cvv2: "138", Limit: 1_000_000),
    }.ToDictionary(card => card.No);

    public static TestCard? Find(string? cardNo) => cardNo is null ? null : Cards.GetValueOrDefault(cardNo);

    /// <summary>Why these are not the holder's; null: they are, or nobody printed whose they are.</summary>
    public static string? Conflict(TestCard card, CardQuestion q)
    {
        if (q.Name is { } name && name != card.Name) return "账号户名不一致";
        if (q.IdNumber is { } id && !IsIdOf(card, id)) return "身份证不一致";
        if (Differs(q.Phone, card.Phone)) return "手机号不一致";
        if (Differs(q.Expiry, card.Expiry)) return "有效期不一致";
        return Differs(q.Cvv2, card.Cvv2) ? "CVV2 不一致" : null;
    }

    private static bool IsIdOf(TestCard card, string id) =>
        string.Equals(id, card.IdNumber, StringComparison.OrdinalIgnoreCase)
        || (card == WangXiaoer && id.Length == 18 && id.StartsWith(card.IdNumber, StringComparison.Ordinal));

    private static bool Differs(string? given, string? printed) => !string.IsNullOrEmpty(given) && printed is not null && given != printed;
}
