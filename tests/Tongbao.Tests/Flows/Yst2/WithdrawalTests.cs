using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>提现 (2290): available money to a card of the member's own, with the platform's commission inside the amount.</summary>
public sealed class WithdrawalTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#19", "7.3#9", "7.4#11", "7.4#12", "7.4#13", "7.4#14", "7.5.8#5")]
    public async Task The_commission_is_inside_the_amount_and_comes_to_the_platform_when_the_bank_has_paid(Store store)
    {
        await using var house = await FundedHouse.OnSharedServer(store);
        var seller = await house.GivenMember("A", 84_40);
        await house.Door.Sandbox.Scenario(house.Door.App.Id, new { bizUserId = "A" }, [new { result = "pending" }]);
        var asked = Json.Object(house.Withdrawal(seller, 20_00, 5_00));
        var taken = await house.Door.Call("2290", asked, "66666");
        Assert.Equal(("0", (string?)asked["reqTraceNum"]), (taken.Text("result"), taken.Text("reqTraceNum")));
        Assert.Matches("^[0-9]{14}22900[0-9]{7}$", taken.Text("respTraceNum"));
        await house.ThenStands("""
            A         64.40  0.00
            platform  0.00   0.00
            """);

        await house.Door.Sandbox.Payout(house.Door.App.Id, (string)asked["reqTraceNum"]!, "success");
        var told = Assert.Single(await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!));
        Assert.Equal(("2290", "1", "2000", taken.Text("respTraceNum")),
            (told.TransCode, told.Text("result"), told.Text("orderAmount"), told.Text("respTraceNum")));
        await house.ThenStands("""
            A         64.40  0.00
            platform  5.00   0.00
            """);
        await house.ThenLines("A", "平台抽佣 -500 0 6440 0", "提现 -1500 0 6940 0", "其他 8440 0 8440 0");
        await house.ThenLines(Yst2Flow.Platform, "平台抽佣 500 0 500 0");

        var again = await house.Door.Call("2290", asked);
        Assert.Equal(("1", taken.Text("respTraceNum")), (again.Text("result"), again.Text("respTraceNum")));
        await house.Door.Call("2290", Yst2Flow.With(asked, new { orderAmount = 20_01 }), "10006");
    }

    [Fact, Holds("7.4#13")]
    public async Task A_payout_that_fails_gives_everything_back_and_is_told()
    {
        await using var house = await FundedHouse.OnSharedServer(Store.Sqlite);
        var seller = await house.GivenMember("A", 30_00);
        await house.Door.Sandbox.Scenario(house.Door.App.Id, new { bizUserId = "A" }, [new { result = "fail", message = "账户已销户" }]);
        var asked = Json.Object(house.Withdrawal(seller, 20_00, 5_00));
        await house.Door.Call("2290", asked, "66666");
        var told = Assert.Single(await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!));
        Assert.Equal("2", told.Text("result"));
        await house.ThenStands("""
            A         30.00  0.00
            platform  0.00   0.00
            """);
        await house.ThenLines("A", "提现退回 500 0 3000 0", "提现退回 1500 0 2500 0", "平台抽佣 -500 0 1000 0", "提现 -1500 0 1500 0",
            "其他 3000 0 3000 0");
    }

    [Fact]
    public async Task What_the_bank_sends_back_after_success_comes_back_with_its_commission_and_is_told_again()
    {
        await using var house = await FundedHouse.OnOwnServer(Store.Sqlite);
        var seller = await house.GivenMember("A", 30_00);
        var asked = Json.Object(house.Withdrawal(seller, 20_00, 5_00));
        await house.Door.Call("2290", asked, "66666");
        await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!);
        await house.Moves("P3D");
        await house.Door.Sandbox.Payout(house.Door.App.Id, (string)asked["reqTraceNum"]!, "fail", "no such account");
        var told = await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!, 2);
        Assert.Equal(["1", "2"], told.Select(n => n.Text("result")));
        await house.ThenStands("""
            A         30.00  0.00
            platform  0.00   0.00
            """);
    }

    [Fact, Holds("7.5.8#4", "7.5.8#7")]
    public async Task Refusals_in_their_order_change_nothing()
    {
        await using var house = await FundedHouse.OnSharedServer(Store.Sqlite);
        var seller = await house.GivenMember("A", 10_00);
        var other = await house.GivenMember("B", 0);
        await house.GivenStranger("nobody-yet");
        var asked = Json.Object(house.Withdrawal(seller, 10_00));
        foreach (var (code, changes) in new (string, object)[]
        {
            ("10001", new { acctNum = "" }), ("10001", new { signNum = "" }), ("10007", new { summary = "a+b" }),
            ("10007", new { summary = "a b" }), ("33005", new { acctType = "2" }), ("33005", new { acctType = "4" }),
            ("33004", new { couponAmount = 10_00 }), ("20001", new { signNum = "C" }), ("20002", new { signNum = "nobody-yet" }),
            ("20014", new { acctNum = other.CardNo }), ("33003", new { orderAmount = 10_01 }),
        })
            await house.Door.Call("2290", Yst2Flow.With(asked, changes), code);
        await house.ThenStands("A  10.00  0.00");
        await house.Door.Call("2290", Yst2Flow.With(asked, new { acctNum = house.Door.Seal(seller.CardNo), acctType = "01" }), "66666");
        await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!);
        await house.ThenStands("A  0.00  0.00");
    }

    [Theory, Holds("7.5.8#6")]
    [InlineData("06:59:59", "33001"), InlineData("07:00:00", "66666"), InlineData("19:59:59", "66666"), InlineData("20:00:00", "33001")]
    public async Task Withdrawals_have_hours(string time, string code)
    {
        await using var house = await FundedHouse.OnOwnServer(Store.Sqlite, new { });
        var seller = await house.GivenMember("A", 10_00);
        // The server may have been moved by who had it before.
        var tomorrow = (await house.Door.Sandbox.Freeze()).Now.ToOffset(TimeSpan.FromHours(8)).AddDays(1);
        await house.Door.Sandbox.MoveTo($"{tomorrow:yyyy-MM-dd}T{time}+08:00");
        await house.Door.Call("2290", house.Withdrawal(seller, 10_00), code);
    }

    [Fact]
    public async Task The_platform_withdraws_what_it_has()
    {
        await using var house = await FundedHouse.OnSharedServer(Store.Sqlite);
        await house.GivenFunds("100001", 50_00);
        var asked = Json.Object(house.Withdrawal(Person.New(Yst2Flow.Platform), 20_00));
        await house.Door.Call("2290", asked, "66666");
        await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!);
        await house.ThenStands("platform  30.00  0.00");
        await house.Door.Call("2290", house.Withdrawal(Person.New(Yst2Flow.Platform), 30_01), "33003");
    }
}
