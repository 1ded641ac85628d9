using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>64 copies of one signed request at once: one effect, and the same answer to all (docs/ledger.md, invariant 15).</summary>
public abstract class CopiesTests(Store store) : FlowTests(store)
{
    private const int Copies = 64;

    [Fact]
    public async Task Of_a_purchase()
    {
        await flow.GivenMembers("buyer", "seller");
        await Same("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 10_00, payMethod = Flow.Scan(10_00) });
    }

    [Fact]
    public async Task Of_a_purchase_that_is_paid_at_once()
    {
        await flow.GivenMembers("buyer", "seller");
        var paid = await Same("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 10_00, fee = 1_00, payMethod = Flow.Code(10_00) });
        Assert.Equal("success", paid.Text("payStatus"));
        await flow.ThenBalances("""
            seller    9.00
            platform  1.00
            """);
    }

    [Fact]
    public async Task Of_a_confirmation_paid_from_the_balance()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
        await Confirmed(flow.Balance(30_00), 30_00);
        await flow.ThenBalances("""
            buyer   70.00
            seller  30.00
            """);
    }

    [Fact]
    public async Task Of_a_confirmation_that_asks_a_bank()
    {
        await flow.GivenMembers("buyer", "seller");
        await Confirmed(await flow.QuickPay("buyer", 30_00), 30_00);
        await flow.ThenBalances("seller  30.00");
    }

    [Fact]
    public async Task Of_a_withdrawal()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        var paid = await Same("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
        Assert.Equal("success", paid.Text("payStatus"));
        await flow.ThenBalances("""
            seller    70.00
            platform   1.00
            """);
    }

    [Fact]
    public async Task Of_the_confirmation_of_a_withdrawal()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 1 });
        await SameConfirmation("seller", order);
        await flow.ThenBalances("seller  70.00");
    }

    [Fact]
    public async Task Of_a_refund()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenFunds("100001", 100_00);
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 30_00, payMethod = Flow.Scan(30_00) });
        await flow.WhenChannelPays(order);
        await Same("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 10_00 });
        await flow.ThenBalances("seller  20.00");
    }

    [Fact]
    public async Task Of_a_freeze()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        await Same("freezeMoney", new { bizUserId = "seller", amount = 30_00 }, "bizFreezenNo");
        await flow.ThenBalances("""
            seller         100.00
            seller/frozen   30.00
            """);
    }

    [Fact]
    public async Task Of_an_unfreeze_which_has_no_number_of_its_own()
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        var number = (await flow.When("freezeMoney", new { bizUserId = "seller", amount = 90_00 })).Text("bizFreezenNo");
        await Same("unfreezeMoney", new { bizUserId = "seller", bizFreezenNo = number, amount = 1_00 }, "bizFreezenNo");
        await flow.ThenBalances("seller/frozen  89.00");
        // Another request for as much is another part.
        await flow.When("unfreezeMoney", new { bizUserId = "seller", bizFreezenNo = number, amount = 1_00 });
        await flow.ThenBalances("seller/frozen  88.00");
    }

    private async Task Confirmed(object payMethod, long amount) =>
        await SameConfirmation("buyer",
            await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount, payMethod }));

    private async Task SameConfirmation(string bizUserId, Tsy2Reply order)
    {
        var paid = await Same("pay", new { bizUserId, bizOrderNo = order.BizOrderNo,
            verificationCode = await flow.Sms(flow.Who(bizUserId).Phone) }, "bizOrderNo");
        Assert.Equal("success", paid.Text("payStatus"));
    }

    private async Task<Tsy2Reply> Same(string method, object param, string number = "orderNo")
    {
        var answers = await flow.Client.CallMany(Copies, await flow.Sign(method, param));
        Assert.All(answers, a => Assert.True(a.Ok, a.Body));
        Assert.Single(answers.Select(a => a.SignedValue).Distinct());
        Assert.NotEmpty(answers[0].Text(number)!);
        return answers[0];
    }
}

public sealed class CopiesOnSqlite() : CopiesTests(Store.Sqlite);

public sealed class CopiesOnPostgres() : CopiesTests(Store.Postgres);
