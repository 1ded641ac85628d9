using System.Numerics;
using System.Security.Cryptography;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 签名块: what a signature holds when it is opened with the public key (PKCS#1 v1.5, RFC 8017, 9.2). That it opens tells that the key is
/// right; what it holds, how the text was hashed.
/// </summary>
/// <param name="Hash">The hash that the block names; null where the content was put in as it was, without being hashed.</param>
/// <param name="Content">The hash of what was signed, or what was signed itself.</param>
public sealed record SignatureBlock(HashAlgorithmName? Hash, byte[] Content)
{
    /// <summary>The DER of each DigestInfo up to the digest.</summary>
    private static readonly (HashAlgorithmName Hash, byte[] Head, int Length)[] Heads =
    [
        (HashAlgorithmName.MD5, Convert.FromHexString("3020300C06082A864886F70D020505000410"), 16),
        (HashAlgorithmName.SHA1, Convert.FromHexString("3021300906052B0E03021A05000414"), 20),
        (HashAlgorithmName.SHA256, Convert.FromHexString("3031300D060960864801650304020105000420"), 32),
        (HashAlgorithmName.SHA384, Convert.FromHexString("3041300D060960864801650304020205000430"), 48),
        (HashAlgorithmName.SHA512, Convert.FromHexString("3051300D060960864801650304020305000440"), 64),
    ];

    /// <summary>Null where the key does not open it.</summary>
    public static SignatureBlock? Open(RSA key, byte[] signature)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var (modulus, exponent) = (Number(parameters.Modulus!), Number(parameters.Exponent!));
        var number = Number(signature);
        if (signature.Length != parameters.Modulus!.Length || number >= modulus) return null;
        var opened = BigInteger.ModPow(number, exponent, modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        // 00 01 FF … FF 00 and the content; the leading zero is lost in the number.
        if (opened.Length != signature.Length - 1 || opened[0] != 1) return null;
        var end = Array.IndexOf(opened, (byte)0);
        if (end < 9 || opened.AsSpan(1..end).IndexOfAnyExcept((byte)0xFF) >= 0) return null;
        return Read(opened[(end + 1)..]);
    }

    /// <summary>Is it the signature of these bytes?</summary>
    public bool Fits(byte[] signed) =>
        (Hash is { } hash ? CryptographicOperations.HashData(hash, signed) : signed).AsSpan().SequenceEqual(Content);

    private static SignatureBlock Read(byte[] content)
    {
        foreach (var (hash, head, length) in Heads)
        {
            if (content.Length == head.Length + length && content.AsSpan().StartsWith(head))
                return new SignatureBlock(hash, content[head.Length..]);
        }
        return new SignatureBlock(null, content);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
