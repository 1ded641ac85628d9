namespace Tongbao.Tests.Flows.Yst2;

/// <summary>`kill -9` in the middle of a settlement and of a refund with two parts: each is done once, and whole.</summary>
public sealed class CrashTests
{
    private static readonly object Daily = new { clearTimeRule = "D+1", channelFeeRate = 0.006 };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_settlement_that_breaks_off_goes_on_and_settles_no_order_twice(Store store)
    {
        const int orders = 160;
        await using var flow = await Yst2Flow.OnOwnServer(store, Daily);
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        await Task.WhenAll(Enumerable.Range(0, orders).Select(_ => flow.GivenPaid("A", 100_00)));
        var moved = flow.MoveTo(1, "09:00:00").ContinueWith(_ => { }, TaskScheduler.Default);
        // As soon as something is settled, and before all is, where the machine is not too quick for that.
        while (await flow.Figures("A") == "0/0" && !moved.IsCompleted) await Task.Delay(1, TestContext.Current.CancellationToken);
        await flow.Server.Kill();
        await moved;
        await flow.Server.Start();
        await flow.Sandbox.Advance("PT24H");
        Assert.Equal($"0/{orders * 99_40}", await flow.Figures("A"));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_refund_of_two_parts_is_finished_after_the_crash_and_its_repeat_books_nothing(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store, Daily);
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        await flow.GivenPerson("B", phone: true);
        await flow.GivenAgreed("A", new { couponWay = "1", couponRate = "5.00", sepMemBusCode = "B", sepMemName = "李四", sepRate = "10.00" }, "B");
        var no = await flow.GivenPaid("A", 100_00);
        await flow.MoveTo(1, "10:00:00");
        Assert.EndsWith("|1|交易成功", await flow.WhenSplit("F", $"R1|{no}|500|B,1000,|"));
        var asked = Json.Object(new
        {
            reqTraceNum = Yst2Flow.Serial(), orgRespTraceNum = no, orderAmount = 100_00, summary = "退",
            sepRefundInfo = new
            {
                signNum = "A", cnlRefundAmount = 100_00, orderAmount = 99_40, couponAmount = 5_00,
                sepDetail = new object[] { new { signNum = "B", amount = 10_00 } },
            },
        });
        var asking = flow.When("2294", asked).ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.Delay(Random.Shared.Next(0, 60), TestContext.Current.CancellationToken);
        await flow.Server.Kill();
        await asking;
        await flow.Server.Start();
        // Whether or not it was taken before the crash, it is now, and once.
        var again = await flow.When("2294", asked);
        Assert.True(again.Code is "66666" or "00000", again.Body);
        await flow.Sandbox.Advance("PT2H");
        Assert.Equal("1", (await flow.Call("2294", asked)).Text("result"));
        Assert.Equal(("0/0", "0/0", "0/0"), (await flow.Figures("A"), await flow.Figures("B"), await flow.Figures(Yst2Flow.Platform)));
        await flow.CloseTheDay();
    }
}
