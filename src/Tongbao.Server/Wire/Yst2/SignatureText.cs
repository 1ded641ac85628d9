using System.Formats.Asn1;
using System.Numerics;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>签名的写法: the bytes of a signature, however they were written, and what was wrong with the writing.</summary>
/// <param name="Der">r and s as ASN.1 DER; null where they are not to be found.</param>
/// <param name="Zh">Null where it was written rightly.</param>
internal sealed record SignatureText(byte[]? Der, string? Zh, string? En)
{
    private const int RawBytes = 64;
    private const byte DerSequence = 0x30;

    /// <summary>Null where it is neither base64 nor hexadecimal.</summary>
    public static SignatureText? Read(string sign)
    {
        var text = sign.Trim();
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
            return Of(Convert.FromHexString(text), "sign 是十六进制，应为 Base64", "sign is hexadecimal, not base64");
        if (Yst2Signature.Bytes(text) is { } bytes) return Of(bytes, null, null);
        if (Yst2Signature.Bytes(text.Replace(' ', '+')) is { } repaired)
            return Of(repaired, "sign 中的 + 成了空格", "a + in sign arrived as a blank");
        return System.Buffers.Text.Base64Url.IsValid(text) && System.Buffers.Text.Base64Url.DecodeFromChars(text) is { Length: > 0 } url
            ? Of(url, "sign 是 Base64URL 或缺末尾的 =，应为标准 Base64", "sign is base64url, or lacks its = at the end; plain base64 is due") : null;
    }

    private static SignatureText Of(byte[] bytes, string? zh, string? en)
    {
        if (bytes.Length != RawBytes) return new(bytes is [DerSequence, ..] ? bytes : null, zh, en);
        const string RawZh = "sign 是 64 字节的 r|s，应为 ASN.1 DER", RawEn = "sign is the 64 bytes of r and s; ASN.1 DER is due";
        return new(DerOf(bytes), zh is null ? RawZh : $"{zh}；{RawZh}", en is null ? RawEn : $"{en}; {RawEn}");
    }

    private static byte[] DerOf(byte[] raw)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteInteger(new BigInteger(raw.AsSpan(..(RawBytes / 2)), isUnsigned: true, isBigEndian: true));
            der.WriteInteger(new BigInteger(raw.AsSpan((RawBytes / 2)..), isUnsigned: true, isBigEndian: true));
        }
        return der.Encode();
    }
}
