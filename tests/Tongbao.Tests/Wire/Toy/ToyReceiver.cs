using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>A merchant's own server on the third wire.</summary>
internal sealed class ToyReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<(byte[] Body, string Sign, string Account)> heard = Channel.CreateUnbounded<(byte[], string, string)>();

    private ToyReceiver(WebApplication app) => this.app = app;

    /// <summary>What is answered from now on, with status 200.</summary>
    public string Says { get; set; } = ToyNotices.Heard;

    public string Url => app.Urls.Single() + "/paid";

    public static async Task<ToyReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new ToyReceiver(builder.Build());
        receiver.app.Run(receiver.Receive);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async Task<(byte[] Body, string Sign, string Account)> Next() =>
        await heard.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        await http.Response.WriteAsync(Says);
        await heard.Writer.WriteAsync((body.ToArray(), http.Request.Headers[ToyWire.Signature]
            .ToString(), http.Request.Headers[ToyWire.Account].ToString()));
    }
}
