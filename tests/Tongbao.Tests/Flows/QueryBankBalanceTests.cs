namespace Tongbao.Tests.Flows;

/// <summary>平台银行存管账户余额查询 (通商云 4.3.5), and 平台头寸调拨 (TRANSFER_HTBANK): what the platform has at 华通.</summary>
public abstract class QueryBankBalanceTests(Store store) : FlowTests(store)
{
    private static readonly object Account = new { acctOrgType = 1, acctNo = "5910000000000001", acctName = "测试商城" };

    [Fact]
    [Holds("4.3.5#1")]
    public async Task What_stands_at_the_bank_is_what_was_brought_there_less_what_was_paid_out_from_there()
    {
        await flow.ChangeSettings(new { bankAccountNo = "5910000000000001" });
        await flow.GivenFunds("HTBANK", 500_00);
        Assert.Equal("""{"acctOrgType":1,"acctNo":"5910000000000001","acctName":"测试商城","balance":50000}""",
            (await flow.When("queryBankBalance", Account)).SignedValue);
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.When("withdrawApply",
            new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0,
            payMethod = new { WITHDRAW_HTBANK =
            new { subAcctNo = "1", PAYEE_ACCT_NO = "1", PAYEE_ACCT_NAME = "王小明", AMOUNT = "3000", SIGNED_MSG_MER = "s" } } });
        Assert.Equal(471_00, (await flow.When("queryBankBalance", Account)).Number("balance"));
    }

    [Fact]
    public async Task An_account_that_nobody_has_is_refused()
    {
        await flow.WhenRefused("50006", "queryBankBalance", new { acctOrgType = 1, acctNo = "1000000000001", acctName = "测试商城" });
        var own = (await flow.Sandbox.ChangeSettings(flow.App.Id, new { })).Settings.GetProperty("bankAccountNo").GetString();
        Assert.Equal(0, (await flow.When("queryBankBalance", new { acctOrgType = 1, acctNo = own, acctName = "测试商城" })).Number("balance"));
        await flow.ChangeSettings(new { bankAccountNo = "5910000000000001" });
        await flow.WhenRefused("50006", "queryBankBalance", new { acctOrgType = 1, acctNo = own, acctName = "测试商城" });
    }

    [Fact]
    public async Task A_sub_account_of_the_platforms_has_what_its_set_has()
    {
        await flow.GivenFunds("2000000", 80_00);
        await flow.GivenMember("seller");
        var marketing = (await flow.When("createBankSubAcctNo",
            new { bizUserId = Flow.Platform, accountSetNo = "2000000", acctOrgType = 1 })).Text("subAcctNo");
        var sellers = (await flow.When("createBankSubAcctNo", new { bizUserId = "seller", accountSetNo = flow.CustodySet, acctOrgType = 1 }))
            .Text("subAcctNo");
        Assert.Equal(80_00, (await flow.When("queryBankBalance", new { acctOrgType = 1, acctNo = marketing, acctName = "测试商城" }))
            .Number("balance"));
        await flow.WhenRefused("50006", "queryBankBalance", new { acctOrgType = 1, acctNo = sellers, acctName = "测试商城" });
    }

    [Fact]
    public async Task A_balance_is_never_below_zero()
    {
        await flow.ChangeSettings(new { bankAccountNo = "5910000000000001" });
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.When("withdrawApply",
            new { bizUserId = "seller", amount = 30_00, validateType = 0,
            payMethod = new { WITHDRAW_HTBANK =
            new { subAcctNo = "1", PAYEE_ACCT_NO = "1", PAYEE_ACCT_NAME = "王小明", AMOUNT = "3000", SIGNED_MSG_MER = "s" } } });
        await flow.ThenBalances("seller  70.00");
        Assert.Equal(0, (await flow.When("queryBankBalance", Account)).Number("balance"));
        await flow.GivenFunds("HTBANK", 50_00);
        Assert.Equal(20_00, (await flow.When("queryBankBalance", Account)).Number("balance"));
    }

    [Fact]
    public async Task Refusals()
    {
        await flow.ChangeSettings(new { bankAccountNo = "5910000000000001" });
        await flow.ThenRefused("queryBankBalance", Account,
            ("10000", new { acctOrgType = 2 }),
            ("10001", new { acctNo = (object?)null }),
            ("10001", new { acctName = (object?)null }),
            ("50006", new { acctNo = "5910000000000002" }));
    }

    [Fact]
    [Holds("TRANSFER_HTBANK#1")]
    public async Task The_platform_moves_its_position_from_the_bank_to_the_reserve_and_no_account_set_changes()
    {
        flow = await OnOwnServer(new { reservePosition = 0, bankAccountNo = "5910000000000001" });
        await flow.GivenFunds("HTBANK", 500_00);
        var order = await flow.When("withdrawApply", Transfer(200_00));
        Assert.Equal("success", order.Text("payStatus"));
        Assert.Equal((300_00, 200_00),
            ((await flow.When("queryBankBalance", Account)).Number("balance"), (await flow.When("queryReserveFundBalance", new { }))
            .Number("balance")));
        await flow.ThenBalances("platform  0.00");
        await flow.Advance("PT5S");
        Assert.Equal("OK", Assert.Single(await flow.Receiver.WaitFor(order.BizOrderNo)).Status);
    }

    [Fact]
    public async Task What_the_bank_refuses_or_brings_back_leaves_everything_as_it_was()
    {
        await flow.ChangeSettings(new { bankAccountNo = "5910000000000001" });
        await flow.GivenFunds("HTBANK", 500_00);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "TRANSFER_HTBANK" }, [new { result = "fail" }]);
        var refused = await flow.When("withdrawApply", Transfer(200_00));
        Assert.Equal("fail", refused.Text("payStatus"));
        var returned = await flow.When("withdrawApply", Transfer(200_00));
        await flow.WhenBankReturns(returned);
        await flow.ThenOrderIs(OrderStatus.Failed, returned);
        Assert.Equal(500_00, (await flow.When("queryBankBalance", Account)).Number("balance"));
    }

    [Fact]
    [Holds("TRANSFER_HTBANK#1")]
    public async Task Only_a_platform_for_which_it_was_opened_moves_its_position()
    {
        await flow.GivenFunds("HTBANK", 500_00);
        await flow.ChangeSettings(new { payMethods = new[] { "WITHDRAW_HTBANK" } });
        await flow.WhenRefused("40025", "withdrawApply", Transfer(200_00));
        await flow.ChangeSettings(new { payMethods = new[] { "WITHDRAW_HTBANK", "TRANSFER_HTBANK" } });
        await flow.When("withdrawApply", Transfer(200_00));
    }

    [Fact]
    public async Task Refusals_of_a_transfer_in_order_of_precedence()
    {
        await flow.GivenFunds("HTBANK", 500_00);
        await flow.GivenMember("seller");
        await flow.ThenRefusedInThisOrder("withdrawApply", Transfer(200_00),
            ("10000", new { payMethod = new { TRANSFER_HTBANK = Payee(200_00, "别处") } }),
            ("30018", new { payMethod = new { TRANSFER_HTBANK = Payee(200_00) }, accountSetNo = "100002" }),
            ("40025", new { accountSetNo = flow.CustodySet, bizUserId = "seller" }),
            ("40020", new { bizUserId = Flow.Platform, accountSetNo = "100001", amount = 0 }),
            ("40020", new { amount = 200_00, fee = 1_00 }),
            ("40005", new { fee = 0, payMethod = new { TRANSFER_HTBANK = Payee(100_00) } }),
            ("40014", new { amount = 500_01, payMethod = new { TRANSFER_HTBANK = Payee(500_01) } }));
    }

    private static object Payee(long amount, string bankName = "通联支付-备付金账户") => new
    {
        unionBank = "991290000058", bankName, province = "上海", city = "上海", PAYEE_ACCT_NO = "215500685", PAYEE_ACCT_NAME = "通联支付网络服务股份有限公司",
        AMOUNT = $"{amount}", SUMMARY = "TLT_200290000000001", SIGNED_MSG_MER = "signed",
    };

    internal static object Transfer(long amount) =>
        new { bizUserId = Flow.Platform, accountSetNo = "100001", amount, validateType = 0,
        payMethod = new { TRANSFER_HTBANK = Payee(amount) } };
}

public sealed class QueryBankBalanceOnSqlite() : QueryBankBalanceTests(Store.Sqlite);

public sealed class QueryBankBalanceOnPostgres() : QueryBankBalanceTests(Store.Postgres);
