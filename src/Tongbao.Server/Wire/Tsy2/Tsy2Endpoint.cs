using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>/service/soa: the interfaces of 通商云 2.0. The envelope is checked before anything is parsed or decrypted.</summary>
public sealed class Tsy2Endpoint(SignedEnvelope envelope, Tsy2Methods methods, Tsy2Answers answers,
    [FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, AppRegistry apps,
    Asker asker,
    Remarks remarks, Decryptions decryptions, VirtualClock clock, Vault vault, ILogger<Tsy2Endpoint> log)
{
    public const string Path = "/service/soa";

    /// <summary>Larger than any honest request.</summary>
    public const long MaxBody = 4 * 1024 * 1024;

    private readonly FieldReader _reader = new(catalog);
    private readonly Replays _replays = new(asker, TimeProvider.System);

    public async Task Handle(HttpContext http)
    {
        var fields = new Dictionary<string, string>();
        var readable = await FormText.Read(http, fields);
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
            keys = await envelope.KeysOf(fields);
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
        // The vendor's client calls so for an app that it has a privilege over; that app's key is the one that it checks the answer by.
        if (fields.TryGetValue("privSysid", out var privileged) && !fields.ContainsKey("sysid"))
            return await Refuse(await envelope.KeysOf(privileged), Errors.NotPermitted);
        var (request, wrong) = await envelope.Check(fields, keys);
        if (wrong is not null) return await Refuse(keys, wrong);
        using (request) return await Call(keys!, request!);
    }

    private async Task<byte[]> Call(AppKeys keys, SignedRequest signed)
    {
        var (service, name) = (signed.Text("service"), signed.Text("method"));
        if (service is null || !methods.HasService(service)) return await Refuse(keys, methods.UnknownService(service));
        if (name is null || methods.Find(service, name) is not { } method) return await Refuse(keys, methods.UnknownMethod(service, name));
        var (rows, param) = (method.Table.Section("request"), signed.Param);
        var said = remarks.Of(method.Table, signed.Root, param);
        var cipher = decryptions.For(keys);
        var content = Tsy2Content.Of(method);
        var (command, wrong) = method.Command is { } type ? _reader.Bind(rows, param, type, cipher, content)
            : (null, _reader.Check(rows, param, cipher) ?? Errors.NotPermitted);
        cipher.Heard(wrong);
        if (said is not null && (wrong is not null || command is Query)) await remarks.Tell(keys.App.Id, said);
        if (wrong is not null) return answers.Of(keys, method, wrong, param);
        if (command is Query query) return answers.Of(keys, method, await asker.Run(keys.App.Id, query, Tsy2Wire.Wire), param);

        var request = signed.ToKeep(clock.GetUtcNow()) with { Remarks = said, ContentDigest = content?.Digest(vault) };
        if (method.Serial) return answers.Of(keys, method, await asker.Run(keys.App.Id, (Command)command!, request), param);
        return await _replays.Once(keys.App.Id, signed.SignatureHash,
            async () => answers.Of(keys, method, await asker.Run(keys.App.Id, (Command)command!, request), param));
    }

    private async Task<byte[]> Refuse(AppKeys? keys, Error error) => answers.Refusal(keys ?? await apps.StoreKeys(), error);
}
