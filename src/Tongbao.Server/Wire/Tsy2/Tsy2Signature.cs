using System.Security.Cryptography;
using System.Text;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>签名 (通商云 3.4): SHA-1 with RSA, PKCS#1 v1.5, over the base64 of the MD5 of the text.</summary>
public static class Tsy2Signature
{
    /// <summary>The signature of the largest key has 684 characters, and may have line breaks.</summary>
    private const int MaxSign = 2_048;

    private const int AtATime = 4 * 1024;

    /// <summary>Of a text in parts, which may be long: they are neither joined nor written out as bytes at once.</summary>
    public static string Digest(params ReadOnlySpan<string> parts)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var encoder = Encoding.UTF8.GetEncoder();
        Span<byte> bytes = stackalloc byte[AtATime];
        foreach (var part in parts)
        {
            for (var rest = part.AsSpan(); rest.Length > 0;)
            {
                encoder.Convert(rest, bytes, flush: false, out var read, out var written, out _);
                md5.AppendData(bytes[..written]);
                rest = rest[read..];
            }
        }
        encoder.Convert([], bytes, flush: true, out _, out var last, out _);
        md5.AppendData(bytes[..last]);
        return Convert.ToBase64String(md5.GetHashAndReset());
    }

    /// <summary>The keys of this wire are RSA.</summary>
    public static RsaKeys KeysOf(AppKeys keys) => (RsaKeys)keys;

    public static string Sign(AppKeys keys, string text) => Sign(KeysOf(keys).Platform, text);

    public static string Sign(RSA key, string text) =>
        Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(Digest(text)), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));

    public static bool Verify(RSA key, string text, ReadOnlySpan<byte> signature) => VerifyDigest(key, Digest(text), signature);

    public static bool VerifyDigest(RSA key, string digest, ReadOnlySpan<byte> signature) =>
        key.VerifyData(Encoding.ASCII.GetBytes(digest), signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    /// <summary>
    /// The signature's bytes; clients break lines in it. Null for all else that is not the one way to write them: a blank, which a lost +
    /// arrives as and which is not put back here, or bits left over at the end.
    /// </summary>
    public static byte[]? Bytes(string sign)
    {
        if (sign.Length > MaxSign) return null;
        var packed = sign.Replace("\r", "").Replace("\n", "");
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, bytes, out var length)
            && Convert.ToBase64String(bytes, 0, length) == packed ? bytes[..length] : null;
    }
}
