namespace Tongbao.Tests.Flows;

/// <summary>跨境提现申请 (通商云 4.2.23).</summary>
public abstract class CrossBorderWithdrawApplyTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.23#1", "4.2.23#5", "4.2.23#9", "4.2.23#10")]
    public async Task It_pays_the_reserve_account_of_the_fund_member_whose_own_money_is_untouched()
    {
        await GivenSellerAndFund();
        var order = await Apply(new { fee = 1_00, summary = "FEE101961" });
        Assert.False(order.Has("payStatus"));                   // confirmed by SMS where nothing else is said
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.Pay(order);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("""
            seller    70.00
            fund      50.00
            platform   1.00
            """);
        var told = (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetProperty("order");
        Assert.Equal(("crossBorderWithdrawal", "WITHDRAW_TLT"),
            (told.GetProperty("kind").GetString(), told.GetProperty("legs")[0].GetProperty("payMethod").GetString()));
    }

    [Fact]
    [Holds("4.2.23#11")]
    public async Task Its_success_and_its_failure_are_told()
    {
        flow = await OnOwnServer();
        await GivenSellerAndFund();
        var paid = await Apply(new { validateType = 0 });
        Assert.Equal(("success", "seller"), (paid.Text("payStatus"), paid.Text("bizUserId")));
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = "fail", message = "渠道拒绝" }]);
        var failed = await Apply(new { validateType = 0, amount = 20_00 });
        Assert.Equal(("fail", "渠道拒绝"), (failed.Text("payStatus"), failed.Text("payFailMessage")));
        await flow.Advance("PT5S");
        Assert.Equal("OK", Assert.Single(await flow.Receiver.WaitFor(paid.BizOrderNo)).Status);
        Assert.Equal("error", Assert.Single(await flow.Receiver.WaitFor(failed.BizOrderNo)).Status);
        await flow.ThenBalances("seller  70.00");
    }

    [Theory]
    [InlineData("WITHDRAW_TLT", """{"payTypeName":"withdraw_tlt"}""")]
    [InlineData("WITHDRAW_JFB", """{"amount":3000}""")]
    [InlineData("WITHDRAW_HTBANK",
        """{"subAcctNo":"1","PAYEE_ACCT_NO":"1","PAYEE_ACCT_NAME":"备付金","AMOUNT":"3000","SIGNED_MSG_MER":"s"}""")]
    [Holds("4.2.23#3")]
    public async Task By_every_payout_channel_that_the_app_has_opened(string method, string fields)
    {
        await GivenSellerAndFund();
        await flow.ChangeSettings(new { payMethods = new[] { method } });
        var way = new System.Text.Json.Nodes.JsonObject { [method] = System.Text.Json.Nodes.JsonNode.Parse(fields) };
        var paid = await Apply(new { validateType = 0, payMethod = way });
        Assert.Equal("success", paid.Text("payStatus"));
        await flow.WhenRefused("40025", "crossBorderWithdrawApply", Json.Merge(await Good(), new { payMethod = Shandong }));
        await flow.ChangeSettings(new { payMethods = new[] { "WITHDRAW_SD" } });
        await flow.Pay(await Apply(new { payMethod = Shandong }));
        await flow.ThenBalances("seller  40.00");
    }

    private static readonly object Shandong =
        new { WITHDRAW_SD = new { amount = 30_00, unionBank = "102100099996", bankName = "济南支行", province = "山东", city = "济南" } };

    [Fact]
    [Holds("4.2.23#2", "4.2.23#4", "4.2.23#7", "4.2.23#8")]
    public async Task Refusals_in_order_of_precedence()
    {
        await GivenSellerAndFund();
        await flow.GivenMembers("person", "lockedSeller");
        await flow.When("lockMember", new { bizUserId = "lockedSeller" });
        await flow.GivenStranger("phoneless");
        await flow.GivenCompany("notListed");
        await flow.GivenUnreviewedCompany("unreviewed");
        await flow.ChangeSettings(new { crossBorderMembers = new[] { "fund", "person", "unreviewed", "seller", "nobody" } });
        await flow.ThenRefusedInThisOrder("crossBorderWithdrawApply", await Good(),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "lockedSeller" }),
            ("30021", new { bizUserId = "phoneless" }),
            ("30018", new { bizUserId = "seller", accountSetNo = "100001" }),
            ("40015", new { crossBorderbizUserId = "seller", accountSetNo = flow.CustodySet }),
            ("30001", new { crossBorderbizUserId = "nobody" }),
            ("40015", new { crossBorderbizUserId = "notListed" }),
            ("30006", new { crossBorderbizUserId = "person" }),
            ("30050", new { crossBorderbizUserId = "unreviewed" }),
            ("10000", new { crossBorderbizUserId = "fund", summary = "货款" }),
            ("40020", new { summary = "FEE1", amount = 0 }),
            ("40016", new { amount = 30_00, fee = 31_00 }),
            ("40025", new { fee = 0, payMethod = Flow.Scan(30_00) }),
            ("40042", new { amount = 30_00, payMethod = new { WITHDRAW_JFB = new { amount = 30_00 } }, withdrawType = "D0customized" }),
            ("30045", new { payMethod = (object?)null, withdrawType = "D0", bankCardNo = await flow.Encrypt(flow.Who("seller").CardNo) }),
            ("40027", new { bankCardNo = await flow.Encrypt(flow.Who("fund").CardNo), amount = 30_00, payMethod = Shandong,
                validateType = 0 }),
            ("40014", new { payMethod = (object?)null, validateType = 1, amount = 100_01 }));
    }

    [Fact]
    public async Task The_same_number_with_the_same_content_pays_once()
    {
        await GivenSellerAndFund();
        var good = Json.Merge(await Good(), new { bizOrderNo = Flow.Fresh("B"), validateType = 0 });
        var first = await flow.When("crossBorderWithdrawApply", good);
        Assert.Equal(first.SignedValue, (await flow.When("crossBorderWithdrawApply", good)).SignedValue);
        await flow.WhenRefused("40017", "crossBorderWithdrawApply", Json.Merge(good, new { amount = 20_00 }));
        await flow.ThenBalances("seller  70.00");
    }

    private async Task GivenSellerAndFund()
    {
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.GivenCompany("fund");
        await flow.GivenDeposit("fund", 50_00);
        await flow.ChangeSettings(new { crossBorderMembers = new[] { "fund" } });
    }

    private async Task<object> Good() =>
        new { bizUserId = "seller", amount = 30_00, crossBorderbizUserId = "fund", bankCardPro = 1,
        bankCardNo = await flow.Encrypt(flow.Who("fund").CardNo) };

    private async Task<Tsy2Reply> Apply(object more) => await flow.When("crossBorderWithdrawApply", Json.Merge(await Good(), more));
}

public sealed class CrossBorderWithdrawApplyOnSqlite() : CrossBorderWithdrawApplyTests(Store.Sqlite);

public sealed class CrossBorderWithdrawApplyOnPostgres() : CrossBorderWithdrawApplyTests(Store.Postgres);
