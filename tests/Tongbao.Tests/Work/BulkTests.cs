using System.Net.Http.Json;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>批量车道: work of many slices, which a room of the tests' own has registered in a real server.</summary>
public abstract class BulkTests(Store store) : FlowTests(store)
{
    private const int WithoutEnd = int.MaxValue;
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public override async ValueTask InitializeAsync()
    {
        var server = ServerProcess.On(await Servers.NewPlace(Store));
        server.Settings = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location };
        await server.Start();
        flow = await OnServer(server, new { dailyOrderLimit = 0 });
    }

    [Fact]
    public async Task Purchases_are_answered_while_bulk_work_is_under_way()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        await Plan(WithoutEnd);
        for (var n = 0; n < 20; n++)
        {
            await flow.Pay(await flow.When("consumeApply",
                new { payerId = "buyer", recieverId = "seller", amount = 1_00, payMethod = flow.Balance(1_00) }));
            if (n % 5 == 0) await GoneOn();
        }
        Assert.Equal(20_00, await flow.BalanceOf("seller"));
        Assert.True((await Progress()).IsUnderWay);
        await Send(HttpMethod.Post, "/enough");
        await Done();
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_goes_on_where_it_was()
    {
        await Plan(WithoutEnd);
        for (var kill = 0; kill < 3; kill++)
        {
            await GoneOn();
            await flow.Server.Kill();
            await flow.Server.Start();
        }
        await GoneOn();
        await Send(HttpMethod.Post, "/enough");
        await Done();
    }

    [Fact]
    public async Task A_move_of_the_clock_brings_it_to_its_end_before_it_answers()
    {
        var planned = (await flow.Sandbox.Freeze()).Now.AddHours(1);
        await Plan(1_050, hours: 1);
        Assert.Contains(await flow.Sandbox.Agenda(flow.App.Id), due => due == new SandboxDue("count-rows", "rows", due.At)
            && due.At == planned);
        Assert.Empty((await flow.Advance("PT30M")).Ran!);
        var ran = Assert.Single((await flow.Advance("PT2H")).Ran!, r => r.Job == "count-rows");
        Assert.Equal((planned, 11), (ran.At, ran.Count));
        Assert.Equal(new CountProgress(false, 0), await Progress());
        Assert.Equal(new CountResult(1_050, 0, 0), await Read<CountResult>("/rows"));
        Assert.Empty(await flow.Sandbox.Agenda(flow.App.Id));
    }

    private Task Plan(int rows, int hours = 0) => Send(HttpMethod.Post, $"?rows={rows}&hours={hours}");

    private Task<CountProgress> Progress() => Read<CountProgress>("");

    /// <summary>Until more has been done than now.</summary>
    private async Task GoneOn()
    {
        var before = await Progress();
        await OtherServer.Until(async () => (await Progress()).Done > before.Done);
    }

    /// <summary>Until it has come to its end: every row in its place, and each once.</summary>
    private async Task Done()
    {
        await OtherServer.Until(async () => !(await Progress()).IsUnderWay);
        var result = await Read<CountResult>("/rows");
        Assert.True(result.Rows > 0 && result is { NotOnce: 0, OutOfPlace: 0 }, result.ToString());
    }

    private async Task<T> Read<T>(string of) =>
        (await (await Send(HttpMethod.Get, of)).Content.ReadFromJsonAsync<T>(TestContext.Current.CancellationToken))!;

    private async Task<HttpResponseMessage> Send(HttpMethod method, string of)
    {
        using var asked = new HttpRequestMessage(method, new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/counting{of}"));
        if (method == HttpMethod.Post) asked.Content = JsonContent.Create(new { });
        return (await Http.SendAsync(asked, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }
}

public sealed class BulkOnSqlite() : BulkTests(Store.Sqlite);

public sealed class BulkOnPostgres() : BulkTests(Store.Postgres);
