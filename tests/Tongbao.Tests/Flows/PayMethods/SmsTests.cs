using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>绑卡支付: a bound card is debited, once the payer has confirmed (通商云 5.2).</summary>
public abstract class SmsTests(Store store) : FlowTests(store)
{
    [Theory]
    [InlineData("REALNAMEPAY", 3), InlineData("REALNAMEPAY_BATCH", 3), InlineData("QUICKPAY_TLT", 5), InlineData("QUICKPAY_TLT", 6),
        InlineData("WITHHOLD_SD", 3), InlineData("WITHHOLD_SD", 5)]
    [Holds("REALNAMEPAY#2", "REALNAMEPAY#4", "REALNAMEPAY_BATCH#2", "REALNAMEPAY_BATCH#4", "QUICKPAY_TLT#2", "QUICKPAY_TLT#4",
        "WITHHOLD_SD#1-2", "WITHHOLD_SD#5", "4.2.8#2")]
    public async Task The_code_of_the_SMS_confirms(string method, int cardCheck)
    {
        var order = await Order(method, cardCheck, 20_00);
        Assert.False(order.Has("payStatus"));
        await flow.ThenBalances("seller  0.00");
        await flow.Pay(order);
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("seller  20.00");
    }

    [Theory]
    [InlineData("success"), InlineData("fail"), InlineData("pending")]
    [Holds("REALNAMEPAY#3", "REALNAMEPAY_BATCH#3", "QUICKPAY_TLT#3", "WITHHOLD_SD#4")]
    public async Task The_channel_says_at_once_how_it_went(string result)
    {
        await Bound(3);
        await flow.GivenCard("buyer");          // of mode 5 too
        var told = new Table();
        foreach (var method in new[] { "REALNAMEPAY", "REALNAMEPAY_BATCH", "QUICKPAY_TLT", "WITHHOLD_SD" })
        {
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = method }, [new { result }]);
            var paid = await flow.Confirm(await flow.When("consumeApply", await Purchase(method, 20_00)));
            told.Add($"{method} {result}", $"{method} {paid.Text("payStatus")}");
        }
        told.MustMatch();
        Assert.Equal(result == "success" ? 80_00 : 0, await flow.BalanceOf("seller"));
    }

    [Theory]
    [InlineData("REALNAMEPAY"), InlineData("REALNAMEPAY_BATCH")]
    public async Task The_test_environment_knows_one_code_for_payments_by_a_verified_name(string method)
    {
        var order = await Order(method, 3, 20_00);
        Assert.Equal("111111", await flow.SmsFor(order));
        // five digits bind the card
        await flow.WhenRefused("20011", "pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "11111" });
        await flow.Pay(order);
    }

    [Fact]
    [Holds("QUICKPAY_VSP#5", "clock:quickpay_vsp_sms")]
    public async Task The_channels_own_code_lives_two_minutes_and_is_sent_again()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        var early = await Order("QUICKPAY_VSP", 7, 20_00, new { validateType = 1 });
        var late = await flow.When("consumeApply", Json.Merge(await Purchase("QUICKPAY_VSP", 30_00), new { validateType = 1 }));
        object Confirming(Tsy2Reply order) => new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "111111" };
        await flow.Advance("PT1M59S");
        await flow.When("pay", Confirming(early));
        await flow.Advance("PT1S");
        await flow.WhenRefused("20011", "pay", Confirming(late));
        await flow.ThenOrderIs(OrderStatus.Unpaid, late);
        await flow.When("resendPaySMS", new { bizOrderNo = late.BizOrderNo });
        await flow.Advance("PT5S");
        await flow.When("pay", Confirming(late));
        await flow.ThenBalances("seller  50.00");
    }

    [Theory]
    [InlineData("REALNAMEPAY", 5), InlineData("REALNAMEPAY_BATCH", 6), InlineData("QUICKPAY_TLT", 3), InlineData("QUICKPAY_TLT", 7),
        InlineData("QUICKPAY_VSP", 6), InlineData("WITHHOLD_SD", 7)]
    [Holds("REALNAMEPAY#1", "REALNAMEPAY_BATCH#1", "QUICKPAY_TLT#1", "QUICKPAY_VSP#1")]
    public async Task A_card_bound_by_another_mode_is_not_debited(string method, int cardCheck)
    {
        await Bound(cardCheck);
        await flow.WhenRefused("30047", "consumeApply", await Purchase(method, 20_00));
    }

    [Fact]
    [Holds("QUICKPAY_VSP#3", "QUICKPAY_VSP#6", "4.2.2#11", "4.2.4#14", "4.2.5#13", "4.2.8#6")]
    public async Task The_channels_own_code_confirms_a_quick_payment_of_VSP()
    {
        var purchase = await Order("QUICKPAY_VSP", 7, 20_00, new { validateType = 1 });
        var deposit = await flow.When("depositApply",
            new { bizUserId = "buyer", amount = 30_00, payMethod = await flow.ByCard("QUICKPAY_VSP", Card, 30_00), validateType = 1 });
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("seller", 40_00)),
            new { payMethod = await flow.ByCard("QUICKPAY_VSP", Card, 40_00), validateType = 1 }));
        foreach (var order in new[] { purchase, deposit, collect })
        {
            Assert.Equal(1, order.Number("validateType"));
            Assert.False(order.Has("payStatus"));
            await flow.ThenOrderIs(OrderStatus.Unpaid, order);
            Assert.Equal("success", (await flow.When("pay",
                new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "111111" })).Text("payStatus"));
        }
        await flow.ThenBalances("""
            seller           20.00
            buyer            30.00
            platform:100004  40.00
            """);
    }

    [Fact]
    [Holds("QUICKPAY_VSP#3")]
    public async Task Without_a_code_a_quick_payment_of_VSP_is_paid_at_once()
    {
        var order = await Order("QUICKPAY_VSP", 7, 20_00, new { validateType = 0 });
        Assert.Equal("success", order.Text("payStatus"));
        Assert.False(order.Has("validateType"));
        await flow.ThenPaidAndTold(order);
    }

    [Fact]
    [Holds("QUICKPAY_VSP#2", "QUICKPAY_VSP#7", "5.2#3")]
    public async Task A_quick_payment_of_VSP_takes_no_password_and_stands_alone()
    {
        await Bound(7);
        var way = await Purchase("QUICKPAY_VSP", 20_00);
        await flow.WhenRefused("40027", "consumeApply", Json.Merge(way, new { validateType = 2 }));
        await flow.WhenRefused("40034", "consumeApply",
            Json.Merge(way, new { payMethod = Flow.Together(await flow.ByCard("QUICKPAY_VSP", Card, 15_00), flow.Balance(5_00)) }));
    }

    [Theory]
    [InlineData("REALNAMEPAY", 3), InlineData("QUICKPAY_TLT", 5), InlineData("WITHHOLD_SD", 5)]
    public async Task Something_must_confirm_it(string method, int cardCheck)
    {
        await Bound(cardCheck);
        await flow.ThenRefused("consumeApply", await Purchase(method, 20_00), ("40027", new { validateType = 0 }),
            ("30032", new { validateType = 2 }));
    }

    [Fact]
    [Holds("QUICKPAY_TLT#5")]
    public async Task The_test_environment_pays_ten_thousand_yuan_at_most()
    {
        Assert.Equal("success", (await flow.Confirm(await Order("QUICKPAY_TLT", 5, 10_000_00))).Text("payStatus"));
        var above = await flow.Confirm(await flow.When("consumeApply", await Purchase("QUICKPAY_TLT", 10_000_01)));
        Assert.Equal("fail", above.Text("payStatus"));
    }

    [Fact]
    public async Task A_credit_card_shows_its_expiry_and_its_code_with_every_payment()
    {
        const string card = "6259983921622221";
        await flow.GivenMember("seller");
        await flow.GivenStranger("buyer");
        await flow.GivenPhone("buyer");
        await flow.When("setRealName", new { bizUserId = "buyer", name = "王桂英", identityNo = await flow.Encrypt("340828198510206127") });
        var (validate, cvv2) = (await flow.Encrypt("0122"), await flow.Encrypt("504"));
        await flow.GivenCardOfMode("buyer", 6, card,
            new { name = "王桂英", identityNo = await flow.Encrypt("340828198510206127"), validate, cvv2 });
        await flow.WhenRefused("10001", "consumeApply", await Purchase("QUICKPAY_TLT", 20_00, card));
        await flow.WhenRefused("10001", "consumeApply", await Purchase("QUICKPAY_TLT", 20_00, card, new { validate }));
        await flow.Pay(await flow.When("consumeApply", await Purchase("QUICKPAY_TLT", 20_00, card, new { validate, cvv2 })));
    }

    [Fact]
    public async Task A_company_pays_by_its_own_account_and_says_where_its_bank_is()
    {
        await flow.GivenCompany("buyer");
        await flow.GivenMember("seller");
        await flow.WhenRefused("10001", "consumeApply", await Purchase("WITHHOLD_SD", 20_00, Card, new { province = "广东" }));
        await flow.Pay(await flow.When("consumeApply", await Purchase("WITHHOLD_SD", 20_00, Card, new { province = "广东", city = "广州" })));
        await flow.ThenBalances("seller  20.00");
    }

    [Theory]
    [InlineData("REALNAMEPAY"), InlineData("REALNAMEPAY_BATCH"), InlineData("WITHHOLD_SD")]
    [Holds("REALNAMEPAY#5", "REALNAMEPAY_BATCH#5", "WITHHOLD_SD#7", "4.2.16#6")]
    public async Task What_such_a_channel_was_paid_is_refunded_to_the_payers_balance(string method)
    {
        var order = await Order(method, 3, 20_00);
        await flow.Pay(order);
        Assert.Equal("success", (await flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount = 20_00 }))
            .Text("payStatus"));
        await flow.ThenBalances("""
            buyer   20.00
            seller   0.00
            """);
        var deposit = await flow.When("depositApply",
            new { bizUserId = "buyer", amount = 5_00, payMethod = await flow.ByCard(method, Card, 5_00) });
        await flow.Pay(deposit);
        await flow.WhenRefused("40039", "refund", new { oriBizOrderNo = deposit.BizOrderNo, bizUserId = "buyer", amount = 5_00 });
    }

    [Theory]
    [InlineData(16_00, "原交易不存在,退款失败"), InlineData(17_00, "退款金额超过原金额,退款失败"), InlineData(18_00, null)]
    public async Task The_vendors_test_refunds_end_as_printed(long amount, string? message)
    {
        var order = await Order("QUICKPAY_TLT", 5, 20_00);
        await flow.Pay(order);
        var refund = await flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer", amount });
        Assert.Equal((message is null ? "success" : "fail", message), (refund.Text("payStatus"), refund.Text("payFailMessage")));
        Assert.Equal(message is null ? 20_00 - amount : 20_00, await flow.BalanceOf("seller"));
    }

    private string Card => flow.Who("buyer").CardNo;

    private async Task Bound(int cardCheck)
    {
        await flow.GivenMember("seller");
        await flow.GivenCardless("buyer");
        await flow.GivenCardOfMode("buyer", cardCheck);
    }

    private async Task<Tsy2Reply> Order(string method, int cardCheck, long amount, object? more = null)
    {
        await Bound(cardCheck);
        return await flow.When("consumeApply", Json.Merge(await Purchase(method, amount), more ?? new { }));
    }

    private async Task<object> Purchase(string method, long amount, string? card = null, object? fields = null) =>
        new { payerId = "buyer", recieverId = "seller", amount, payMethod = await flow.ByCard(method, card ?? Card, amount, fields) };
}

public sealed class SmsOnSqlite() : SmsTests(Store.Sqlite);

public sealed class SmsOnPostgres() : SmsTests(Store.Postgres);
