using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 验签失败提示: opens a signature that does not fit with the registered key, which tells a wrong key from a wrong text and names the hash;
/// then tries the usual mistakes, and names those that it was made with.
/// </summary>
public static class SignatureHints
{
    static SignatureHints() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Find(AppKeys keys, Dictionary<string, string> fields)
    {
        if (Bytes(fields["sign"]) is not ({ } bytes, var written)) return "sign 不是 base64 / sign is no base64";
        var text = (fields["sysid"], fields["req"], fields["timestamp"]);
        var (zh, en) = Tsy2Signature.KeysOf(keys).Merchant.Select(k => SignatureBlock.Open(k, bytes))
            .FirstOrDefault(b => b is not null) is { } block
            ? OfText(block, text, written) : OfKey(keys, bytes, written);
        return $"{zh} / {en}";
    }

    /// <summary>The key is right: what was signed, and how?</summary>
    private static (string Zh, string En) OfText(SignatureBlock block, (string Sysid, string Req, string Timestamp) sent, Mistake written)
    {
        var hashed = Hashed(block);
        foreach (var (text, wrongText) in SignedTexts.Of(sent.Sysid, sent.Req, sent.Timestamp))
        {
            if (Form(block, Encoding.UTF8.GetBytes(text)) is { } form) return Joined(written, hashed, form, wrongText);
        }
        var gbk = Encoding.GetEncoding("gb18030").GetBytes(sent.Sysid + sent.Req + sent.Timestamp);
        if (Form(block, gbk) is { } inGbk)
            return Joined(written, hashed, inGbk, new("字符集应为 UTF-8,签名用了 GBK", "the text was signed in GBK, not UTF-8"));
        return Joined(written, hashed, Mistake.None,
            new("密钥正确,但签名的是另一段原文,请比对 sysid+req+timestamp 与 digest",
            "the key is right, but another text was signed: compare sysid+req+timestamp and the digest"));
    }

    private static Mistake? Form(SignatureBlock block, byte[] text)
    {
        foreach (var (signed, mistake) in SignedTexts.Forms(text))
        {
            if (block.Fits(signed)) return mistake;
        }
        return null;
    }

    private static Mistake Hashed(SignatureBlock block)
    {
        if (block.Hash == HashAlgorithmName.SHA1) return Mistake.None;
        if (block.Hash is not { } hash)
            return new("私钥直接加密,没有 SHA1withRSA 的摘要结构",
            "encrypted with the private key as it was, without the digest that SHA1withRSA makes");
        var name = hash == HashAlgorithmName.MD5 ? "MD5" : $"{hash.Name![..3]}-{hash.Name[3..]}";
        return new($"签名用了 {name},应为 SHA1withRSA", $"signed with {name}, not SHA-1 (SHA1withRSA)");
    }

    /// <summary>No registered key opens it.</summary>
    private static (string Zh, string En) OfKey(AppKeys keys, byte[] bytes, Mistake written)
    {
        if (SignatureBlock.Open(Tsy2Signature.KeysOf(keys).Platform, bytes) is not null)
            return Joined(written, new("用了平台的密钥签名", "signed with the platform's key"));
        if (Tsy2Signature.KeysOf(keys).Merchant.All(k => k.KeySize / 8 != bytes.Length))
            return Joined(written, new($"密钥不符:签名 {bytes.Length * 8} 位,登记的公钥 {string.Join("、", Tsy2Signature.KeysOf(keys).Merchant.Select(k => k.KeySize))} 位",
                $"wrong key: the signature has {bytes.Length * 8} bits, the registered key {string.Join(", ", Tsy2Signature.KeysOf(keys).Merchant.Select(k => k.KeySize))}"));
        return Joined(written, new("私钥与登记的公钥不符(或未用 PKCS#1 v1.5 填充)",
            "wrong key: the registered public key does not open the signature (or its padding is not PKCS#1 v1.5)"));
    }

    private static (string Zh, string En) Joined(params Mistake[] mistakes)
    {
        var said = mistakes.Where(m => m != Mistake.None).ToList();
        return (string.Join(";", said.Select(m => m.Zh)), string.Join("; ", said.Select(m => m.En)));
    }

    /// <summary>The signature's bytes, and how they were written where that was wrong.</summary>
    private static (byte[] Bytes, Mistake Written)? Bytes(string sign)
    {
        if (Tsy2Signature.Bytes(sign) is { Length: > 0 } right && !IsHex(sign)) return (right, Mistake.None);
        if (IsHex(sign)) return (Convert.FromHexString(sign.Trim()), new("sign 是十六进制,应为 base64", "sign is hexadecimal, not base64"));
        if (Tsy2Signature.Bytes(sign.Replace(' ', '+')) is { Length: > 0 } repaired)
            return (repaired, new("sign 中的 + 未做 urlencode,收到时成了空格", "a + in sign was not url-encoded and arrived as a blank"));
        var decoded = Uri.UnescapeDataString(sign);
        if (decoded != sign && Tsy2Signature.Bytes(decoded) is { Length: > 0 } twice)
            return (twice, new("sign 做了两次 urlencode", "sign was url-encoded twice"));
        var loose = new byte[sign.Length];
        if (Convert.TryFromBase64String(sign, loose, out var length) && length > 0)
            return (loose[..length], new("sign 的 base64 中有空白,或末尾多了位", "the base64 of sign has blanks in it, or bits left over at its end"));
        return Base64Url.IsValid(sign) && Base64Url.DecodeFromChars(sign) is { Length: > 0 } url
            ? (url, new("sign 是 base64url 或缺末尾的 =,应为标准 base64", "sign is base64url, or lacks its = at the end, and must be plain base64"))
                : null;
    }

    private static bool IsHex(string sign) => sign.Trim() is { Length: >= 256 } hex && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit);
}
