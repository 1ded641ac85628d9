using System.Text.Json;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Accp;

/// <summary>/v1/acctmgr, /v1/txn, /v1/documents: the interfaces of ACCP, also below /openapi for older clients.</summary>
public sealed class AccpEndpoint(AccpEnvelope envelope, AccpAnswers answers, [FromKeyedServices(AccpWire.Wire)] Tables catalog,
    AppRegistry apps,
    Asker asker, Decryptions decryptions, VirtualClock clock, ServerOptions options, ILogger<AccpEndpoint> log)
{
    /// <summary>Larger than any honest request without pictures, and with the three that an upload may bring.</summary>
    public const long MaxBody = 1024 * 1024, MaxPictures = 24 * 1024 * 1024;

    /// <summary>What the sandbox says of a refusal beside the signed answer: the field, what was sent, what is allowed.</summary>
    private const string HintHeader = "Tongbao-Hint";

    private readonly FieldReader _reader = new(catalog);

    /// <param name="method">The interface that the path names.</param>
    public async Task Handle(HttpContext http, AccpMethod method)
    {
        using var read = new MemoryStream();
        await http.Request.Body.CopyToAsync(read);
        var answer = await Answer(http, method, read.ToArray());
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.Headers[AccpSignature.TypeHeader] = AccpSignature.Rsa;
        http.Response.Headers[AccpSignature.DataHeader] = answer.Signature;
        if (answer.Hint is { } hint && options.IsSandbox) http.Response.Headers[HintHeader] = Uri.EscapeDataString(hint);
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body);
    }

    private async Task<AccpAnswer> Answer(HttpContext http, AccpMethod method, byte[] body)
    {
        AppKeys? keys = null;
        try
        {
            var (type, data) = (http.Request.Headers[AccpSignature.TypeHeader], http.Request.Headers[AccpSignature.DataHeader]);
            var (known, request, wrong) = await envelope.Check(body, type.ToString(), data.ToString());
            keys = known;
            if (wrong is not null) return await Refuse(keys, wrong, body);
            using (request) return await Call(method, request!);
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            log.LogError("{Path}: {Error}", http.Request.Path, gone.Message);
            return await Refuse(keys, Errors.StoreUnavailable, body);
        }
        catch (Exception bug) when (bug is not BadHttpRequestException)
        {
            log.LogError("{Path}: {Error} {Where}", http.Request.Path, bug.Message, bug.StackTrace);
            return await Refuse(keys, Errors.SystemError, body);
        }
    }

    private async Task<AccpAnswer> Call(AccpMethod method, AccpRequest request)
    {
        var keys = request.Keys;
        var cipher = decryptions.For(keys);
        var rows = method.Table.Section("request");
        var (command, wrong) = method.Command is { } type ? _reader.Bind(rows, request.Root, type, cipher)
            : ((object?)null, _reader.Check(rows, request.Root, cipher) ?? Errors.TradeRule);
        cipher.Heard(wrong);
        if (wrong is not null) return answers.Of(keys, method, wrong, request.Root);
        return answers.Of(keys, method, command is Query query
            ? await asker.Run(keys.App.Id, query, AccpWire.Wire)
            : await asker.Run(keys.App.Id, (Command)command!, request.ToKeep(clock.GetUtcNow())), request.Root);
    }

    private async Task<AccpAnswer> Refuse(AppKeys? keys, Error error, byte[] body)
    {
        var by = keys ?? await apps.StoreKeys();
        try
        {
            using var request = JsonDocument.Parse(body);
            return answers.Refusal(by, error, request: request.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return answers.Refusal(by, error);
        }
    }
}
