using System.Globalization;
using System.Text.RegularExpressions;

namespace Tongbao.Server.Wire;

/// <summary>
/// 元: amounts of yuan as clients write them: "86.75", "1.5", 150, 150.0, 1.23456789E7, and 0.30000000000000004, which adding binary
/// fractions leaves. docs/wires/accp.md, Amounts.
/// </summary>
public static partial class YuanForms
{
    /// <summary>No amount of a client's is longer.</summary>
    private const int MaxLength = 40;

    /// <summary>A millionth of a fen: what is nearer to a whole number of fen is that number.</summary>
    private const decimal Noise = 0.000_001m;

    /// <summary>99999999.99.</summary>
    public static readonly Cents Largest = new(9_999_999_999);

    /// <summary>In fen; null where it is no amount, has more than two decimals, is negative, or is more than the largest.</summary>
    public static Cents? Read(string text)
    {
        if (text.Length > MaxLength || !Form().IsMatch(text)) return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var yuan)) return null;
        if (yuan < 0 || yuan > Largest.Fen) return null;
        var fen = Math.Round(yuan * 100);
        if (Math.Abs(yuan * 100 - fen) > Noise || fen > Largest.Fen) return null;
        return new Cents((long)fen);
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\z")] private static partial Regex Form();
}
