using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Stores;

/// <summary>PostgreSQL goes and comes back: clear errors meanwhile, and nobody has to restart the server.</summary>
public sealed class DatabaseGoneTests
{
    private const string Session = "aSessionThatNobodyElseKnows";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_server_answers_that_its_store_is_gone_and_goes_on_when_it_is_back()
    {
        await using var database = await BreakablePostgres.Start();
        await using var server = await ServerProcess.Start(new ServerPlace(Store.Postgres, new TempFolder(), database.Connection));
        var key = await OpenSslKey.Generate(1024);
        var app = await server.Sandbox.CreateApp("tsy2", "900000000001", "测试商城", key.PublicKey.Spki, new { platformKeyBits = 1024 });
        var client = new Tsy2Client(() => server.Url, app.Id, key, OpenSslPublicKey.FromSpki(app.PlatformPublicKey));
        Assert.True((await Create(client, "before")).Ok);
        await using var onAccp = await AccpFlow.OnServer(server);

        await database.Break();
        (await onAccp.When("acctmgr/query-txn", new { txn_seqno = "x" })).Must("9970");
        var refused = await Create(client, "while");
        Assert.Equal("9200", refused.ErrorCode);
        Assert.Equal(503, (await Assert.ThrowsAsync<SandboxProblem>(() => server.Sandbox.Books(app.Id))).Status);
        Assert.Equal(503, (await Assert.ThrowsAsync<SandboxProblem>(() => server.Sandbox.Freeze())).Status);
        Assert.Equal(503, (await Browser.Get(new Uri(server.Url, $"/yungateway/page/{app.Id}/{Session}"))).Status);
        Assert.True(await server.Sandbox.IsHealthy());

        await database.Mend();
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await Create(client, "after")).Ok) await again.WaitForNextTickAsync(patience.Token);
        Assert.Equal("30000", (await Create(client, "before")).ErrorCode);
        Assert.Equal("30000", (await Create(client, "after")).ErrorCode);
        Assert.True((await Create(client, "while")).Ok, "what was refused was not booked");
        await server.Stop();
        Assert.Equal(0, (await server.Cli("verify")).ExitCode);
        // Which page it was is said to whoever reads the log, but not what opens it.
        Assert.Contains(server.Output, line => line.Contains("/yungateway/page/{app}/{id}", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Output, line => line.Contains(Session, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_said_in_two_lines()
    {
        using var folder = new TempFolder();
        var started = await Programs.Run("dotnet",
            [ServerProcess.Dll, "serve", "--data", folder.Path, "--store", "postgres", "--postgres",
            "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2"]);
        Assert.Equal(2, started.ExitCode);
        Assert.Contains("PostgreSQL cannot be used", started.Errors);
        Assert.DoesNotContain("   at ", started.Errors);
    }

    private static Task<Tsy2Reply> Create(Tsy2Client client, string member) =>
        client.Call("MemberService", "createMember", new { bizUserId = member, memberType = 3, source = 2 });
}
