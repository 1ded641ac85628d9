using System.Text.Encodings.Web;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Server.Security.Sm;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>验签诊断: what a sender probably did otherwise. Only the mistakes that real clients of this wire make are tried.</summary>
public static class Yst2Hints
{
    /// <summary>Whoever signs wrongly proves nothing: longer messages are not looked into.</summary>
    private const int MaxLookedInto = 64 * 1024;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] OtherIds = ["", "1234567812345678\0", "allinpay", "ALICE123@YAHOO.COM"];

    /// <param name="fields">Of the message, those that hold something.</param>
    public static string Find(Yst2Keys keys, IReadOnlyDictionary<string, string> fields, string source, byte[] body)
    {
        if (body.Length > MaxLookedInto) return Say("报文太长，未查找原因", "too long to be looked into");
        if (SignatureText.Read(fields[Yst2Signature.Sign]) is not { } sign) return Say("sign 不是 Base64", "sign is no Base64");
        if (sign.Der is not { } der) return Say("sign 不是 ASN.1 DER 的 r、s", "sign is not the ASN.1 DER of r and s");
        foreach (var (text, zh, en) in Sources(fields, source, body))
        {
            if (keys.Merchant.Any(key => Verify(key, text, der, Sm.UsualId))) return Said(sign, zh, en);
        }
        foreach (var id in OtherIds)
        {
            if (keys.Merchant.Any(key => Verify(key, source, der, Encoding.UTF8.GetBytes(id))))
                return Say($"SM2 用户标识用了“{id}”，应为 1234567812345678", $"signed with the user id \"{id}\"; it is 1234567812345678");
        }
        return Verify(keys.Platform, source, der, Sm.UsualId)
            ? Say("用平台的私钥签名了，应用应用自己的私钥", "signed with the platform's key; sign with the app's own")
            : Say("签名用的私钥与登记的公钥不符，或签名后报文被改过", "another key signed, or the message was changed after it was signed");
    }

    private static string Said(SignatureText sign, string zh, string en) => (sign.Zh, zh) switch
    {
        ({ } how, "") => Say(how, sign.En!),
        ({ } how, _) => Say($"{how}；{zh}", $"{sign.En}; {en}"),
        _ => Say(zh, en),
    };

    /// <summary>What may have been signed: first the right text, for a signature that was only written wrongly.</summary>
    private static IEnumerable<(string Text, string Zh, string En)> Sources(IReadOnlyDictionary<string, string> fields, string source,
        byte[] body)
    {
        yield return (source, "", "");
        yield return (Joined(fields.Where(f => f.Key != Yst2Signature.Sign)),
            "signType 也参与了签名，应去掉", "signType was signed too; leave it out");
        yield return (Joined(fields.Where(f => f.Key is not (Yst2Signature.Sign or Yst2Signature.SignType or Yst2Envelope.SpAppId))),
            "spAppId 有值但未参与签名", "spAppId holds something and was not signed");
        using var sent = JsonDocument.Parse(body);
        var asSent = Yst2Signature.FieldsOf(sent.RootElement)!
            .Where(f => f.Key is not (Yst2Signature.Sign or Yst2Signature.SignType)).ToList();
        yield return (Joined(asSent), "空字段也参与了签名，应去掉", "fields that hold nothing were signed too; leave them out");
        yield return (string.Join('&', asSent.Where(f => f.Value.Length > 0).Select(f => $"{f.Key}={f.Value}")),
            "字段未按名称排序", "the fields were not sorted by name");
        yield return (string.Join('&', asSent.Where(f => f.Value.Length > 0).OrderBy(f => f.Key, StringComparer.OrdinalIgnoreCase)
            .Select(f => $"{f.Key}={f.Value}")), "字段排序未区分大小写，应按 ASCII", "sorted without case; sort by ASCII");
        yield return (source + "\n", "签名原文末尾多了换行", "a line end was signed behind the text");
        yield return (fields[Yst2Envelope.BizData], "只对 bizData 签名了", "bizData alone was signed");
        foreach (var other in Rewritten(fields[Yst2Envelope.BizData]))
        {
            yield return (Yst2Signature.Source(fields.Select(f => f.Key == Yst2Envelope.BizData ? new(f.Key, other) : f)),
                "bizData 被重新序列化：签名的与发送的文本不同", "bizData was written anew: the text sent is not the one that was signed");
        }
        foreach (var digest in new[] { Yst2Signature.Digest(source), Yst2Signature.Digest(source).ToUpperInvariant() })
            yield return (digest, "对 SM3 的十六进制文本签名了，应对原文签名", "the hex of the SM3 was signed; sign the text itself");
    }

    private static string Joined(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));

    /// <summary>The same JSON as other libraries write it.</summary>
    private static IEnumerable<string> Rewritten(string data)
    {
        try
        {
            return JsonNode.Parse(data) is { } node ? [node.ToJsonString(Plain), node.ToJsonString(),
                node.ToJsonString(Plain).Replace("/", "\\/", StringComparison.Ordinal), Sorted(node).ToJsonString(Plain)] : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    private static JsonNode Sorted(JsonNode node) => node is not JsonObject members ? node
        : new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    private static bool Verify(ISm2PublicKey key, string text, byte[] der, ReadOnlySpan<byte> id) =>
        key.Verify(Encoding.UTF8.GetBytes(text), der, id);

    private static string Say(string zh, string en) => $"{zh} / {en}";
}
