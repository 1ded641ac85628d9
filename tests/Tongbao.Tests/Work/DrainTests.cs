using Tongbao.Core.Platform;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>SIGTERM drains: what was accepted is answered, what was answered is booked, and the store is left in order.</summary>
public abstract class DrainTests(Store store) : FlowTests(store)
{
    private const int Payers = 16, EnoughBefore = 100;

    public override async ValueTask InitializeAsync() => flow = await OnOwnServer(new { dailyOrderLimit = 0 });

    [Fact]
    public async Task Every_request_is_answered_wholly_or_not_taken_and_every_answer_is_booked()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 10_000_00);
        var (answered, enough) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var paying = Enumerable.Range(0, Payers).Select(async _ =>
        {
            while (true)
            {
                Tsy2Reply reply;
                try
                {
                    reply = await flow.Client.Call("OrderService", "freezeMoney",
                        new { bizUserId = "buyer", bizFreezenNo = Flow.Fresh("F"), accountSetNo = flow.CustodySet, amount = 1 });
                }
                // not taken any more
                catch (Exception closed) when (closed is HttpRequestException or InvalidOperationException) { return; }
                if (!reply.Ok)
                {
                    Assert.Equal("9200", reply.ErrorCode);
                    return;
                }
                if (Interlocked.Increment(ref answered) == EnoughBefore) enough.SetResult();
            }
        }).ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await flow.Server.Stop();
        await Task.WhenAll(paying);
        Assert.Equal(0, (await flow.Server.Cli("verify")).ExitCode);
        await flow.Server.Start();
        Assert.Equal(answered, await flow.BalanceOf("buyer/frozen"));
    }
}

public sealed class DrainOnSqlite() : DrainTests(Store.Sqlite);

public sealed class DrainOnPostgres() : DrainTests(Store.Postgres);
