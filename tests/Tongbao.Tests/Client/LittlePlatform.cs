using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Client;

/// <summary>
/// A platform of twenty lines that answers with what it was asked: against it the client is tried before it tries the server.
/// </summary>
internal sealed class LittlePlatform(WebApplication app, OpenSslKey platformKey, OpenSslPublicKey merchantKey) : IAsyncDisposable
{
    public Uri Url => new(app.Urls.Single());

    /// <summary>Set to answer with signatures that are wrong.</summary>
    public bool SignsBadly { get; set; }

    public static async Task<LittlePlatform> Start(OpenSslKey platformKey, OpenSslPublicKey merchantKey)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platform = new LittlePlatform(builder.Build(), platformKey, merchantKey);
        platform.Listen();
        return await platform.Started();
    }

    /// <summary>Sends a notice as the server would.</summary>
    public async Task Notify(string url, string sysid, string rps)
    {
        const string timestamp = "2026-11-21 10:00:00";
        var fields = new Dictionary<string, string> { ["sysid"] = sysid, ["rps"] = rps, ["timestamp"] = timestamp, ["v"] = "2.0",
            ["sign"] = await platformKey.Sign(sysid + rps + timestamp) };
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        LastStatus = (int)(await http.PostAsync(url, new FormUrlEncodedContent(fields))).StatusCode;
    }

    public int LastStatus { get; private set; }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Listen() => app.Run(Answer);

    private async Task<LittlePlatform> Started()
    {
        await app.StartAsync();
        return this;
    }

    private async Task Answer(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : null;
        string Field(string name) => form?[name] is { Count: > 0 } sent ? sent.ToString() : http.Request.Query[name].ToString();
        var right = await merchantKey.Verify(Field("sysid") + Field("req") + Field("timestamp"), Field("sign"));
        await http.Response.WriteAsync(Json.Text(right ? await Success(Field("sysid"), Field("req")) : await Refusal("20019", "签名验证失败")),
            Encoding.UTF8);
    }

    private async Task<JsonObject> Success(string sysid, string req)
    {
        var signedValue = Json.Text(JsonNode.Parse(req)!["param"]!);
        return Json.Object(new { sysid, sign = await platformKey.Sign(signedValue + (SignsBadly ? "!" : "")), signedValue, status = "OK" });
    }

    private async Task<JsonObject> Refusal(string errorCode, string message)
    {
        var signedValue = $"errorCode={errorCode}&message={message}";
        return Json.Object(new { sign = await platformKey.Sign(signedValue), errorCode, message, signedValue, status = "error" });
    }
}
