using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tongbao.Server;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>The sandbox API moves money: nobody drives it by accident, nor through a page in a developer's browser.</summary>
public sealed class SandboxAccessTests() : FlowTests(Store.Sqlite)
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task A_Host_that_is_not_this_server_is_refused(string host) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(flow.Server.Url, HttpMethod.Get, "/sandbox/clock", host: host)).StatusCode);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task A_body_that_is_not_JSON_is_refused(string? contentType)
    {
        foreach (var path in new[] { "/sandbox/clock", "/SANDBOX/clock", "/sandbox//../sandbox/clock" })
            Assert.Equal(HttpStatusCode.UnsupportedMediaType,
                (await Send(flow.Server.Url, HttpMethod.Post, path, """{"freeze":true}""", contentType)).StatusCode);
        Assert.Equal("live", (await flow.Sandbox.Clock()).Mode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task What_changes_something_says_JSON_though_it_has_no_body(string? contentType)
    {
        var order = await flow.When("depositApply", new { bizUserId = await Member(), amount = 1_00 });
        await flow.WhenChannelPays(order);
        var notice = Assert.Single(await flow.Notices(order));
        var path = $"/sandbox/apps/{flow.App.Id}/notifications/{notice.Id}/redeliver";
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Send(flow.Server.Url, HttpMethod.Post, path, "", contentType)).StatusCode);
        Assert.DoesNotContain((await flow.Notices(order)).Single().Attempts, a => a.ByHand);
        Assert.Equal(HttpStatusCode.Accepted, (await Send(flow.Server.Url, HttpMethod.Post, path, "", "application/json")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:3000")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    public async Task A_page_of_another_site_drives_nothing(string origin)
    {
        foreach (var (method, body) in new[] { (HttpMethod.Post, """{"freeze":true}"""), (HttpMethod.Get, null) })
        {
            var refused = await Send(flow.Server.Url, method, "/sandbox/clock", body, body is null ? null
                : "application/json", origin: origin);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        Assert.Equal("live", (await flow.Sandbox.Clock()).Mode);
        Assert.Equal(HttpStatusCode.OK,
            (await Send(flow.Server.Url, HttpMethod.Get, "/sandbox/clock", origin: $"http://{flow.Server.Url.Authority}")).StatusCode);
    }

    private async Task<string> Member()
    {
        await flow.GivenMember("seller");
        return "seller";
    }

    [Fact]
    public async Task A_token_of_ones_own_opens_the_door_at_every_start()
    {
        using var folder = new TempFolder();
        foreach (var start in new[] { 1, 2 })
        {
            await using var server = await Hosting.Build(new ServerOptions { Urls = "http://0.0.0.0:0", Data = folder.Path,
                Token = "token-of-the-pipeline" });
            await server.StartAsync(TestContext.Current.CancellationToken);
            var url = new Uri($"http://127.0.0.1:{new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}");
            Assert.Equal(HttpStatusCode.Unauthorized,
                (await Send(url, HttpMethod.Get, "/sandbox/clock", authorization: $"Bearer other-{start}")).StatusCode);
            Assert.Equal(HttpStatusCode.OK,
                (await Send(url, HttpMethod.Get, "/sandbox/clock", authorization: "Bearer token-of-the-pipeline")).StatusCode);
            await server.StopAsync(TestContext.Current.CancellationToken);
            await server.Services.GetRequiredService<Teller>().DisposeAsync();
            await server.Services.GetRequiredService<IStore>().DisposeAsync();
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", null)]
    [InlineData("http://*:0", "https://pay.example/tongbao")]
    [InlineData("http://+:0", null)]
    public async Task Beyond_this_machine_the_token_is_needed_and_a_name_that_is_ours(string urls, string? publicUrl)
    {
        using var folder = new TempFolder();
        await using var server = await Hosting.Build(new ServerOptions { Urls = urls, PublicUrl = publicUrl, Data = folder.Path });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var port = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        var url = new Uri($"http://127.0.0.1:{port}");
        Assert.Equal(publicUrl ?? $"http://localhost:{port}", server.Services.GetRequiredService<PublicUrl>().ToString());
        var token = server.Services.GetRequiredService<SandboxAccess>().Token;
        foreach (var wrong in new[] { null, "Bearer ", $"Bearer {token}x", $"Basic {token}", $"Bearer {token[..^1]}", token })
        {
            var refused = await Send(url, HttpMethod.Get, "/sandbox/clock", authorization: wrong);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer realm=\"sandbox\""),
                (refused.StatusCode, refused.Headers.WwwAuthenticate.ToString()));
        }
        foreach (var scheme in new[] { "bearer", "BEARER" })
            Assert.Equal(HttpStatusCode.OK, (await Send(url, HttpMethod.Get, "/sandbox/clock", authorization: $"{scheme} {token}"))
                .StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(url, HttpMethod.Post, "/sandbox/apps", "{}", "application/json")).StatusCode);
        foreach (var ours in new[] { null, "localhost", $"LOCALHOST:{port}", "10.0.0.1", "[fd00::1]:8600", publicUrl is null ? null
            : "Pay.Example" })
            Assert.Equal(HttpStatusCode.OK, (await Send(url, HttpMethod.Get, "/sandbox/clock", host: ours, authorization: $"Bearer {token}"))
                .StatusCode);
        foreach (var others in new[] { "evil.example", "127.0.0.1.evil.example", "pay.example.evil.example", publicUrl is null
            ? "pay.example" : "example" })
            Assert.Equal(HttpStatusCode.BadRequest,
                (await Send(url, HttpMethod.Get, "/sandbox/clock", host: others, authorization: $"Bearer {token}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Send(url, HttpMethod.Get, "/healthz")).StatusCode);
        await server.StopAsync(TestContext.Current.CancellationToken);
        await server.Services.GetRequiredService<Teller>().DisposeAsync();
        await server.Services.GetRequiredService<IStore>().DisposeAsync();
    }

    [Fact]
    public async Task Verify_is_for_who_may_read_the_token() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(flow.Server.Url, HttpMethod.Post, "/verify", "{}", "application/json"))
            .StatusCode);

    [Fact]
    public async Task The_production_profile_does_not_start_with_the_sandbox()
    {
        using var folder = new TempFolder();
        var started = await Programs.Run("dotnet",
            [ServerProcess.Dll, "serve", "--urls", "http://127.0.0.1:0", "--data", folder.Path, "--profile", "production"]);
        Assert.Equal(2, started.ExitCode);
        Assert.DoesNotContain("   at ", started.Errors);
        Assert.False(File.Exists(folder.File("tongbao.db")));
    }

    [Fact]
    public async Task A_store_opens_only_under_the_profile_that_made_it()
    {
        using var folder = new TempFolder();
        await using var store = await SqliteStore.Open(folder.Path, new Dialect(RowJson.Sealed(new Vault(new byte[32]))));
        await ProfileLock.Check(store, new ServerOptions());
        await ProfileLock.Check(store, new ServerOptions());
        await Assert.ThrowsAsync<UserMistake>(() => ProfileLock.Check(store, new ServerOptions { Profile = "production" }));
    }

    [Fact]
    public async Task A_store_opens_only_with_the_key_that_made_it()
    {
        var server = await ServerProcess.Start(await Servers.NewPlace(Store.Sqlite));
        await server.Stop();
        File.WriteAllText(server.Place.Folder.Path + ".key", Convert.ToBase64String(new byte[32]));
        var started = await server.Cli("serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, started.ExitCode);
        Assert.DoesNotContain("   at ", started.Errors);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Two_servers_do_not_share_one_data_folder()
    {
        var second = await flow.Server.Cli("serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("in use", second.Errors);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_called_so()
    {
        using var folder = new TempFolder();
        var second = await Programs.Run("dotnet",
            [ServerProcess.Dll, "serve", "--urls", flow.Server.Url.GetLeftPart(UriPartial.Authority), "--data", folder.File("data")]);
        Assert.Equal(2, second.ExitCode);
        Assert.Single(second.Errors.TrimEnd().Split('\n'));
        Assert.Contains("Cannot listen", second.Errors);
        Assert.Contains("already in use", second.Errors);
        Assert.DoesNotContain("   at ", second.Text);
    }

    [Fact]
    public void What_the_server_writes_for_its_owner_is_for_its_owner_alone()
    {
        foreach (var file in new[] { flow.Server.Place.Folder.Path + ".key", flow.Server.Place.Folder.File("server.json"),
            flow.Server.Place.Folder.File("demo-keys/merchant-private.pem") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static async Task<HttpResponseMessage> Send(Uri server, HttpMethod method, string path, string? body = null,
        string? contentType = null, string? host = null, string? authorization = null, string? origin = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var message = new HttpRequestMessage(method, new Uri(server, path));
        if (host is not null) message.Headers.Host = host;
        if (origin is not null) message.Headers.TryAddWithoutValidation("Origin", origin);
        if (authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (body is not null) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null) message.Content!.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await http.SendAsync(message);
    }
}
