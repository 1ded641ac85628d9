using System.Globalization;

namespace Tongbao.Simulators;

/// <summary>
/// 测试值: all values with a special meaning in the vendor's test environment (catalog/shared/testvalues.tbl; 通商云 5.2, 6.18).
/// </summary>
internal static class TestValues
{
    public static IReadOnlyList<TestValue> Rows { get; } =
        [.. Lines().Where(line => line.Length > 0 && line[0] != '#').Select(TestValue.Read)];

    private static readonly ILookup<string, TestValue> ByWhere = Rows.ToLookup(row => row.Where);

    /// <summary>The first matching row; null if there is none.</summary>
    public static TestValue? Find(string where, Func<string, string?> field) => ByWhere[where].FirstOrDefault(row => row.Fits(field));

    public static TestValue? Find(Trade trade) => Find($"{trade.Method}.{trade.Kind}", field => field switch
    {
        "amount" => trade.Amount.ToString(CultureInfo.InvariantCulture),
        "card" => trade.CardNo,
        _ => null,
    });

    /// <summary>The fixed code and its lifetime; null if every code is random.</summary>
    public static (string Code, TimeSpan? Life)? CodeOf(string where) => ByWhere[where + ".sms"].FirstOrDefault() is { } row
        ? (row.Words["code"], row.Words.TryGetValue("minutes", out var minutes)
            ? TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)) : null)
        : null;

    internal static string[] Lines()
    {
        using var table = new StreamReader(typeof(TestValues).Assembly.GetManifestResourceStream("catalog/testvalues.tbl")!);
        return table.ReadToEnd().Split('\n');
    }
}
