using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>签名 (通商云 3.4): SHA-1 with RSA, PKCS#1 v1.5, over the base64 of the MD5 of the text.</summary>
public static class Tsy2Signature
{
    public static string Digest(string text) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Sign(RSA key, string text) =>
        Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(Digest(text)), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));

    public static bool Verify(RSA key, string text, ReadOnlySpan<byte> signature) =>
        key.VerifyData(Encoding.ASCII.GetBytes(Digest(text)), signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    /// <summary>The signature's bytes; clients break lines in it, and a lost + arrives as a blank, which is not put back here.</summary>
    public static byte[]? Bytes(string sign)
    {
        var bytes = new byte[sign.Length];
        return Convert.TryFromBase64String(sign.Replace("\r", "").Replace("\n", ""), bytes, out var length) ? bytes[..length] : null;
    }
}
