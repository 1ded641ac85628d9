using System.Globalization;
using System.Text;
using Tongbao.Core.Recon;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 应用集合对账文件下载 /yst-service-api/file/download: a form, signed over spAppId, appId, fileType and fileDate one behind the other. A failure
/// is text/html;charset=UTF-8 with its code and words: clients look at the type alone (F2).
/// </summary>
public sealed class Yst2Download([FromKeyedServices(Yst2Wire.Wire)] Tables catalog, AppRegistry apps, IEnvironment environment,
    IDayFileWriter writer, TimeProvider clock)
{
    public const string Path = "/yst-service-api/file/download";
    public const long MaxBody = 16 * 1024;

    private const string FileType = "fileType", FileDate = "fileDate", NotThere = "34001", WrongDate = "34002", WrongType = "34003";

    private static readonly string[] Signed = [Yst2Envelope.SpAppId, Yst2Envelope.AppId, FileType, FileDate];
    private static readonly string[] Needed = [Yst2Envelope.AppId, FileType, FileDate, Yst2Signature.Sign];

    public async Task Handle(HttpContext http)
    {
        var (keys, fields, fault) = await Check(http);
        if (fault is not null) await Say(http, fault.Code, fault.Words(catalog));
        else await Serve(http, keys!, fields);
    }

    private async Task<(Yst2Keys? Keys, Dictionary<string, string> Fields, EnvelopeFault? Fault)> Check(HttpContext http)
    {
        var fields = new Dictionary<string, string>();
        if (!await FormText.Read(http, fields)) return (null, fields, EnvelopeFault.NotThatForm);
        if (Needed.FirstOrDefault(name => fields.GetValueOrDefault(name, "").Length == 0) is { } missing)
            return (null, fields, EnvelopeFault.Missing(missing));
        if (await apps.Find(Yst2Wire.Wire, fields[Yst2Envelope.AppId]) is not Yst2Keys keys)
            return (null, fields, EnvelopeFault.UnknownApp);
        if (Yst2Envelope.IsOfAnother(keys, fields.GetValueOrDefault(Yst2Envelope.SpAppId)))
            return (keys, fields, EnvelopeFault.OtherProvider);
        var source = string.Concat(Signed.Select(name => fields.GetValueOrDefault(name)));
        return (keys, fields, Yst2Signature.IsGood(keys, source, fields[Yst2Signature.Sign]) ? null : EnvelopeFault.WrongSignature);
    }

    private async Task Serve(HttpContext http, Yst2Keys keys, Dictionary<string, string> fields)
    {
        var (files, now) = (environment.Part<IDayFiles>(Yst2Wire.Wire), clock.GetUtcNow());
        // 1 is the first kind of file that the wire has, 2 the second.
        var kind = int.TryParse(fields[FileType], CultureInfo.InvariantCulture, out var number) ? number - 1 : -1;
        var isDay = DateOnly.TryParseExact(fields[FileDate], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        if (kind is not (0 or 1)) await Refuse(http, WrongType);
        else if (!isDay || day >= Days.DateOf(now)) await Refuse(http, WrongDate);
        else if (kind >= files.Kinds.Count || now < files.ReadyAt(keys.App, day)) await Refuse(http, NotThere);
        else
        {
            http.Response.ContentType = writer.TypeOf(files.Kinds[kind]);
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{files.NameOf(keys.No, day, files.Kinds[kind])}\"";
            await writer.Write(keys.App.Id, files, day, files.Kinds[kind], http.Response.Body, http.RequestAborted);
        }
    }

    private Task Refuse(HttpContext http, string code) => Say(http, code, catalog.Errors.Rows.First(r => r.Code == code).Zh);

    private static async Task Say(HttpContext http, string code, string words)
    {
        http.Response.ContentType = "text/html;charset=UTF-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"{code} {words}"));
    }
}
