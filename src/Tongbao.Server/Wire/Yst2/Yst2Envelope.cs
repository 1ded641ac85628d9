using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>What a signed message says, once its signature was right. The document is the caller's to dispose of.</summary>
/// <param name="Body">As it came.</param>
/// <param name="BizData">业务参数, an object.</param>
/// <param name="Shift">How far the times that the request names are moved.</param>
public sealed record Yst2Request(Yst2Keys Keys, string TransCode, byte[] Body, JsonDocument BizData, string Source, string Sign,
    TimeSpan Shift) : IDisposable
{
    /// <summary>
    /// What is kept of it beside what it makes; where something of it may not be kept, the digest of all that was signed.
    /// </summary>
    public RawRequest ToKeep(DateTimeOffset receivedAt)
    {
        var kept = Yst2Kept.Of(Body);
        return new RawRequest(kept, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Sign))), receivedAt, Shift,
            kept == Body ? null : Yst2Signature.Digest(Source), Wire: Yst2Wire.Wire);
    }

    public void Dispose() => BizData.Dispose();
}

/// <summary>
/// 报文信封 (云商通 A541): a flat object of JSON. Checked in this order: form and missing fields, app, service provider, version, signature,
/// time; only then is bizData read. An interface that is not known is found last of all.
/// </summary>
public sealed class Yst2Envelope(AppRegistry apps, Freshness fresh, VirtualClock clock, RefusedRequests refused, ServerOptions options,
    ILogger<Yst2Envelope> log)
{
    public const string AppId = "appId", SpAppId = "spAppId", BizData = "bizData", TransCode = "transCode";
    private const int MaxDepth = 16;
    private const string Charset = "UTF-8", Version = "1.0";

    /// <summary>Who stamps so near to the wall clock means it, where our clock was moved.</summary>
    private static readonly TimeSpan NearWall = TimeSpan.FromMinutes(30);

    private static readonly string[] Required =
        [AppId, TransCode, "charset", Yst2Signature.SignType, Yst2Signature.Sign, "transDate", "transTime", "version", BizData];

    internal static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <returns>The request, or what is wrong with it.</returns>
    public async Task<(Yst2Request? Request, EnvelopeFault? Fault)> Check(byte[] body)
    {
        if (Parse(body) is not { } fields) return (null, EnvelopeFault.NotThatForm.On("body"));
        if (Required.FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing) return (null, EnvelopeFault.Missing(missing));
        if (await apps.Find(Yst2Wire.Wire, fields[AppId]) is not Yst2Keys keys) return (null, EnvelopeFault.UnknownApp);
        if (IsOfAnother(keys, fields.GetValueOrDefault(SpAppId))) return (null, EnvelopeFault.OtherProvider);
        if (UnsupportedIn(fields) is { } name) return (null, EnvelopeFault.NotSupported.On(name, fields[name]));
        var (source, sign) = (Yst2Signature.Source(fields), fields[Yst2Signature.Sign]);
        if (!Yst2Signature.IsGood(keys, source, sign)) return (null, WrongSignature(keys, fields, source, body));
        if (StampOf(fields) is not { } at) return (null, EnvelopeFault.NotThatForm.On("transDate", "yyyyMMdd, transTime HHmmss"));
        if (IsStale(keys, at)) return (null, EnvelopeFault.Stale);
        if (Object(fields[BizData]) is not { } data) return (null, EnvelopeFault.NotThatForm.On(BizData, "JSON"));
        var shift = fresh.Shift(at, NearWall) ?? TimeSpan.Zero;
        return (new Yst2Request(keys, fields[TransCode], body, data, source, sign, shift), null);
    }

    /// <summary>服务商: does the message name another service provider than the app's?</summary>
    public static bool IsOfAnother(Yst2Keys keys, string? spAppId) =>
        keys.Identity.Settings.SpAppId is { } own && !string.IsNullOrEmpty(spAppId) && spAppId != own;

    /// <summary>The age is not looked at unless the app's settings say so (E3).</summary>
    private bool IsStale(Yst2Keys keys, DateTimeOffset at) => keys.Identity.Settings.FreshnessMinutes is > 0 and var minutes
        && fresh.Shift(at, TimeSpan.FromMinutes(minutes)) is null;

    /// <summary>The fields that hold something.</summary>
    private static Dictionary<string, string>? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Yst2Signature.FieldsOf(document.RootElement) is { } fields
                && document.RootElement.EnumerateObject().All(f => f.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                ? fields.Where(f => f.Value.Length > 0).ToDictionary() : null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? UnsupportedIn(Dictionary<string, string> fields)
    {
        if (fields["version"] != Version) return "version";
        if (!Charset.Equals(fields["charset"], StringComparison.OrdinalIgnoreCase)) return "charset";
        return Yst2Signature.Sm3WithSm2.Equals(fields[Yst2Signature.SignType], StringComparison.OrdinalIgnoreCase) ? null
            : Yst2Signature.SignType;
    }

    private static DateTimeOffset? StampOf(Dictionary<string, string> fields) =>
        DateTime.TryParseExact(fields["transDate"] + fields["transTime"], FieldForms.StampForm, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out _) ? FieldForms.Stamp(fields["transDate"] + fields["transTime"]) : null;

    private static JsonDocument? Object(string text)
    {
        try
        {
            var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (Exception bad) when (bad is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Says, in the sandbox, what was probably wrong; keeps the message for explain.</summary>
    private EnvelopeFault WrongSignature(Yst2Keys keys, Dictionary<string, string> fields, string source, byte[] body)
    {
        if (!options.IsSandbox) return EnvelopeFault.WrongSignature;
        var (digest, hint) = (Yst2Signature.Digest(source), Yst2Hints.Find(keys, fields, source, body));
        refused.Keep(keys.App.Id, clock.GetUtcNow(), digest, hint, Encoding.UTF8.GetString(body));
        log.LogWarning("90004 appId {No}: SM3 {Digest}; {Hint}", keys.No, digest, hint);
        return EnvelopeFault.WrongSignature with { Hint = $"SM3 {digest}; {hint}" };
    }
}
