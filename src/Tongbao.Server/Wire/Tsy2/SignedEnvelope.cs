using System.Text;
using System.Text.Json;
using Tongbao.Server.Apps;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>What a signed request says, once its signature was right. The document is the caller's to dispose of.</summary>
/// <param name="Req">As it came.</param>
/// <param name="Shift">How far the times that the request names are moved.</param>
public sealed record SignedRequest(AppKeys Keys, JsonDocument Document, string Req, string Timestamp, string SignatureHash, TimeSpan Shift)
    : IDisposable
{
    public JsonElement Root => Document.RootElement;

    /// <summary>An empty param arrives as [] from languages whose maps are lists.</summary>
    public JsonElement Param => Root.TryGetProperty("param", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;

    public string? Text(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? FieldReader.Text(value) : null;

    /// <summary>
    /// What is kept of it beside what it makes: req and timestamp, and where something of req may not be kept, the digest of all that was
    /// signed.
    /// </summary>
    public RawRequest ToKeep(DateTimeOffset receivedAt)
    {
        var req = Encoding.UTF8.GetBytes(Req);
        var kept = Unkept.TakenOutOf(req);
        return new RawRequest([.. kept, (byte)'\n', .. Encoding.UTF8.GetBytes(Timestamp)], SignatureHash, receivedAt, Shift,
            kept == req ? null : Tsy2Signature.Digest(Keys.No, Req, Timestamp), Wire: Tsy2Wire.Wire);
    }

    public void Dispose() => Document.Dispose();
}

/// <summary>
/// 报文信封 (通商云 3.1, 3.4), of interfaces and pages alike: presence, time window and signature, before anything is parsed or decrypted.
/// </summary>
public sealed class SignedEnvelope(AppRegistry apps, VirtualClock clock, Freshness fresh, RefusedRequests refused, ServerOptions options,
    ILogger<SignedEnvelope> log)
{
    private const int MaxDepth = 32;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whoever signs wrongly proves nothing: the mistake is looked for in so many characters, and for one request at a time.
    /// </summary>
    private const int MaxLookedInto = 64 * 1024;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    private static readonly string[] Needed = ["sysid", "sign", "timestamp", "v", "req"];
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The app that the request says it is of; null where there is none such.</summary>
    public async Task<AppKeys?> KeysOf(IReadOnlyDictionary<string, string> fields) =>
        fields.TryGetValue("sysid", out var sysid) ? await KeysOf(sysid) : null;

    public async Task<AppKeys?> KeysOf(string sysid) => await apps.Find(Tsy2Wire.Wire, sysid);

    /// <param name="maybeEncodedTwice">Two pages arrive double-urlencoded from the vendor's client: decoded again when the signature then
    /// fits (docs/wires/tsy2.md).</param>
    public async Task<(SignedRequest? Request, Error? Wrong)> Check(Dictionary<string, string> fields, AppKeys? keys,
        bool maybeEncodedTwice = false)
    {
        foreach (var name in Needed)
        {
            if (!fields.TryGetValue(name, out var value) || value.Length == 0) return (null, Errors.ParameterMissing.About(name));
        }
        if (keys is null) return (null, Errors.AppNotFound);
        var asSent = fields;
        if (maybeEncodedTwice && !IsSigned(keys, fields, out _) && DecodedAgain(fields) is { } again && IsSigned(keys, again, out _))
            fields = again;
        if (FieldForms.Instant(fields["timestamp"]) is not { } stampedAt || fresh.Shift(stampedAt, Window) is not { } shift)
            return (null, Timestamps.Refuse(fields["timestamp"], clock));
        if (!IsSigned(keys, fields, out var signature)) return (null, await BadSignature(keys, asSent));
        var req = fields["req"];
        try
        {
            var document = JsonDocument.Parse(req, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return (new SignedRequest(keys, document, req, fields["timestamp"],
                    Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(signature)), shift), null);
            document.Dispose();
            return (null, Errors.BadParameter.About("req"));
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)    // the second: a name that is no valid Unicode
        {
            return (null, Errors.BadParameter.About("req"));
        }
    }

    private static bool IsSigned(AppKeys keys, Dictionary<string, string> fields, out byte[] signature)
    {
        var bytes = signature = Tsy2Signature.Bytes(fields["sign"]) ?? [];
        if (bytes.Length == 0) return false;
        var digest = Tsy2Signature.Digest(fields["sysid"], fields["req"], fields["timestamp"]);
        return Tsy2Signature.KeysOf(keys).Merchant.Any(k => Tsy2Signature.VerifyDigest(k, digest, bytes));
    }

    private static Dictionary<string, string>? DecodedAgain(Dictionary<string, string> fields)
    {
        var again = new Dictionary<string, string>();
        foreach (var name in Needed)
        {
            if (FormText.Decode(Encoding.UTF8.GetBytes(fields[name])) is not { } value) return null;
            again[name] = value;
        }
        return again;
    }

    /// <summary>Says, in the sandbox, which digest was computed and what was probably wrong; keeps the request for explain.</summary>
    private async Task<Error> BadSignature(AppKeys keys, Dictionary<string, string> fields)
    {
        if (!options.IsSandbox) return Errors.BadSignature;
        var hint = await Hint(keys, fields);
        var digest = Tsy2Signature.Digest(fields["sysid"], fields["req"], fields["timestamp"]);
        refused.Keep(keys.App.Id, clock.GetUtcNow(), digest, hint, fields["req"]);
        log.LogWarning("20019 sysid {Sysid}: digest {Digest}; {Hint}", keys.No, digest, hint);
        return Errors.BadSignatureExplained.With(digest, hint);
    }

    private async Task<string> Hint(AppKeys keys, Dictionary<string, string> fields)
    {
        if (Needed.Sum(name => (long)fields[name].Length) > MaxLookedInto) return "请求太长,未查找原因 / too long to be looked into";
        await _oneAtATime.WaitAsync();
        try
        {
            return SignatureHints.Find(keys, fields);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
