namespace Tongbao.Simulators;

/// <summary>测试环境短信验证码: the pay methods whose payments are confirmed by one fixed code for everybody (通商云 5.2).</summary>
public static class FixedCodes
{
    /// <summary>By wire: 云商通's test environment takes one code for every phone, beside the one that it sent.</summary>
    public static IReadOnlyDictionary<string, string> OfWires { get; } = new Dictionary<string, string> { ["yst2"] = "111111" };

    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    private const string Suffix = ".sms", Binding = "bind.";

    /// <summary>By the key of the pay method. Codes with a lifetime are left out: the channel itself sends and checks them.</summary>
    public static IReadOnlyDictionary<string, string> OfPayments { get; } = TestValues.Rows
        .Where(row => row.Where.EndsWith(Suffix, StringComparison.Ordinal) && !row.Where.StartsWith(Binding, StringComparison.Ordinal)
            && !row.Words.ContainsKey("minutes"))
        .ToDictionary(row => row.Where[..^Suffix.Length], row => row.Words["code"]);
}
