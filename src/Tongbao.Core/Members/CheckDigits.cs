namespace Tongbao.Core.Members;

/// <summary>校验码: the last place of ID numbers and of unified credit codes, by which a slip of the pen is found.</summary>
public static class CheckDigits
{
    private const int IdLength = 18, FormerIdLength = 15, IdModulus = 11, CodeLength = 18, CodeModulus = 31;
    private const string IdDigits = "10X98765432", CodeDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly int[] CodeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>身份证号 (GB 11643): a small x counts as X. Numbers of 15 digits, as they were before 1999, have no check digit.</summary>
    public static bool IsIdCard(IdNumber number)
    {
        var id = number.Clear;
        if (id.Length == FormerIdLength) return id.All(char.IsAsciiDigit);
        if (id.Length != IdLength || !id[..^1].All(char.IsAsciiDigit)) return false;
        return char.ToUpperInvariant(id[^1]) == IdDigits[id[..^1].Select((c, at) => (c - '0') * IdWeights[at]).Sum() % IdModulus];
    }

    /// <summary>统一社会信用代码 (GB 32100).</summary>
    public static bool IsCreditCode(string code)
    {
        if (code.Length != CodeLength) return false;
        var values = code.ToUpperInvariant().Select(c => CodeDigits.IndexOf(c, StringComparison.Ordinal)).ToList();
        if (values.Contains(-1)) return false;
        var sum = values.SkipLast(1).Select((value, at) => value * CodeWeights[at]).Sum();
        return values[^1] == (CodeModulus - sum % CodeModulus) % CodeModulus;
    }

    public static bool IsSame(IdNumber? a, IdNumber? b) =>
        a is not null && string.Equals(a.Clear, b?.Clear, StringComparison.OrdinalIgnoreCase);
}
