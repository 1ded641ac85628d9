using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Tsy2;

namespace Tongbao.Server.Pages;

/// <summary>
/// 页面跳转 (docs/wires/tsy2.md, notices and redirects): the signed result that the browser carries back to the merchant. The address is always
/// one that the merchant named in a signed request; nothing that a browser sent decides where it goes.
/// </summary>
public sealed class JumpBack([FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, Tsy2Notices notices)
{
    private static readonly string[] BesideSignedValue = ["status", "sign", "errorCode", "message"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Texts = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReplyWriter _writer = new(catalog);

    /// <summary>
    /// jumpUrl of the password and phone pages and of payOrder: sysid, sign, signedValue, status; the signature covers signedValue.
    /// </summary>
    public string Flat(AppKeys keys, ApiTable table, string jumpUrl, object facts)
    {
        var signedValue = SignedValue(keys, table, facts);
        return Append(jumpUrl, ("sysid", keys.No), ("sign", Tsy2Signature.Sign(keys, signedValue)), ("signedValue", signedValue),
            ("status", "OK"));
    }

    /// <summary>The same for a refusal, signed as one of an interface is.</summary>
    public string Flat(AppKeys keys, string jumpUrl, Error error)
    {
        var refusal = catalog.Words.Of(error);
        var signedValue = $"errorCode={refusal.Code}&message={refusal.Zh}";
        return Append(jumpUrl, ("sysid", keys.No), ("sign", Tsy2Signature.Sign(keys, signedValue)), ("signedValue", signedValue),
            ("status", "error"),
            ("errorCode", refusal.Code), ("message", refusal.Zh));
    }

    /// <summary>jumpUrl of signContract: what was signed stands in rps, as a text of JSON within it.</summary>
    public string Nested(AppKeys keys, ApiTable table, string jumpUrl, object facts, DateTimeOffset at) =>
        Rps(keys, jumpUrl, JsonSerializer.Serialize(new { signedValue = SignedValue(keys, table, facts), status = "OK" }, Texts), at);

    public string Nested(AppKeys keys, string jumpUrl, Error error, DateTimeOffset at)
    {
        var refusal = catalog.Words.Of(error);
        return Rps(keys, jumpUrl, JsonSerializer.Serialize(new { status = "error", errorCode = refusal.Code, message = refusal.Zh }, Texts),
            at);
    }

    /// <summary>
    /// jumpUrl of signContract and frontUrl of orders: sysid, rps, timestamp, v, sign; the signature covers sysid + rps + timestamp.
    /// </summary>
    public string Rps(AppKeys keys, string url, string rps, DateTimeOffset at) => $"{Open(url)}{Tsy2Notices.FormOf(keys, rps, at)}";

    /// <summary>frontUrl (5.2): what the notice of the order's result tells, as it stands now.</summary>
    public string ToFrontUrl(AppKeys keys, Order order, OrderResult result, DateTimeOffset at) =>
        Rps(keys, order.Said.FrontUrl!, notices.Rps(keys, "orderResult", result), at);

    private string SignedValue(AppKeys keys, ApiTable table, object facts)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            _writer.Write(json, [.. table.Section("jump").Where(r => !BesideSignedValue.Contains(r.Name))], facts, keys);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Append(string url, params (string Name, string Value)[] fields) =>
        Open(url) + string.Join('&', fields.Select(f => $"{f.Name}={FormText.Encode(f.Value)}"));

    private static string Open(string url) => url + (!url.Contains('?') ? "?" : url[^1] is '?' or '&' ? "" : "&");
}
