using System.Globalization;
using System.Text.Json.Nodes;
using Tongbao.Core;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Safety;

/// <summary>What a field may come as, by the type that its table gives it: some of it allowed, most of it not.</summary>
/// <param name="raw">Takes a token as it is to stand in the JSON, and gives what stands for it until then.</param>
public sealed class FuzzValues(Random random, Func<string, Task<string>> encrypt, Func<string, JsonNode> raw)
{
    private const int MaxKey = 128, MaxText = 4_000;

    private static readonly string[] Texts =
    [
        "", " ", "a", "0", "null", "a\0b", "\0", "\uFFFD", "\u202E", "\u2028", "\uFEFF", "e\u0301", "😀", "👨‍👩‍👧", "长", "a|b", "a\r\nb",
            "a&b=c", "a+b c%20d", "<b>\"'&</b>", "'; --", "../..", "%00", "{\"a\":1}", "#yunBizUserId_B2C#",
        "100001", "2000000", "buyer", "seller", "nobody", "BUYER", "buyer ", "13800000000", "6228480000000000099", "310101199001011234",
            "110000", "1910", "3001", "4001", "其他",
    ];

    private static readonly string[] Tokens =
    [
        "\"\\u0000\"", "\"a\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uffff\"", "1e400", "-1e400", "1e2", "1.0", "0.1", "-0",
            "-1", "0", "2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "4611686018427387904", "99999999999999999999999999", "\" 1\"", "\"+1\"", "\"1\\u0000\"", "\"٣\"", "true", "false", "null", "[]",
            "{}", "[[]]", "[null]", "[1]", "[{}]", "{\"a\":1}", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "[{\"a\":[{\"b\":null}]}]",
    ];

    private static readonly long[] Sums =
        [0, 1, -1, 100, 10_00, 9_99, Cents.LargestSum, Cents.LargestSum + 1, -Cents.LargestSum, 1L << 62, long.MaxValue, long.MinValue,
        int.MaxValue + 1L];

    private static readonly string[] Moments =
    [
        "2026-11-30", "20261130", "2026-11-30 10:00:00", "2099-12-31 23:59:59", "2026-02-29", "0001-01-01", "9999-12-31",
            "9999-12-31 23:59:59", "0001-01-01 00:00:00", "2026-13-01", "2026-11-30T10:00:00", "2026-11-3010:00:00", "tomorrow",
            "٢٠٢٦-١١-٣٠",
    ];

    /// <summary>Nobody is called but this machine, and names that belong to nobody.</summary>
    private static readonly string[] Urls =
        ["http://127.0.0.1:9/", "http://[::1]:9/a?b=c&d", "https://shop.example/通宝?a=%20", "https://shop.example/#a", "http://",
            "http://127.0.0.1:99999/", "javascript:alert(1)", "file:///etc/passwd", "//shop.example", "http://user:word@127.0.0.1:9/",
            "HTTP://127.0.0.1:9"];

    private static readonly string[] Clear =
        ["6228480000000000099", "310101199001011234", "123", "1230", "0000", "", "a\0b", "长", "62284800000000000996228480000000000",
        "3101011990010112345678901234567890"];

    public T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public JsonNode AnyToken() => raw(Any(Tokens));

    public async Task<JsonNode?> For(FieldRow row, JsonNode? now) => random.Next(10) == 0 ? AnyToken() : row switch
    {
        { Encrypted: true } => await Encrypted(),
        { Enum.Count: > 0 } when random.Next(2) == 0 => Any(row.Enum),
        { Type: "cents" } => AsNumberOrText(Any(Sums)),
        { Type: "long" } => AsNumberOrText(random.Next(3) == 0 ? Any(Sums) : random.Next(-2, 12)),
        { Type: "bool" } => random.Next(4) switch { 0 => true, 1 => false, 2 => "True", _ => 1 },
        { Type: "date" or "day" or "datetime" } => Any(Moments),
        { Type: "url" } => random.Next(8) == 0 ? $"http://127.0.0.1:9/{new string('a', 1_000)}" : Any(Urls),
        { Type: "list" } => ListLike(row, now as JsonArray),
        { Type: "object" } => now is JsonObject inner ? new JsonArray(inner.DeepClone()) : new JsonObject(),
        { Type: "payMethod" } => await Ways(),
        { Type: "json" } => Deep(random.Next(1, 40)),
        _ => Text(row.Max),
    };

    private JsonNode AsNumberOrText(long number) => random.Next(3) == 0 ? number.ToString(CultureInfo.InvariantCulture) : number;

    private string Text(int? max) => random.Next(3) switch
    {
        0 => string.Concat(Enumerable.Repeat(Any<string>(["a", "长", "😀", "\u202E"]),
            Any<int>([max ?? MaxKey, (max ?? MaxKey) + 1, MaxKey, MaxKey + 1, MaxText, MaxText + 1]))),
        1 => Any(Texts) + Any(Texts),
        _ => Any(Texts),
    };

    private async Task<JsonNode> Encrypted()
    {
        var block = await encrypt(Any(Clear));
        return random.Next(6) switch
        {
            0 => Any(Texts),
            1 => block.ToLowerInvariant(),
            2 => block[..^2],
            3 => block[..^4] + "0000",
            4 => new string('F', block.Length),
            _ => block,
        };
    }

    private JsonArray ListLike(FieldRow row, JsonArray? now)
    {
        var count = Any<int>([0, 1, 2, row.Max ?? 20, (row.Max ?? 20) + 1]);
        return new JsonArray([.. Enumerable.Range(0, count)
            .Select(n => now is { Count: > 0 } ? now[n % now.Count]?.DeepClone() : new JsonObject())]);
    }

    /// <summary>Ways to pay, each with some of the fields that it has.</summary>
    private async Task<JsonNode> Ways()
    {
        var ways = new JsonObject();
        foreach (var key in Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => Any(Tables.Tsy2.PayMethods.Keys.Order(StringComparer.Ordinal).ToList())).Distinct())
        {
            var way = new JsonObject();
            foreach (var row in Tables.Tsy2.PayMethods[key].Fields)
            {
                if (row.Property == "Amount" && random.Next(4) > 0) way[row.Name] = random.Next(2) == 0 ? 10_00 : "1000";
                else if (row.Presence == Presence.Required || random.Next(3) == 0)
                    way[row.Name] = row.Enum.Count > 0 && random.Next(4) > 0 ? Any(row.Enum) : await For(row, null);
            }
            ways[key] = random.Next(6) == 0 ? new JsonArray(way, way.DeepClone()) : way;
        }
        return ways;
    }

    public JsonNode Deep(int levels)
    {
        JsonNode node = 1;
        for (var level = 0; level < levels; level++) node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        return node;
    }
}
