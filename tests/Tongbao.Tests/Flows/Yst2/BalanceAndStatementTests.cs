using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>账户余额 (1023) and 账户明细 (3004) of members and of the platform.</summary>
public sealed class BalanceAndStatementTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#15", "7.3#2", "7.3#4")]
    public async Task A_member_and_the_platform_have_one_account_each_and_every_name_for_it_means_it(Store store)
    {
        await using var house = await FundedHouse.OnSharedServer(store);
        await house.GivenMember("A", 12_34);
        foreach (var acctType in new[] { "08", "8", "01", "1", "" })
        {
            var found = await house.Door.Call("1023", new { signNum = "A", acctType });
            Assert.Matches("^[0-9]{17,20}$", found.Text("balanceDetail[0].acctNum"));
            Assert.Equal(("08", "1234", "1234", "0", "0", null), (found.Text("balanceDetail[0].acctType"),
                found.Text("balanceDetail[0].totalAmt"), found.Text("balanceDetail[0].availableAmt"),
                found.Text("balanceDetail[0].transitAmt"), found.Text("balanceDetail[0].yesAmt"), found.Text("balanceDetail[1]")));
        }
        Assert.Equal("[]", (await house.Door.Call("1023", new { signNum = "A", acctType = "02" })).Value
            .GetProperty("balanceDetail").GetString());
        foreach (var platform in new[] { Yst2Flow.Platform, "yunBizUserId_B2C" })
            Assert.Equal("0", (await house.Door.Call("1023", new { signNum = platform })).Text("balanceDetail[0].totalAmt"));
        await house.Door.Call("1023", new { signNum = "B" }, "20001");
    }

    [Fact, Holds("7.5.2.2#9")]
    public async Task Who_is_not_verified_yet_has_no_account()
    {
        await using var house = await FundedHouse.OnSharedServer(Store.Sqlite);
        await house.GivenStranger("A");
        await house.Door.Call("1023", new { signNum = "A" }, "20002");
        await house.Door.Call("3004", new { signNum = "A", acctType = "08" }, "20002");
    }

    [Fact]
    public async Task What_stood_at_midnight_is_told_beside_what_stands_now()
    {
        await using var house = await FundedHouse.OnOwnServer(Store.Sqlite);
        var seller = await house.GivenMember("A", 12_34);
        await house.Moves("P1D");
        var asked = Json.Object(house.Withdrawal(seller, 2_34));
        await house.Door.Call("2290", asked, "66666");
        await house.Door.Receiver.WaitFor((string)asked["reqTraceNum"]!);
        var found = await house.Door.Call("1023", new { signNum = "A" });
        Assert.Equal(("1000", "1234"), (found.Text("balanceDetail[0].totalAmt"), found.Text("balanceDetail[0].yesAmt")));
    }

    [Fact]
    public async Task Lines_are_found_by_page_by_kind_by_number_and_by_time()
    {
        await using var house = await FundedHouse.OnSharedServer(Store.Sqlite);
        var seller = await house.GivenMember("A", 30_00);
        var first = Json.Object(house.Withdrawal(seller, 5_00, 1_00));
        var number = (await house.Door.Call("2290", first, "66666")).Text("respTraceNum");
        await house.Door.Receiver.WaitFor((string)first["reqTraceNum"]!);
        await house.Door.Call("2290", house.Withdrawal(seller, 7_00), "66666");

        Assert.Equal(("4", "-700", "2500", "1800"), await Asked(new { }));
        Assert.Equal(("4", "-100", "2600", "2500"), await Asked(new { qryStart = "2", qryCount = "1" }));
        Assert.Equal(("3", "-700", "2500", "1800"), await Asked(new { qryTransCode = "2290" }));
        Assert.Equal(("2", "-100", "2600", "2500"), await Asked(new { respTraceNum = number }));
        Assert.Equal(("0", null, null, null), await Asked(new { endTime = "2020-01-01 00:00:00" }));
        Assert.Equal(("0", null, null, null), await Asked(new { acctType = "02" }));
        foreach (var wrong in new object[] { new { qryStart = "0" }, new { qryCount = "0" }, new { qryCount = "101" } })
            await house.Door.Call("3004", Yst2Flow.With(new { signNum = "A", acctType = "08" }, wrong), "10002");

        async Task<(string?, string?, string?, string?)> Asked(object changes)
        {
            var found = await house.Door.Call("3004", Yst2Flow.With(new { signNum = "A", acctType = "08" }, changes));
            return (found.Text("totalCount"), found.Text("acctDetails[0].txAviAmt"), found.Text("acctDetails[0].preAviAmt"),
                found.Text("acctDetails[0].afterAviAmt"));
        }
    }
}
