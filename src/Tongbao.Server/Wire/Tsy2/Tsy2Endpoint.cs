using System.Text;
using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Work;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>/service/soa: the envelope of 通商云 2.0. Size, time window and signature come before anything is parsed or decrypted.</summary>
public sealed class Tsy2Endpoint(Tsy2Methods methods, Tsy2Answers answers, Tables catalog, AppRegistry apps, Asker asker, Library library, Teller teller,
    VirtualClock clock, RefusedRequests refused, ServerOptions options, ILogger<Tsy2Endpoint> log)
{
    public const string Path = "/service/soa";
    private const int MaxDepth = 32;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private readonly FieldReader _reader = new(catalog);
    private readonly Replays _replays = new(teller, library, clock);

    public async Task Handle(HttpContext http)
    {
        var fields = new Dictionary<string, string>();
        var body = await ReadBody(http);
        var query = Encoding.UTF8.GetBytes(http.Request.QueryString.HasValue ? http.Request.QueryString.Value![1..] : "");
        var readable = FormText.Read(query, fields) && FormText.Read(body, fields);
        var answer = await Answer(http, readable, fields);
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }

    private async Task<byte[]> Answer(HttpContext http, bool readable, Dictionary<string, string> fields)
    {
        AppKeys? keys = null;
        try
        {
            keys = fields.TryGetValue("sysid", out var sysid) ? await apps.Find(new AppId(sysid)) : null;
            if (keys?.App.Protocol != "tsy2") keys = null;
            if (!readable) return await Refuse(keys, Errors.BadParameter.About("form"));
            return await Serve(fields, keys);
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            log.LogError("{Path}: {Error}", http.Request.Path, gone.Message);
            return await Refuse(keys, Errors.StoreUnavailable);
        }
        catch (Exception bug)
        {
            log.LogError("{Path}: {Error} {Where}", http.Request.Path, bug.Message, bug.StackTrace);
            return await Refuse(keys, Errors.SystemError);
        }
    }

    private async Task<byte[]> Serve(Dictionary<string, string> fields, AppKeys? keys)
    {
        if (fields.ContainsKey("privSysid") && !fields.ContainsKey("sysid")) return await Refuse(null, Errors.NotPermitted);
        foreach (var name in new[] { "sysid", "sign", "timestamp", "v", "req" })
        {
            if (!fields.TryGetValue(name, out var value) || value.Length == 0) return await Refuse(keys, Errors.ParameterMissing.About(name));
        }
        if (keys is null) return await Refuse(null, Errors.AppNotFound);
        var (sysid, sign, timestamp, req) = (fields["sysid"], fields["sign"], fields["timestamp"], fields["req"]);
        if (FieldForms.Instant(timestamp) is not { } stampedAt || Shift(stampedAt) is not { } shift) return await Refuse(keys, Errors.BadParameter.About("timestamp"));
        var text = sysid + req + timestamp;
        if (Tsy2Signature.Bytes(sign) is not { } signature || !keys.Merchant.Any(k => Tsy2Signature.Verify(k, text, signature)))
            return await Refuse(keys, await BadSignature(keys, fields));

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(req, Strict);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)    // the second: a name that is no valid Unicode
        {
            return await Refuse(keys, Errors.BadParameter.About("req"));
        }
        using (document)
        {
            return await Call(keys, document.RootElement, Encoding.UTF8.GetBytes($"{req}\n{timestamp}"), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(signature)), shift);
        }
    }

    /// <summary>
    /// Fresh within ten minutes of the wall clock or of the moved one; what was stamped by the wall clock has the times it names moved
    /// as far as the clock was. Null where it is stale by both.
    /// </summary>
    private TimeSpan? Shift(DateTimeOffset stampedAt)
    {
        var (wall, moved) = (clock.WallNow, clock.GetUtcNow());
        var (byWall, byMoved) = ((stampedAt - wall).Duration(), (stampedAt - moved).Duration());
        if (byMoved <= Window && byMoved <= byWall) return TimeSpan.Zero;
        if (byWall <= Window && (options.IsSandbox || moved == wall)) return moved - wall;
        return byMoved <= Window ? TimeSpan.Zero : null;
    }

    private async Task<byte[]> Call(AppKeys keys, JsonElement root, byte[] raw, string signatureHash, TimeSpan shift)
    {
        if (root.ValueKind != JsonValueKind.Object) return await Refuse(keys, Errors.BadParameter.About("req"));
        var (service, name) = (Text(root, "service"), Text(root, "method"));
        if (service is null || !methods.HasService(service)) return await Refuse(keys, Errors.UnknownService);
        if (name is null || methods.Find(service, name) is not { } method) return await Refuse(keys, Errors.UnknownMethod);
        // An empty param arrives as [] from languages whose maps are lists.
        var param = root.TryGetProperty("param", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;

        var rows = method.Table.Section("request");
        if (method.Command is null) return await Refuse(keys, _reader.Check(rows, param, keys) ?? Errors.NotPermitted);
        var (command, wrong) = _reader.Bind(rows, param, method.Command, keys);
        if (wrong is not null) return await Refuse(keys, wrong);
        if (command is Query query) return answers.Of(keys, method, await library.Run(keys.App.Id, query));

        var request = new RawRequest(raw, signatureHash, clock.GetUtcNow(), shift);
        if (method.Serial) return answers.Of(keys, method, await asker.Run(keys.App.Id, (Command)command!, request));
        return await _replays.Once(keys.App.Id, signatureHash, async () => answers.Of(keys, method, await asker.Run(keys.App.Id, (Command)command!, request)));
    }

    private async Task<byte[]> Refuse(AppKeys? keys, Error error) => Tsy2Answers.Refusal(keys ?? await apps.StoreKeys(teller), error);

    /// <summary>Says, in the sandbox, which digest was computed and what was probably wrong; keeps the request for explain.</summary>
    private ValueTask<Error> BadSignature(AppKeys keys, Dictionary<string, string> fields)
    {
        if (!options.IsSandbox) return new(Errors.BadSignature);
        var hint = SignatureHints.Find(keys, fields);
        var digest = Tsy2Signature.Digest(fields["sysid"] + fields["req"] + fields["timestamp"]);
        refused.Keep(keys.App.Id, clock.GetUtcNow(), digest, hint, fields["req"]);
        log.LogWarning("20019 sysid {Sysid}: digest {Digest}; {Hint}", keys.App.Id, digest, hint);
        return new(Errors.BadSignature.Saying($"{Errors.BadSignature.Zh} (digest {digest}; {hint})"));
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? FieldReader.Text(value) : null;

    private static async Task<byte[]> ReadBody(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method)) return [];
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
