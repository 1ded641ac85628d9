using System.Text.Json;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// /yst-service-api/{tm,tx,tq}/handle and /ystcusapi/api: the transCode says what is asked for, whichever path it came by (E5, E6).
/// </summary>
public sealed class Yst2Endpoint(Yst2Envelope envelope, Yst2Methods methods, Yst2Answers answers,
    [FromKeyedServices(Yst2Wire.Wire)] Tables catalog, Asker asker, Decryptions decryptions, VirtualClock clock, Vault vault,
    ServerOptions options, ILogger<Yst2Endpoint> log)
{
    /// <summary>A batch file of 8 MiB in Base64, and what is around it.</summary>
    public const long MaxBody = 12 * 1024 * 1024;

    /// <summary>What the sandbox says of a refusal beside the answer: the field, what was sent, what is allowed.</summary>
    private const string HintHeader = "Tongbao-Hint";

    private readonly FieldReader _reader = new(catalog);
    private readonly BizDataByTable _byTable = new(catalog);

    public async Task Handle(HttpContext http)
    {
        using var read = new MemoryStream();
        await http.Request.Body.CopyToAsync(read);
        await Send(http, await Answer(http, () => Serve(read.ToArray())));
    }

    /// <summary>What cannot be served is answered as such: the caller asks again, and learns what became of it.</summary>
    public async Task<Yst2Answer> Answer(HttpContext http, Func<Task<Yst2Answer>> serve)
    {
        try
        {
            return await serve();
        }
        catch (Exception gone) when (gone is StoreUnavailable or System.Data.Common.DbException)
        {
            log.LogError("{Path}: {Error}", http.Request.Path, gone.Message);
        }
        catch (Exception bug) when (bug is not BadHttpRequestException)
        {
            log.LogError("{Path}: {Error} {Where}", http.Request.Path, bug.Message, bug.StackTrace);
        }
        return answers.Refusal(EnvelopeFault.SystemError);
    }

    public async Task Send(HttpContext http, Yst2Answer answer)
    {
        http.Response.ContentType = "application/json;charset=UTF-8";
        if (answer.Hint is { } hint && options.IsSandbox) http.Response.Headers[HintHeader] = Uri.EscapeDataString(hint);
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body);
    }

    private async Task<Yst2Answer> Serve(byte[] body)
    {
        var (request, fault) = await envelope.Check(body);
        if (fault is not null) return answers.Refusal(fault);
        using (request)
        {
            if (methods.Find(request!.TransCode) is not { } method)
                return answers.Refusal(EnvelopeFault.UnknownTransCode.On(Yst2Envelope.TransCode, request.TransCode));
            return await Call(method, request);
        }
    }

    private async Task<Yst2Answer> Call(Yst2Method method, Yst2Request request)
    {
        var (keys, rows) = (request.Keys, method.Table.Section("request"));
        if (method.Command is not { } type) return answers.Refusal(keys, Errors.NotPermitted, method.Table);
        if (Written(rows, request) is not { } written) return answers.Refusal(EnvelopeFault.NotThatForm.On(Yst2Envelope.BizData));
        using var data = written;
        var (cipher, content) = (decryptions.For(keys), Yst2Content.Of(method));
        var (command, wrong) = _reader.Bind(rows, data.RootElement, type, cipher, content);
        cipher.Heard(wrong);
        if (wrong is not null) return answers.Refusal(keys, wrong, method.Table, data.RootElement);
        return answers.Of(keys, method, command is Query query
            ? await asker.Run(keys.App.Id, query, Yst2Wire.Wire)
            : await asker.Run(keys.App.Id, (Command)command!,
                request.ToKeep(clock.GetUtcNow()) with { ContentDigest = content?.Digest(vault) }), data.RootElement);
    }

    private JsonDocument? Written(IReadOnlyList<FieldRow> rows, Yst2Request request)
    {
        try
        {
            return _byTable.Write(rows, request.BizData.RootElement, request.Keys);
        }
        catch (InvalidOperationException)
        {
            return null;    // a text that is no valid Unicode
        }
    }
}
