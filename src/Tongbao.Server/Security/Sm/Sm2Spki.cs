using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Tongbao.Server.Security.Sm;

/// <summary>SM2 公钥的写法: a public key is the same 27 bytes, which name the curve (1.2.156.10197.1.301), and then the point.</summary>
public static partial class Sm2Spki
{
    public const int Bytes = 91, PointBytes = 65;

    private static readonly byte[] Head = Convert.FromHexString("3059301306072A8648CE3D020106082A811CCF5501822D034200");

    /// <summary>An uncompressed point is marked by its first byte.</summary>
    private const byte Uncompressed = 4;

    public static bool Is(ReadOnlySpan<byte> spki) =>
        spki.Length == Bytes && spki.StartsWith(Head) && spki[Head.Length] == Uncompressed;

    public static byte[] Of(ReadOnlySpan<byte> point) => [.. Head, .. point];

    /// <summary>
    /// Reads what a merchant registers: base64 of SPKI, with or without PEM armour, or the point alone in hexadecimal. Null if it is no key
    /// of this curve.
    /// </summary>
    public static byte[]? Read(ISm sm, string text)
    {
        var digits = Armour().Replace(text, "");
        if (Bytes64(digits) is not { } spki || !Is(spki)) return null;
        try
        {
            using var key = sm.ReadPublic(spki);
            return spki;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What somebody registers by mistake in place of it.</summary>
    public static string? Mistake(string text)
    {
        if (Bytes64(Armour().Replace(text, "")) is not { } bytes) return "it is no base64";
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal) || IsPrivate(bytes))
            return "it is a private key; register the public one";
        if (IsRsa(bytes)) return "it is an RSA key";
        return Is(bytes) ? "its point is not on the curve" : null;
    }

    private static byte[]? Bytes64(string text)
    {
        if (text.Length == 2 * PointBytes && text.StartsWith("04", StringComparison.Ordinal) && text.All(char.IsAsciiHexDigit))
            return Of(Convert.FromHexString(text));
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static bool IsRsa(byte[] spki)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(spki, out _);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>PKCS#8 begins with a sequence and the number zero.</summary>
    private static bool IsPrivate(byte[] der) => der is [0x30, < 0x80, 0x02, 0x01, 0x00, ..] or [0x30, 0x81, _, 0x02, 0x01, 0x00, ..];

    [GeneratedRegex("-----[A-Z ]+-----|\\s")]
    private static partial Regex Armour();
}
