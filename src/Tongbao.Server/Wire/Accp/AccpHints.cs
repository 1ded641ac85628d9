using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Wire.Accp;

/// <summary>验签诊断: what a sender probably did otherwise. Only the mistakes that real clients of this wire make are tried.</summary>
public static class AccpHints
{
    /// <summary>Whoever signs wrongly proves nothing: longer bodies are not looked into.</summary>
    private const int MaxLookedInto = 64 * 1024;

    public static string Find(AccpKeys keys, byte[] body, string data)
    {
        if (string.IsNullOrWhiteSpace(data)) return Say("没有 Signature-Data 请求头", "there is no header Signature-Data");
        if (AccpSignature.Bytes(data) is not { } signature) return Say("Signature-Data 不是 Base64", "Signature-Data is no Base64");
        if (body.Length > MaxLookedInto) return Say("请求太长，未查找原因", "too long to be looked into");
        foreach (var key in keys.Merchant)
        {
            if (signature.Length != key.KeySize / 8)
                return Say($"签名长 {signature.Length} 字节，登记的公钥应为 {key.KeySize / 8} 字节",
                    $"the signature has {signature.Length} bytes, the registered key makes {key.KeySize / 8}");
            if (AccpSignature.VerifyOnce(key, body, signature))
                return Say("对报文本身签名了，应对报文 MD5 的小写十六进制签名", "the body itself was signed; sign the lower-case hex of its MD5");
            if (Cause(key, body, signature) is { } cause) return cause;
        }
        return AccpSignature.Verify(keys.Platform, body, signature)
            ? Say("用平台的私钥签名了，应用商户自己的私钥", "signed with the platform's key; sign with the merchant's own")
            : Say("签名用的私钥与登记的公钥不符，或签名后报文被改过", "another key signed, or the body was changed after it was signed");
    }

    private static string? Cause(RSA key, byte[] body, byte[] signature)
    {
        var digest = AccpSignature.Digest(body);
        (byte[] Signed, HashAlgorithmName Hash, string Zh, string En)[] tried =
        [
            (Encoding.ASCII.GetBytes(digest.ToUpperInvariant()), HashAlgorithmName.MD5, "MD5 用了大写十六进制，应为小写",
                "the MD5 was written in upper case; lower case is signed"),
            (Encoding.ASCII.GetBytes(digest), HashAlgorithmName.SHA1, "签名算法为 SHA1withRSA，应为 MD5withRSA",
                "signed by SHA1withRSA; MD5withRSA is due"),
            (Encoding.ASCII.GetBytes(digest), HashAlgorithmName.SHA256, "签名算法为 SHA256withRSA，应为 MD5withRSA",
                "signed by SHA256withRSA; MD5withRSA is due"),
            (MD5.HashData(body), HashAlgorithmName.MD5, "对 MD5 的原始字节签名了，应对其小写十六进制签名",
                "the raw bytes of the MD5 were signed; sign its lower-case hex"),
            (Encoding.ASCII.GetBytes(AccpSignature.Digest(TrimmedEnd(body))), HashAlgorithmName.MD5, "签名后又加了换行",
                "a line end was added after signing"),
        ];
        foreach (var (signed, hash, zh, en) in tried)
        {
            if (key.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1)) return Say(zh, en);
        }
        return null;
    }

    private static ReadOnlySpan<byte> TrimmedEnd(byte[] body) => body.AsSpan().TrimEnd("\r\n "u8);

    private static string Say(string zh, string en) => $"{zh} / {en}";
}
