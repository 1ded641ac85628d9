using System.Security.Cryptography;
using System.Text.Json;
using Tongbao.Server.Apps;

namespace Tongbao.Server.Wire.Accp;

/// <summary>What a signed request says, once its signature was right. The document is the caller's to dispose of.</summary>
/// <param name="Body">As it came.</param>
/// <param name="Shift">How far the times that the request names are moved.</param>
public sealed record AccpRequest(AccpKeys Keys, JsonDocument Document, byte[] Body, byte[] Signature, TimeSpan Shift) : IDisposable
{
    public JsonElement Root => Document.RootElement;

    /// <summary>
    /// What is kept of it beside what it makes; where something of it may not be kept, the digest of all that was signed.
    /// </summary>
    public RawRequest ToKeep(DateTimeOffset receivedAt)
    {
        var kept = Unkept.TakenOutOf(Body);
        return new RawRequest(kept, Convert.ToHexStringLower(SHA256.HashData(Signature)), receivedAt, Shift,
            kept == Body ? null : AccpSignature.Digest(Body), Wire: AccpWire.Wire);
    }

    public void Dispose() => Document.Dispose();
}

/// <summary>
/// 报文信封 (连连 ACCP 1): who sent it, its signature over the bytes as they came, and its time, in this order; only then is it read by its
/// table. Of the body nothing but oid_partner is read before the signature was right.
/// </summary>
public sealed class AccpEnvelope(AppRegistry apps, Freshness fresh, VirtualClock clock, RefusedRequests refused, ServerOptions options,
    ILogger<AccpEnvelope> log)
{
    private const int MaxDepth = 16;
    private const string StampForm = "yyyyMMddHHmmss";
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <returns>The keys to sign the answer with, where the merchant is known, and the request, or what is wrong with it.</returns>
    public async Task<(AccpKeys? Keys, AccpRequest? Request, Error? Wrong)> Check(byte[] body, string type, string data)
    {
        var (isObject, no) = MerchantOf(body);
        if (!isObject) return (null, null, Errors.BadParameter.About("body"));
        if (string.IsNullOrEmpty(no)) return (null, null, Errors.ParameterMissing.About("oid_partner"));
        if (await apps.Find(AccpWire.Wire, no) is not AccpKeys keys) return (null, null, Errors.AppNotFound);
        if (keys.Merchant.Count == 0) return (keys, null, Errors.MerchantKeyMissing);
        if (!IsSigned(keys, body, type, data, out var signature)) return (keys, null, BadSignature(keys, body, data));
        if (Parse(body) is not { } document) return (keys, null, Errors.BadParameter.About("body"));
        if (CheckTime(document, out var shift) is not { } stale)
            return (keys, new AccpRequest(keys, document, body, signature, shift), null);
        document.Dispose();
        return (keys, null, stale);
    }

    /// <summary>
    /// Whose key to check by: the one value that is needed before the signature was checked. The text is passed over as far as that value
    /// and no farther.
    /// </summary>
    private static (bool IsObject, string? No) MerchantOf(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return (false, null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMerchant = reader.ValueTextEquals("oid_partner"u8);
                reader.Read();
                if (!isMerchant) reader.Skip();
                else return (true, reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
                    _ => null,
                });
            }
            return (true, null);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return (false, null);
        }
    }

    private Error? CheckTime(JsonDocument document, out TimeSpan shift)
    {
        shift = default;
        if (Text(document, "timestamp") is not { Length: > 0 } text) return Errors.ParameterMissing.About("timestamp");
        if (FieldForms.Stamp(text) is not { } at || fresh.Shift(at, Window) is not { } found)
            return Errors.BadParameter.About("timestamp").On(null, text, new Allowed.Words($"应为 {StampForm}，北京时间，现在是 {Now()}",
                $"must be {StampForm} in Asia/Shanghai, where it is {Now()}"));
        shift = found;
        return null;
    }

    private string Now() => Days.ToChina(clock.WallNow).ToString(StampForm, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsSigned(AccpKeys keys, byte[] body, string type, string data, out byte[] signature)
    {
        var bytes = signature = AccpSignature.Bytes(data) ?? [];
        if (type != AccpSignature.Rsa || bytes.Length == 0) return false;
        return keys.Merchant.Any(key => AccpSignature.Verify(key, body, bytes))
            || (keys.Identity.Settings.AcceptOnceMd5 && keys.Merchant.Any(key => AccpSignature.VerifyOnce(key, body, bytes)));
    }

    /// <summary>Says, in the sandbox, which digest was computed and what was probably wrong; keeps the request for explain.</summary>
    private Error BadSignature(AccpKeys keys, byte[] body, string data)
    {
        if (!options.IsSandbox) return Errors.BadSignature;
        var (digest, hint) = (AccpSignature.Digest(body), AccpHints.Find(keys, body, data));
        refused.Keep(keys.App.Id, clock.GetUtcNow(), digest, hint, System.Text.Encoding.UTF8.GetString(body));
        log.LogWarning("1001 oid_partner {No}: MD5 {Digest}; {Hint}", keys.No, digest, hint);
        return Errors.BadSignatureExplained.With(digest, hint);
    }

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? FieldReader.Text(value) : null;
}
