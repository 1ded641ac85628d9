using System.Globalization;

namespace Tongbao.Simulators;

/// <summary>测试卡 and their holders, as the document lists them (6.18, 5.2): the test values with a complete card number.</summary>
internal static class TestCards
{
    /// <param name="Limit">额度: the most that a credit card pays, in fen.</param>
    public sealed record TestCard(string No, string Name, string IdNumber, string? Phone = null, string? Expiry = null, string? Cvv2 = null,
        long? Limit = null)
    {
        public bool IsCredit => Limit is not null;
    }

    private static readonly Dictionary<string, TestCard> Cards =
        TestValues.Rows.Where(row => row.Printed("card") is not (null or ['*', ..]))
        .Select(row =>
        new TestCard(row.Printed("card")!, row.Printed("name")!, row.Printed("id")!, row.Printed("phone"), row.Printed("expiry"),
            row.Printed("cvv2"),
            row.Words.TryGetValue("limit", out var limit) ? long.Parse(limit, CultureInfo.InvariantCulture) : null))
                .ToDictionary(card => card.No);

    public static TestCard? Find(string? cardNo) => cardNo is null ? null : Cards.GetValueOrDefault(cardNo);

    /// <summary>Whether this is a test person. Test persons are on the registers even if their ID number is not plausible.</summary>
    public static bool IsHolder(string name, string idNumber) => Cards.Values.Any(card => card.Name == name && IsIdOf(card, idNumber));

    /// <summary>What does not match the holder's data; null if everything does, or if the holder is unknown.</summary>
    public static (string Differs, string Message)? Conflict(TestCard card, CardQuestion q)
    {
        if (q.Name is { } name && name != card.Name) return ("name", "账号户名不一致");
        if (q.IdNumber is { } id && !IsIdOf(card, id)) return ("id", "身份证不一致");
        if (Differs(q.Phone, card.Phone)) return ("phone", "手机号不一致");
        if (Differs(q.Expiry, card.Expiry)) return ("expiry", "有效期不一致");
        return Differs(q.Cvv2, card.Cvv2) ? ("cvv2", "CVV2 不一致") : null;
    }

    /// <summary>One ID number is printed without its check digit, so the same number with a check digit matches, too.</summary>
    private static bool IsIdOf(TestCard card, string id) =>
        string.Equals(id, card.IdNumber, StringComparison.OrdinalIgnoreCase)
        || (card.IdNumber.Length == 17 && id.Length == 18 && id.StartsWith(card.IdNumber, StringComparison.Ordinal));

    private static bool Differs(string? given, string? printed) => !string.IsNullOrEmpty(given) && printed is not null && given != printed;
}
