using Npgsql;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>Two servers on one PostgreSQL, of which one is killed: the other goes on with everything, at once.</summary>
[Trait(Soak.Trait, Soak.Yes)]
public sealed class TwoServersTests() : FlowTests(Store.Postgres)
{
    private const int Writers = 16;
    private ServerProcess second = null!;

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        second = await flow.SecondServer();
    }

    [Fact]
    public async Task What_one_answered_before_it_was_killed_the_other_has_and_what_it_did_not_answer_the_other_does()
    {
        var trading = await Trading.Open(flow);
        foreach (var _ in Soak.Rounds(few: 2, many: 25))
        {
            var onFirst = trading.Run(Writers, dealsEach: 20);
            var onSecond = trading.Run(Writers, server: second);
            await trading.After(Random.Shared.Next(50, 150));
            await second.Kill();
            await onSecond;
            await trading.Retry();
            await onFirst;
            await trading.Retry();
            await trading.MustBalance();
            await second.Start();
            Soak.Note("kills beside another server");
        }
        await trading.MustBeBooked();
        await flow.ThenVerifies();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_job_of_a_day_that_a_killed_server_had_begun_is_done_by_the_other_without_waiting_for_its_lease()
    {
        await flow.GivenMembers("seller");
        // Made at noon, the order is too young for the next night, and old enough for the one after.
        await flow.Freeze();
        var now = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        await flow.At($"{now.AddDays(1):yyyy-MM-dd}T12:00:00+08:00");
        var order = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        await flow.Advance("PT25H");
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await using (var database = new NpgsqlConnection(flow.Server.Place.Postgres))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var market = await database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            // Nobody can write this market now, so that the job stands still in the middle of its day.
            await Ask(database, $"SELECT groups FROM writers WHERE app = '{flow.App.Id}' FOR UPDATE");
            var moving = Moving(second.Sandbox.Advance("PT24H"));
            await Until(async () => await Ask(database, "SELECT count(*) FROM job_days WHERE body::json ->> 'holder' IS NOT NULL") is 1L);
            await second.Kill();
            await moving;
        }
        // Nobody does anything more: the other server finds that the job's holder has ended.
        await Until(async () => (await flow.Detail(order)).Number("orderStatus") == (long)OrderStatus.Closed);
        await second.DisposeAsync();
    }

    private static async Task Moving(Task clock)
    {
        try { await clock; }
        catch (HttpRequestException) { }    // its server is killed meanwhile
    }

    private static async Task<object?> Ask(NpgsqlConnection database, string sql)
    {
        await using var command = new NpgsqlCommand(sql, database);
        return await command.ExecuteScalarAsync();
    }

    private static async Task Until(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await reached()) await again.WaitForNextTickAsync(patience.Token);
    }
}
