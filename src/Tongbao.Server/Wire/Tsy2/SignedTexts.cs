using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>A mistake that clients make when they sign, in both languages; empty where there is none.</summary>
internal sealed record Mistake(string Zh, string En)
{
    public static readonly Mistake None = new("", "");
}

/// <summary>签名原文: what a client may have signed in place of sysid, req and timestamp, and in which form.</summary>
internal static class SignedTexts
{
    /// <summary>Whoever signs wrongly proves nothing: a long text is not written anew a dozen times for it.</summary>
    private const int MaxRewritten = 64 * 1024, MaxInAllStyles = 8 * 1024;

    private static readonly string[][] Orders =
        [["service", "method", "param"], ["method", "param", "service"], ["param", "service", "method"]];

    private static readonly Mistake Order = new("签名原文应为 sysid+req+timestamp,顺序不同", "the text to sign is sysid+req+timestamp in this order"),
        Lost = new("签名原文应为 sysid+req+timestamp,缺了一部分", "the text to sign is sysid+req+timestamp, one of them is missing"),
        Rewrote = new("JSON 被重新序列化:签名与发送的 req 字段顺序或转义不同", "the JSON was written again: the req sent is not the text signed");

    /// <summary>The texts, the right one first, so that of two mistakes the smaller is found.</summary>
    public static IEnumerable<(string Text, Mistake Mistake)> Of(string sysid, string req, string timestamp)
    {
        var text = sysid + req + timestamp;
        yield return (text, Mistake.None);
        foreach (var end in new[] { "\n", "\r\n", " " })
            yield return (text + end, new("签名原文末尾多了换行或空格", "the text signed ends in a line break or a blank that was not sent"));
        foreach (var end in new[] { "\n", "\r\n" })
            yield return (sysid + req + end + timestamp, new("签名用的 req 末尾多了换行", "the req signed ends in a line break that was not sent"));
        if (text.TrimEnd() != text) yield return (text.TrimEnd(), new("签名时去掉了末尾的空白,发送时没有", "blanks at the end were sent, but not signed"));
        if (req.Trim() != req) yield return (sysid + req.Trim() + timestamp,
            new("签名时去掉了 req 首尾的空白,发送时没有", "blanks around req were sent, but not signed"));
        yield return (sysid + req, new("签名原文缺 timestamp", "the timestamp is missing in the text signed"));
        yield return (req + timestamp, new("签名原文缺 sysid", "the sysid is missing in the text signed"));
        foreach (var other in new[] { sysid + timestamp + req, req + sysid + timestamp, req + timestamp + sysid, timestamp + sysid + req,
            timestamp + req + sysid }) yield return (other, Order);
        foreach (var part in new[] { req, sysid + timestamp, req + sysid, timestamp + req }) yield return (part, Lost);
        foreach (var other in new[] { timestamp.Replace(" ", ""), timestamp.Replace(" ", "+"), timestamp.Trim(),
            timestamp.Replace(' ', 'T') }.Where(t => t != timestamp))
            yield return (sysid + req + other, new("签名用的 timestamp 与发送的不同", "the timestamp signed is not the one sent"));
        yield return ($"sysid={sysid}&req={req}&timestamp={timestamp}",
            new("签名原文只有值相连,没有名字与 &", "the values alone are joined, without names and &"));
        var decoded = Uri.UnescapeDataString(req);
        if (decoded != req) yield return (sysid + decoded + timestamp, new("req 做了两次 urlencode", "req was url-encoded twice"));
        foreach (var encoded in new[] { Uri.EscapeDataString(req), FormText.Encode(req) })
            yield return (sysid + encoded + timestamp, new("签名的是 urlencode 之后的 req", "the url-encoded req was signed, not the plain one"));
        if (req.Contains(' ')) yield return (sysid + req.Replace(' ', '+') + timestamp,
            new("req 中的 + 未做 urlencode", "a + in req was not url-encoded"));
        foreach (var other in Rewritten(req)) yield return (sysid + other + timestamp, Rewrote);
    }

    /// <summary>What was made of the text before it was signed; the first is right.</summary>
    public static IEnumerable<(byte[] Signed, Mistake Mistake)> Forms(byte[] text)
    {
        var md5 = MD5.HashData(text);
        var base64 = Convert.ToBase64String(md5);
        yield return (Ascii(base64), Mistake.None);
        yield return (text, new("签名前未先取 MD5 再 base64", "the text itself was signed, not base64(md5(text))"));
        yield return (md5, new("签名的是 MD5 的 16 个字节,未做 base64", "the 16 bytes of the MD5 were signed, not its base64"));
        foreach (var hex in new[] { Convert.ToHexStringLower(md5), Convert.ToHexString(md5) })
            yield return (Ascii(hex), new("签名的是十六进制的 MD5,应为 base64", "the hexadecimal MD5 was signed, not its base64"));
        foreach (var hex in new[] { Convert.ToHexStringLower(md5), Convert.ToHexString(md5) })
            yield return (Ascii(Convert.ToBase64String(Ascii(hex))),
            new("签名的是十六进制 MD5 的 base64,应为 MD5 字节的 base64", "the base64 of the hexadecimal MD5 was signed, not that of its bytes"));
        foreach (var end in new[] { "\n", "\r\n" })
            yield return (Ascii(base64 + end), new("MD5 的 base64 末尾多了换行", "the base64 of the MD5 ends in a line break"));
        foreach (var (name, digest) in new[] { ("SHA-1", SHA1.HashData(text)), ("SHA-256", SHA256.HashData(text)) })
        {
            foreach (var other in new[] { digest, Ascii(Convert.ToBase64String(digest)), Ascii(Convert.ToHexStringLower(digest)),
                Ascii(Convert.ToHexString(digest)) })
                yield return (other, new($"签名前取了 {name},应取 MD5 再 base64", $"{name} was taken before signing, not base64(md5(text))"));
        }
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>
    /// The same JSON as other libraries write it. None where it is no JSON, has a name twice, or text that is no valid Unicode.
    /// </summary>
    private static List<string> Rewritten(string req)
    {
        if (req.Length > MaxRewritten) return [];
        try
        {
            return JsonNode.Parse(req) is { } node
                ? [.. AsOthersWrite(node, req.Length > MaxInAllStyles ? [JsonStyle.Plain] : JsonStyle.Usual).Distinct()] : [];
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
            trees.AddRange(Orders.Select(order =>
                new JsonObject(order.Select(name => KeyValuePair.Create(name, envelope[name]?.DeepClone())))));
        foreach (var tree in trees)
        {
            foreach (var style in styles) yield return style.Write(tree);
            yield return tree.ToJsonString();       // System.Text.Json
        }
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Sorted(p.Value.DeepClone())))),
        JsonArray a => new JsonArray([.. a.Select(v => v is null ? null : Sorted(v.DeepClone()))]),
        _ => node.DeepClone(),
    };
}
