namespace Tongbao.Tests.Flows;

/// <summary>冻结金额, and 解冻金额 (通商云 4.2.13, 4.2.14).</summary>
public abstract class FreezeMoneyTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.13#1", "4.2.18#1")]
    public async Task Frozen_money_stays_the_members_and_cannot_be_spent()
    {
        await GivenBuyerWith(100_00);
        var frozen = await flow.When("freezeMoney", new { bizUserId = "buyer", amount = 80_00 });
        Assert.Equal(80_00, frozen.Number("amount"));
        await flow.ThenBalances("""
            buyer         100.00
            buyer/frozen   80.00
            """);
        await flow.WhenRefused("40014", "withdrawApply", new { bizUserId = "buyer", amount = 20_01 });
        await flow.When("withdrawApply", new { bizUserId = "buyer", amount = 20_00, validateType = 0 });
        await flow.ThenBalances("buyer  80.00");
    }

    [Fact]
    [Holds("4.2.14#1")]
    public async Task A_freeze_is_lifted_in_parts_and_never_by_more_than_is_left()
    {
        await GivenBuyerWith(100_00);
        var number = (await flow.When("freezeMoney", new { bizUserId = "buyer", amount = 80_00 })).Text("bizFreezenNo");
        await flow.When("unfreezeMoney", new { bizUserId = "buyer", bizFreezenNo = number, amount = 30_00 });
        await flow.ThenBalances("buyer/frozen  50.00");
        await flow.WhenRefused("50003", "unfreezeMoney", new { bizUserId = "buyer", bizFreezenNo = number, amount = 50_01 });
        await flow.When("unfreezeMoney", new { bizUserId = "buyer", bizFreezenNo = number, amount = 50_00 });
        await flow.ThenBalances("""
            buyer         100.00
            buyer/frozen    0.00
            """);
    }

    [Fact]
    public async Task The_same_freeze_sent_again_gets_the_first_answer()
    {
        await GivenBuyerWith(100_00);
        var freeze = new { bizUserId = "buyer", bizFreezenNo = Flow.Fresh("F"), amount = 60_00 };
        var first = await flow.When("freezeMoney", freeze);
        Assert.Equal(first.SignedValue, (await flow.When("freezeMoney", freeze)).SignedValue);
        await flow.ThenBalances("buyer/frozen  60.00");
        await flow.WhenRefused("40017", "freezeMoney", Json.Merge(freeze, new { amount = 30_00 }));
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await GivenBuyerWith(100_00);
        await flow.GivenMember("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("freezeMoney", new { bizUserId = "buyer", amount = 100_00 },
            ("10001", new { bizFreezenNo = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("40020", new { amount = 0 }),
            ("50001", new { amount = 100_01 }));
    }

    [Fact]
    public async Task Only_what_was_frozen_under_a_number_is_unfrozen_under_it()
    {
        await GivenBuyerWith(100_00);
        await flow.GivenMember("other");
        var number = (await flow.When("freezeMoney", new { bizUserId = "buyer", amount = 80_00 })).Text("bizFreezenNo");
        await flow.ThenRefused("unfreezeMoney", new { bizUserId = "buyer", bizFreezenNo = number, amount = 80_00 },
            ("30001", new { bizUserId = "nobody" }),
            ("50004", new { bizFreezenNo = "no-such-freeze" }),
            ("50004", new { bizUserId = "other" }),
            ("50003", new { amount = 80_01 }));
    }

    private async Task GivenBuyerWith(long amount)
    {
        await flow.GivenMember("buyer");
        await flow.GivenDeposit("buyer", amount);
    }
}

public sealed class FreezeMoneyOnSqlite() : FreezeMoneyTests(Store.Sqlite);

public sealed class FreezeMoneyOnPostgres() : FreezeMoneyTests(Store.Postgres);
