using System.Text.Json;
using Tongbao.Core.Members.Yst2;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 文件上传 /yst-service-api/file/upload: a multipart form, signed over spAppId, appId, fileType, md5 and timestamp one behind the other. It is
/// answered in the usual envelope.
/// </summary>
public sealed class Yst2Upload(Yst2Endpoint endpoint, Yst2Answers answers, [FromKeyedServices(Yst2Wire.Wire)] Tables catalog,
    AppRegistry apps, Asker asker)
{
    public const string Path = "/yst-service-api/file/upload";

    /// <summary>A file that is too large by far is answered as such all the same.</summary>
    public const long MaxBody = 16 * 1024 * 1024;

    private const string FilePart = "file";

    private static readonly string[] SignedParts = [Yst2Envelope.SpAppId, Yst2Envelope.AppId, "fileType", "md5", "timestamp"];
    private static readonly string[] Needed = [Yst2Envelope.AppId, "fileType", "timestamp", "md5", Yst2Signature.Sign];

    private readonly FieldReader _reader = new(catalog);
    private readonly ApiTable _table = catalog.Apis.Single(a => a.Kind == "upload");

    public async Task Handle(HttpContext http) => await endpoint.Send(http, await endpoint.Answer(http, () => Serve(http)));

    private async Task<Yst2Answer> Serve(HttpContext http)
    {
        if (await UploadForm.Read(http.Request, UploadFile.MostBytes) is not { } form)
            return answers.Refusal(EnvelopeFault.NotThatForm.On("body"));
        var fields = form.Fields;
        if (Needed.FirstOrDefault(name => fields.GetValueOrDefault(name, "").Length == 0) is { } missing)
            return answers.Refusal(EnvelopeFault.Missing(missing));
        if (form.File is null) return answers.Refusal(EnvelopeFault.Missing(FilePart));
        if (await apps.Find(Yst2Wire.Wire, fields[Yst2Envelope.AppId]) is not Yst2Keys keys)
            return answers.Refusal(EnvelopeFault.UnknownApp);
        if (Yst2Envelope.IsOfAnother(keys, fields.GetValueOrDefault(Yst2Envelope.SpAppId)))
            return answers.Refusal(EnvelopeFault.OtherProvider);
        var source = string.Concat(SignedParts.Select(name => fields.GetValueOrDefault(name)));
        if (!Yst2Signature.IsGood(keys, source, fields[Yst2Signature.Sign]))
            return answers.Refusal(EnvelopeFault.WrongSignature with { Hint = $"{string.Join('+', SignedParts)} = {source}" });
        using var texts = JsonSerializer.SerializeToDocument(fields);
        var rows = _table.Section("request").Where(r => r.Name != FilePart).ToList();
        if (_reader.Check(rows, texts.RootElement, keys) is { } wrong) return answers.Refusal(keys, wrong, _table, texts.RootElement);
        if (form.IsTooLarge) return answers.Refusal(keys, Errors.PictureUnfit, _table);
        return answers.Of(keys, new Yst2Method(_table, typeof(UploadFile)),
            await asker.Run(keys.App.Id, new UploadFile(new SecretBytes(form.File), fields["md5"])), texts.RootElement);
    }
}
