using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Tests.Client;

/// <summary>Files of 云商通 up and down, as the vendor's demo sends and fetches them.</summary>
public sealed class Yst2Files(Yst2Client client)
{
    /// <summary>A one-pixel picture.</summary>
    public static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    /// <summary>The parts of an upload by their names, signed; null takes one out.</summary>
    public IReadOnlyDictionary<string, string> Parts(byte[] file, string fileType = "0", string? md5 = null, string? spAppId = null,
        string? timestamp = null)
    {
        md5 ??= Convert.ToBase64String(MD5.HashData(file));
        timestamp ??= DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var parts = new Dictionary<string, string>
        {
            ["appId"] = client.AppId, ["fileType"] = fileType, ["timestamp"] = timestamp, ["md5"] = md5,
            ["sign"] = client.Signer.Sign($"{spAppId}{client.AppId}{fileType}{md5}{timestamp}"),
        };
        if (spAppId is not null) parts["spAppId"] = spAppId;
        return parts;
    }

    public Task<Yst2Reply> Upload(byte[] file) => Upload(file, Parts(file));

    public async Task<Yst2Reply> Upload(byte[]? file, IReadOnlyDictionary<string, string> parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in parts) form.Add(new StringContent(value, Encoding.UTF8), name);
        if (file is not null)
        {
            var content = new ByteArrayContent(file);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, "file", "执照.png");
        }
        using var answer = await client.Post("/yst-service-api/file/upload", form);
        return await Yst2Reply.Read(answer, client.Signer, string.Join(' ', parts));
    }

    /// <summary>The number of a picture that is uploaded.</summary>
    public async Task<string> GivenPicture() => (await Upload(Picture)).Must().Text("fileId")!;

    /// <summary>对账文件: the answer with its type; the fields signed.</summary>
    public async Task<(string Type, string Text)> Download(string day, string fileType = "1", Func<string, string>? spoil = null)
    {
        var (type, bytes) = await DownloadBytes(day, fileType, spoil);
        return (type, Encoding.UTF8.GetString(bytes));
    }

    public async Task<(string Type, byte[] Bytes)> DownloadBytes(string day, string fileType, Func<string, string>? spoil = null)
    {
        var sign = client.Signer.Sign($"{client.AppId}{fileType}{day}");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["appId"] = client.AppId, ["fileType"] = fileType, ["fileDate"] = day, ["sign"] = spoil?.Invoke(sign) ?? sign,
        });
        using var answer = await client.Post("/yst-service-api/file/download", form);
        Assert.True(answer.IsSuccessStatusCode);
        return (answer.Content.Headers.NonValidated["Content-Type"].ToString(), await answer.Content.ReadAsByteArrayAsync());
    }
}
