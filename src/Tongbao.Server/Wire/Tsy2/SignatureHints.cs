using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>验签失败提示: tries the usual mistakes on a signature that does not fit, and names the one that it fits.</summary>
public static class SignatureHints
{
    /// <summary>Whoever signs wrongly proves nothing: a long text is not written anew a dozen times for it.</summary>
    private const int MaxRewritten = 64 * 1024, MaxInAllStyles = 8 * 1024;

    private static readonly string[][] Orders = [["service", "method", "param"], ["method", "param", "service"], ["param", "service", "method"]];

    static SignatureHints() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Find(AppKeys keys, Dictionary<string, string> fields)
    {
        var (sysid, sign, req, timestamp) = (fields["sysid"], fields["sign"], fields["req"], fields["timestamp"]);
        var text = sysid + req + timestamp;
        var repaired = sign.Replace(' ', '+');
        bool Fits(string signedText, string? with = null) => Bytes(with ?? repaired) is { } s && keys.Merchant.Any(k => Tsy2Signature.Verify(k, signedText, s));

        if (sign.Contains(' ') && Fits(text)) return "sign 中的 + 未做 urlencode,收到时成了空格 / a + in sign was not url-encoded and arrived as a blank";
        if (Bytes(repaired) is not { } bytes) return "sign 不是 base64 / sign is no base64";
        var decoded = Uri.UnescapeDataString(req);
        if (decoded != req && Fits(sysid + decoded + timestamp)) return "req 做了两次 urlencode / req was url-encoded twice";
        if (Fits(sysid + Uri.EscapeDataString(req) + timestamp) || Fits(sysid + FormText.Encode(req) + timestamp)) return "签名的是 urlencode 之后的 req / the url-encoded req was signed, not the plain one";
        if (req.Contains(' ') && Fits(sysid + req.Replace(' ', '+') + timestamp)) return "req 中的 + 未做 urlencode / a + in req was not url-encoded";
        if (Fits(req + timestamp) || Fits(sysid + timestamp + req) || Fits(req)) return "签名原文应为 sysid+req+timestamp / the text to sign is sysid+req+timestamp in this order";
        if (Fits(sysid + req + timestamp.Replace(" ", "")) || Fits(sysid + req + timestamp.Trim())) return "签名用的 timestamp 与发送的不同 / the timestamp signed is not the one sent";
        if (Rewritten(req).Any(other => Fits(sysid + other + timestamp))) return "JSON 被重新序列化:签名与发送的 req 字段顺序或转义不同 / the JSON was written again: the req sent is not the text signed";
        if (keys.Merchant.Any(k => VerifiesIn(k, text, bytes, "gb18030"))) return "字符集应为 UTF-8,签名用了 GBK / the text was signed in GBK, not UTF-8";
        if (keys.Merchant.Any(k => k.VerifyData(Encoding.UTF8.GetBytes(text), bytes, System.Security.Cryptography.HashAlgorithmName.SHA1, System.Security.Cryptography.RSASignaturePadding.Pkcs1)))
            return "签名前未先取 MD5 再 base64 / the text itself was signed, not base64(md5(text))";
        if (Tsy2Signature.Verify(keys.Platform, text, bytes)) return "用了平台的密钥签名 / signed with the platform's key";
        if (keys.Merchant.All(k => k.KeySize / 8 != bytes.Length)) return $"密钥不符:签名 {bytes.Length * 8} 位 / wrong key: the signature has {bytes.Length * 8} bits";
        return "私钥与登记的公钥不符,或签名原文不同 / wrong key, or another text was signed";
    }

    /// <summary>The same JSON as other libraries write it. None where it is no JSON, has a name twice, or text that is no valid Unicode.</summary>
    private static List<string> Rewritten(string req)
    {
        if (req.Length > MaxRewritten) return [];
        try
        {
            return JsonNode.Parse(req) is { } node ? [.. AsOthersWrite(node, req.Length > MaxInAllStyles ? [JsonStyle.Plain] : JsonStyle.Usual).Distinct()] : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<string> AsOthersWrite(JsonNode node, IReadOnlyList<JsonStyle> styles)
    {
        List<JsonNode> trees = [node, Sorted(node)];
        if (node is JsonObject { Count: 3 } envelope)
            trees.AddRange(Orders.Select(order => new JsonObject(order.Select(name => KeyValuePair.Create(name, envelope[name]?.DeepClone())))));
        foreach (var tree in trees)
        {
            foreach (var style in styles) yield return style.Write(tree);
            yield return tree.ToJsonString();       // System.Text.Json
        }
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Sorted(p.Value.DeepClone())))),
        JsonArray a => new JsonArray([.. a.Select(v => v is null ? null : Sorted(v.DeepClone()))]),
        _ => node.DeepClone(),
    };

    private static bool VerifiesIn(System.Security.Cryptography.RSA key, string text, byte[] signature, string charset)
    {
        var digest = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(Encoding.GetEncoding(charset).GetBytes(text)));
        return key.VerifyData(Encoding.ASCII.GetBytes(digest), signature, System.Security.Cryptography.HashAlgorithmName.SHA1, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
    }

    private static byte[]? Bytes(string sign) => Tsy2Signature.Bytes(sign);
}
