using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Simulators;

/// <summary>
/// Values that a real channel would draw at random. Here they are derived from names, so that repeated requests get the same value in every
/// process.
/// </summary>
internal static class Invented
{
    /// <summary>Digits; the first is not 0.</summary>
    public static string Digits(int length, params ReadOnlySpan<string> of) => Text("0123456789", length, of) switch
    {
        ['0', .. var rest] => $"1{rest}",
        var text => text,
    };

    /// <summary>As in an openid or a nonce.</summary>
    public static string Letters(int length, params ReadOnlySpan<string> of) =>
        Text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length, of);

    /// <summary>Bytes that look like a signature.</summary>
    public static byte[] Bytes(int length, params ReadOnlySpan<string> of)
    {
        // A separator that occurs in no name, so that ("ab", "c") and ("a", "bc") differ.
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', of)));
        return Rfc2898DeriveBytes.Pbkdf2(seed, "tongbao"u8, 1, HashAlgorithmName.SHA256, length);
    }

    private static string Text(string signs, int length, ReadOnlySpan<string> of)
    {
        var bytes = Bytes(length, of);
        return string.Create(length, (signs, bytes), static (text, made) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = made.signs[made.bytes[i] % made.signs.Length];
        });
    }
}
