using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// 签名 (连连 ACCP): RSA with MD5 over the 32 hexadecimal digits of the body's MD5, so MD5 is applied twice. The bytes are those that travel:
/// nothing is parsed and written anew before it is checked.
/// </summary>
public static class AccpSignature
{
    public const string TypeHeader = "Signature-Type", DataHeader = "Signature-Data", Rsa = "RSA";

    /// <summary>The lower-case hexadecimal MD5 of a body: what is signed.</summary>
    public static string Digest(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(MD5.HashData(body));

    public static string Sign(RSA key, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(Digest(body)), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));

    public static bool Verify(RSA key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature) =>
        key.VerifyData(Encoding.ASCII.GetBytes(Digest(body)), signature, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);

    /// <summary>As the vendor's Go client signs: over the body itself. Taken only where the app's settings say so.</summary>
    public static bool VerifyOnce(RSA key, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature) =>
        key.VerifyData(body, signature, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);

    /// <summary>The signature in a header; null where it is no Base64.</summary>
    public static byte[]? Bytes(string header)
    {
        var bytes = new byte[header.Length];
        return header.Length > 0 && Convert.TryFromBase64String(header.Trim(), bytes, out var length) ? bytes[..length] : null;
    }
}
