using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Client;

/// <summary>A platform of twenty lines: against it the client is tried before it tries the server.</summary>
internal sealed class LittleAccpPlatform(WebApplication app, IAccpSigner signer) : IAsyncDisposable
{
    public Uri Url => new(app.Urls.Single());

    /// <summary>How an answer is spoilt before it goes out, after it was signed; and the name of the header with its signature.</summary>
    public Func<string, string> Spoil { get; set; } = body => body;

    public string Header { get; set; } = "Signature-Data";

    /// <param name="signer">Signs with the platform's key, verifies with the merchant's.</param>
    public static async Task<LittleAccpPlatform> Start(IAccpSigner signer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platform = new LittleAccpPlatform(builder.Build(), signer);
        platform.Listen();
        return await platform.Started();
    }

    /// <summary>Sends a notice as the server would, and reads what is answered.</summary>
    public async Task<string> Notify(string url, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json;charset=UTF-8");
        message.Headers.Add("Signature-Type", "RSA");
        message.Headers.Add(Header, await signer.Sign(bytes));
        using var answer = await http.SendAsync(message);
        return await answer.Content.ReadAsStringAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Listen() => app.Run(Answer);

    private async Task<LittleAccpPlatform> Started()
    {
        await app.StartAsync();
        return this;
    }

    private async Task Answer(HttpContext http)
    {
        using var asked = new MemoryStream();
        await http.Request.Body.CopyToAsync(asked);
        var right = await signer.Verify(asked.ToArray(), http.Request.Headers["Signature-Data"].ToString());
        var partner = JsonNode.Parse(asked.ToArray())!["oid_partner"]!.GetValue<string>();
        var body = Json.Text(Json.Object(new { oid_partner = partner, ret_code = right ? "0000" : "1001", ret_msg = right ? "交易成功"
            : "签名未通过",
            user_id = JsonNode.Parse(asked.ToArray())!["user_id"]?.GetValue<string>() ?? "" }));
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.Headers["Signature-Type"] = "RSA";
        http.Response.Headers[Header] = await signer.Sign(Encoding.UTF8.GetBytes(body));
        await http.Response.WriteAsync(Spoil(body));
    }
}
