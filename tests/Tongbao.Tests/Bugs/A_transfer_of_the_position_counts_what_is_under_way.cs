using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>平台头寸调拨 looked at what stood at 华通 alone: two transfers together took more than was there.</summary>
public abstract class A_transfer_of_the_position_counts_what_is_under_way(Store store) : FlowTests(store)
{
    [Fact]
    public async Task Until_it_is_known_what_became_of_it()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.GivenFunds("HTBANK", 500_00);
        foreach (var method in new[] { "TRANSFER_HTBANK", "WITHDRAW_HTBANK" })
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = method }, [new { result = "pending" }], times: 9);

        var first = await flow.When("withdrawApply", QueryBankBalanceTests.Transfer(300_00));
        await ThenOnly(200_00);
        var paidOut = await flow.When("withdrawApply",
            new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0,
            payMethod = new { WITHDRAW_HTBANK =
            new { subAcctNo = "1", PAYEE_ACCT_NO = "1", PAYEE_ACCT_NAME = "王小明", AMOUNT = "3000", SIGNED_MSG_MER = "s" } } });
        await ThenOnly(171_00);
        await flow.WhenBankReturns(first);
        await ThenOnly(471_00);
        await flow.WhenBankPaysOut(paidOut);
        await ThenOnly(471_00);
        var all = await flow.When("withdrawApply", QueryBankBalanceTests.Transfer(471_00));
        await ThenOnly(0);
        await flow.WhenBankPaysOut(all);
        await ThenOnly(0);
    }

    /// <summary>So much is there to be moved, and not a fen more.</summary>
    private Task ThenOnly(long amount) => flow.WhenRefused("40014", "withdrawApply", QueryBankBalanceTests.Transfer(amount + 1));
}

public sealed class A_transfer_of_the_position_counts_what_is_under_way_on_sqlite()
    : A_transfer_of_the_position_counts_what_is_under_way(Store.Sqlite);

public sealed class A_transfer_of_the_position_counts_what_is_under_way_on_postgres()
    : A_transfer_of_the_position_counts_what_is_under_way(Store.Postgres);
