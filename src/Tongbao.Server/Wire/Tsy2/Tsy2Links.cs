using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Core.Members;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 签名链接, /yungateway/…: the envelope is that of the interfaces; the path names the page. What is sent back to jumpUrl is signed again.
/// </summary>
public sealed class Tsy2Links(SignedEnvelope envelope, [FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, Decryptions decryptions,
    RefusalWords words, Remarks remarks, TimeProvider clock) : ISignedLinks
{
    private const string Gateway = "/yungateway";
    private static readonly string[] BesideSignedValue = ["status", "sign", "errorCode", "message"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Texts = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FieldReader _reader = new(catalog);
    private readonly ReplyWriter _writer = new(catalog);

    /// <summary>A link that is sent as a form has the size limit of the wire's requests.</summary>
    public IReadOnlyList<LinkedPage> Pages { get; } =
        [.. catalog.Apis.Where(a => a.Kind == "page").Select(a => new LinkedPage(a, PathsOf(a), Tsy2Endpoint.MaxBody))];

    public async Task<LinkRead> Read(HttpContext http, ApiTable page, Type? request)
    {
        var fields = new Dictionary<string, string>();
        if (!await FormText.Read(http, fields)) return new LinkRead.Faulty(LinkFault.Malformed);
        var keys = await envelope.KeysOf(fields);
        var (signed, wrong) = await envelope.Check(fields, keys, maybeEncodedTwice: true);
        if (wrong is not null) return new LinkRead.Faulty(FaultOf(wrong, fields));
        using (signed) return await Read(signed!, page, request);
    }

    public PageReturn Done(AppKeys keys, ApiTable page, string url, object facts, DateTimeOffset at)
    {
        var signedValue = SignedValue(keys, page, facts);
        return IsNested(page) ? Nested(keys, url, new { signedValue, status = "OK" }, at)
            : Flat(keys, url, signedValue, ("status", "OK"));
    }

    /// <summary>A refusal is signed as one of an interface is.</summary>
    public PageReturn Refused(AppKeys keys, ApiTable page, string url, Error error, DateTimeOffset at)
    {
        var (code, message) = (catalog.Words.Of(error).Code, catalog.Words.Of(error).Zh);
        return IsNested(page) ? Nested(keys, url, new { status = "error", errorCode = code, message }, at)
            : Flat(keys, url, $"errorCode={code}&message={message}", ("status", "error"), ("errorCode", code), ("message", message));
    }

    private async Task<LinkRead> Read(SignedRequest signed, ApiTable page, Type? request)
    {
        // 4.2.10 prints the key of its method with a capital.
        var method = signed.Text("method") ?? signed.Text("Method");
        var cipher = decryptions.For(signed.Keys);
        var wrong = signed.Text("service") != page.Service ? Errors.UnknownService
            : method != page.Method ? Errors.UnknownMethod
            : request is null ? Errors.NotPermitted
            : _reader.Bind(page.Section("request"), signed.Param, request, cipher).Wrong;
        cipher.Heard(wrong);
        if (remarks.Of(page, signed.Root, signed.Param) is { } said) await remarks.Tell(signed.Keys.App.Id, said);
        return wrong is not null
            ? new LinkRead.Unfit(signed.Keys, catalog.Words.Of(wrong, page) with { Zh = words.Of(wrong, page, signed.Param) })
            : new LinkRead.Good(signed.Keys, signed.Param.GetRawText(), signed.ToKeep(clock.GetUtcNow()));
    }

    /// <summary>
    /// jumpUrl of the password and phone pages and of payOrder: sysid, sign, signedValue, status; the signature covers signedValue.
    /// </summary>
    private static PageReturn Flat(AppKeys keys, string url, string signedValue, params IEnumerable<(string Name, string Value)> more)
    {
        (string, string)[] signed = [("sysid", keys.No), ("sign", Tsy2Signature.Sign(keys, signedValue)), ("signedValue", signedValue)];
        return new PageReturn(url, [.. signed.Concat(more).Select(f => KeyValuePair.Create(f.Item1, f.Item2))], ByPost: false);
    }

    /// <summary>jumpUrl of signContract: what was signed stands in rps, as a text of JSON within it.</summary>
    private static bool IsNested(ApiTable page) => page.Method == SignContract.Method;

    private static PageReturn Nested(AppKeys keys, string url, object rps, DateTimeOffset at) =>
        Tsy2Pages.Return(keys, url, JsonSerializer.Serialize(rps, Texts), at);

    private string SignedValue(AppKeys keys, ApiTable page, object facts)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            _writer.Write(json, [.. page.Section("jump").Where(r => !BesideSignedValue.Contains(r.Name))], facts, keys);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Some clients leave out the gateway before /pwd.</summary>
    private static IReadOnlyList<string> PathsOf(ApiTable page) =>
        page.Path!.StartsWith($"{Gateway}/pwd/", StringComparison.Ordinal) ? [page.Path, page.Path[Gateway.Length..]] : [page.Path];

    private static LinkFault FaultOf(Error wrong, Dictionary<string, string> fields) =>
        wrong.Is(Errors.AppNotFound) ? LinkFault.UnknownApp
        : wrong.Is(Errors.BadSignature) ? LinkFault.Forged
        : wrong == Timestamps.NotTaken && FieldForms.Instant(fields["timestamp"]) is not null ? LinkFault.Stale
        : LinkFault.Malformed;
}
