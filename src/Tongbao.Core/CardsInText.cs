using System.Text.RegularExpressions;

namespace Tongbao.Core;

/// <summary>文本中的卡号: finds card numbers in free text. They are recognized by issuer prefix, length and check digit (Luhn).</summary>
public static partial class CardsInText
{
    /// <summary>The shortest card number in digits; a shorter text contains none.</summary>
    private const int Shortest = 13;

    public static bool IsIn(string text)
    {
        if (text.Length < Shortest) return false;
        foreach (var run in Runs().EnumerateMatches(text))
        {
            if (IsCard(text.AsSpan(run.Index, run.Length))) return true;
        }
        return false;
    }

    /// <summary>The text with its card numbers hidden. Returns the same string object if there are none.</summary>
    public static string Hide(string text) => Hide(text, card => $"***({card.Length})");

    public static string Hide(string text, Func<string, string> mask) =>
        IsIn(text) ? Runs().Replace(text, run => IsCard(run.Value) ? mask(run.Value) : run.Value) : text;

    private static bool IsCard(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits[length++] = c;
        }
        return IsOfIssuer(digits[..length]) && HasCheckDigit(digits[..length]);
    }

    /// <summary>
    /// The check digit alone is not enough: one number in ten passes it by chance, and many order numbers are long digit strings. So a
    /// number counts as a card only if it begins with a known issuer prefix.
    /// </summary>
    private static bool IsOfIssuer(ReadOnlySpan<char> digits) => digits switch
    {
        ['6', '2', ..] or ['8', '1', ..] => digits.Length is >= 16 and <= 19,                                   // 银联
        // older cards of Chinese banks
        ['9', ..] => digits.Length is 16 or 18 or 19,
        ['4', ..] => digits.Length is 13 or 16 or 19,                                                           // Visa
        // Mastercard, Discover
        ['5', >= '1' and <= '5', ..] or ['2', >= '2' and <= '7', ..] or ['6', '0' or '4' or '5', ..] => digits.Length == 16,
        ['3', '5', ..] => digits.Length is >= 16 and <= 19,                                                     // JCB
        ['3', '4' or '7', ..] => digits.Length == 15,                                                           // American Express
        ['3', '0' or '6' or '8', ..] => digits.Length == 14,                                                    // Diners Club
        _ => false,
    };

    private static bool HasCheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 % 10 + digit / 5;
        }
        return sum % 10 == 0;
    }

    /// <summary>Digits in one run, or in groups of four as printed on a card.</summary>
    [GeneratedRegex("(?<![0-9])(?:[0-9]{13,19}|[0-9]{4}(?<gap>[ -])[0-9]{4}(?:\\k<gap>[0-9]{4}){2}(?:\\k<gap>[0-9]{1,3})?)(?![0-9])")]
    private static partial Regex Runs();
}
