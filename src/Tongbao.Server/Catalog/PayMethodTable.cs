using System.Globalization;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Server.Catalog;

/// <summary>支付方式: a row of a wire's paymethods.tbl, with the fields of its object on the wire.</summary>
public sealed record PayMethodTable(PayMethod Method, bool IsList, IReadOnlyList<FieldRow> Fields)
{
    private IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a fact of the row, which is a list of words, contains a word. The fact by=bankcard,gw contains gw.</summary>
    public bool Says(string fact, string word) => Facts.TryGetValue(fact, out var words) && words.Split(',').Contains(word);

    public static IEnumerable<PayMethodTable> Read(string text)
    {
        string? head = null;
        List<FieldRow> rows = [];
        foreach (var line in ApiText.Lines(text).Append("END"))
        {
            if (char.IsWhiteSpace(line[0]))
            {
                rows.Add(ApiText.ReadRow("paymethods.tbl", line));
                continue;
            }
            if (head is not null) yield return ReadOne(head, rows);
            (head, rows) = (line, []);
        }
    }

    private static PayMethodTable ReadOne(string head, IReadOnlyList<FieldRow> rows)
    {
        var words = ApiText.Words(head);
        var facts = words.Where(w => w.Contains('=')).Select(w => w.Split('=')).ToDictionary(p => p[0], p => p[1]);
        var validate = facts["validate"] == "-" ? []
            : facts["validate"].Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        return new PayMethodTable(new PayMethod(words[0], Enum.Parse<PayFlow>(facts["flow"], ignoreCase: true), facts["channel"],
            facts["combine"] == "yes",
            validate, Enum.Parse<RefundWay>(facts["refund"], ignoreCase: true),
                string.Join(' ', words.SkipWhile((word, at) => at == 0 || word.Contains('='))))
        {
            Returns = facts.GetValueOrDefault("answers") switch
            {
                "gateway_url" => PayReturn.GatewayUrl,
                "payload" => PayReturn.Payload,
                _ => Enum.Parse<PayReturn>(facts["returns"], ignoreCase: true),
            },
            Way = facts.GetValueOrDefault("way"),
            Product = facts.GetValueOrDefault("product"),
            CertifiedBy = facts.GetValueOrDefault("certified"),
            IsOffered = facts.GetValueOrDefault("opened") != "no",
            TopsUp = facts.GetValueOrDefault("topup") != "no",
            Needs = facts.GetValueOrDefault("needs")?.Split(',') ?? [],
            IsGroup = facts["group"] == "yes",
            LongestExpiry = Minutes("expiry"),
            Life = Minutes("life"),
            CardModes = facts.TryGetValue("modes", out var modes)
                ? [.. modes.Split(',').Select(m => int.Parse(m, CultureInfo.InvariantCulture))] : [],
            Arrivals = facts.GetValueOrDefault("arrives")?.Split(',') ?? [],
            CreditOnly = facts.GetValueOrDefault("cards") == "credit",
            TakesCorporate = facts.GetValueOrDefault("cards") == "corporate",
        }, facts.GetValueOrDefault("list") == "yes", rows) { Facts = facts };

        TimeSpan? Minutes(string column) =>
            facts.TryGetValue(column, out var minutes) ? TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)) : null;
    }
}
