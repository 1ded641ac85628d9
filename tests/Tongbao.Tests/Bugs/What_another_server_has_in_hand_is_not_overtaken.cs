using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Of several things due, one was in another server's hands, and what should come after it was done first: a reversal was heard before its
/// payment, an order was closed though it had been paid in time.
/// </summary>
public sealed class What_another_server_has_in_hand_is_not_overtaken() : BugTests(Store.Postgres)
{
    /// <summary>As many writes as the wrong thing would have taken.</summary>
    private const int Enough = 5;

    public static readonly TheoryData<string, string, OrderStatus, int, string> Cases = new()
    {
        { "PT10M", "PT20M", OrderStatus.Failed, 2, "its reversal" },
        { "PT24H1M", "P9D", OrderStatus.Paid, 1, "the close of the day" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_payment_by(string paid, string reversed, OrderStatus then, int told, string _)
    {
        await using var other = await OtherServer.Beside(flow.Server);
        var day = (await flow.Sandbox.Clock()).Now.AddDays(1);
        await flow.At($"{day:yyyy-MM-dd}T00:28:00+08:00");
        await Scenario("SCAN_WEIXIN", new { result = "pending" }, new { after = paid, result = "success" },
            new { after = reversed, result = "reversed" });
        var order = await Purchase(Flow.Scan(100_00));
        var payment = (string)(await other.Ask($"SELECT key FROM work WHERE app = '{flow.App.Id}' AND key LIKE 'simulate:%/success/%'"))!;
        await other.Take(flow.App.Id, payment);
        // More than a day later, half an hour past midnight, all of it is due at once.
        await other.SetClock(new DateTimeOffset(day.Date, TimeSpan.FromHours(8)).AddDays(1).AddMinutes(31));
        await other.LetThrough(flow.App.Id, Enough);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);

        await other.Leave(flow.App.Id, payment);
        await OtherServer.Until(async () => (await flow.Notices(order)).Length == told);
        await flow.ThenOrderIs(then, order);
        await flow.ThenBalances("platform:100005   0.00");
    }

    [Fact]
    public async Task What_it_took_over_stays_in_its_hands_when_the_first_is_done()
    {
        await using var other = await OtherServer.Beside(flow.Server);
        var move = await UnderWay.Begin(flow, flow.Server);
        var notice = (string)(await other.Ask($"SELECT key FROM leases WHERE app = '{flow.App.Id}'"))!;
        await other.Take(flow.App.Id, notice);
        await move.Ended();
        Assert.Equal(notice, await other.Ask($"SELECT key FROM leases WHERE app = '{flow.App.Id}'"));
    }
}
