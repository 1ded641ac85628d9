using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// It counted as a try of the schedule and moved the next one; it could use up the last of them, and one that failed began them again after
/// a success.
/// </summary>
public abstract class A_redelivery_by_hand_changes_nothing_of_the_schedule(Store store) : BugTests(store)
{
    [Fact]
    public async Task It_is_one_try_beside_those_that_are_planned()
    {
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken);
        var order = await APaidPurchase();
        var planned = (await Notice(order)).NextAt;
        for (var n = 1; n <= 4; n++) await Redeliver(order, come: 1 + n);
        Assert.Equal(("waiting", planned), ((await Notice(order)).State, (await Notice(order)).NextAt));
        foreach (var (gap, tries) in new[] { ("PT9M", 1), ("PT1M", 2), ("PT1H", 3), ("PT6H", 4), ("PT24H", 4) })
        {
            await flow.Advance(gap);
            Assert.Equal((tries, 4), ((await Notice(order)).Attempts.Count(a => !a.ByHand), (await Notice(order))
                .Attempts.Count(a => a.ByHand)));
        }
        Assert.Equal("exhausted", (await Notice(order)).State);
        await Redeliver(order, come: 9);
        Assert.Equal("exhausted", (await Notice(order)).State);
    }

    [Fact]
    public async Task One_that_succeeds_ends_it_and_what_fails_afterwards_begins_nothing()
    {
        flow.Receiver.Answer("/notices", NoticeAnswer.Broken, NoticeAnswer.Ok, NoticeAnswer.Broken);
        var order = await APaidPurchase();
        await Redeliver(order, come: 2);
        Assert.Equal(("delivered", null), ((await Notice(order)).State, (await Notice(order)).NextAt));
        await Redeliver(order, come: 3);
        await flow.Advance("PT24H");
        Assert.Equal(("delivered", null), ((await Notice(order)).State, (await Notice(order)).NextAt));
        Assert.Equal([500, 200, 500], (await Notice(order)).Attempts.Select(a => a.HttpStatus));
    }

    /// <summary>Its notice was tried once.</summary>
    private async Task<Tsy2Reply> APaidPurchase()
    {
        var order = await Purchase(Flow.Scan(100_00));
        await flow.WhenChannelPays(order);
        await flow.Advance("PT5S");
        Assert.Single((await Notice(order)).Attempts);
        return order;
    }

    private async Task Redeliver(Tsy2Reply order, int come)
    {
        await flow.Sandbox.Redeliver(flow.App.Id, (await Notice(order)).Id);
        await flow.Receiver.WaitFor(order.BizOrderNo, come);
        // Moving the clock waits for what is being delivered.
        await flow.Advance("PT0.001S");
    }

    private async Task<SandboxNotice> Notice(Tsy2Reply order) => Assert.Single(await flow.Notices(order));
}

public sealed class A_redelivery_by_hand_changes_nothing_of_the_schedule_on_sqlite()
    : A_redelivery_by_hand_changes_nothing_of_the_schedule(Store.Sqlite);

public sealed class A_redelivery_by_hand_changes_nothing_of_the_schedule_on_postgres()
    : A_redelivery_by_hand_changes_nothing_of_the_schedule(Store.Postgres);
