namespace Tongbao.Tests.Flows;

/// <summary>确认支付, by SMS code (通商云 4.2.8).</summary>
public abstract class PayTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.8#1")]
    public async Task The_code_of_the_SMS_confirms_the_order()
    {
        var order = await AnOrder();
        var paid = await flow.Pay(order);
        Assert.Equal(("buyer", order.BizOrderNo), (paid.Text("bizUserId"), paid.BizOrderNo));
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    }

    [Fact]
    public async Task A_paid_order_answers_its_result_again()
    {
        var order = await AnOrder();
        var confirmation = Confirm(order, await Code());
        var first = await flow.When("pay", confirmation);
        Assert.Equal(first.SignedValue, (await flow.When("pay", confirmation)).SignedValue);
        await flow.ThenBalances("seller  100.00");
    }

    [Fact]
    [Holds("4.2.8#1")]
    public async Task Five_wrong_codes_make_the_right_one_void()
    {
        var order = await AnOrder();
        for (var attempt = 1; attempt <= 5; attempt++) await flow.WhenRefused("20011", "pay", Confirm(order, await WrongCode()));
        await flow.WhenRefused("20011", "pay", Confirm(order, await Code()));
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
    }

    [Fact]
    [Holds("4.2.8#4", "clock:pay_sms_validity")]
    public async Task A_payment_code_lives_three_minutes_and_another_may_be_sent()
    {
        flow = await OnOwnServer();
        var order = await AnOrder();
        await flow.Advance("PT3M1S");
        await flow.WhenRefused("20011", "pay", Confirm(order, await Code()));
        await flow.When("resendPaySMS", new { bizOrderNo = order.BizOrderNo });
        await flow.Pay(order);
    }

    [Fact]
    [Holds("4.2.8#5", "clock:order_confirm_until_expiry", "4.2.2#7", "4.2.4#10", "4.2.5#9")]
    public async Task An_expired_order_is_not_confirmed()
    {
        flow = await OnOwnServer();
        var soon = new { orderExpireDatetime = SignedRequest.Now(DateTimeOffset.UtcNow.AddMinutes(2)) };
        var order = await AnOrder(soon);
        var deposit = await flow.When("depositApply",
            Json.Merge(new { bizUserId = "buyer", amount = 10_00, payMethod = await flow.QuickPay("buyer", 10_00) }, soon));
        var collect = await flow.When("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("seller", 10_00)), new { payMethod = await flow.QuickPay("buyer", 10_00) }, soon));
        await flow.Advance("PT2M1S");
        foreach (var expired in new[] { order, deposit, collect }) await flow.WhenRefused("40003", "pay", Confirm(expired, await Code()));
    }

    [Fact]
    public async Task A_balance_that_is_too_low_is_refused_at_confirmation_and_may_be_confirmed_later_by_the_same_code()
    {
        await flow.GivenMembers("poor", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "poor", recieverId = "seller", amount = 50_00, payMethod = flow.Balance(50_00) });
        var confirmation = new { bizUserId = "poor", bizOrderNo = order.BizOrderNo, verificationCode = await flow.SmsFor(order) };
        await flow.WhenRefused("40014", "pay", confirmation);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.GivenDeposit("poor", 50_00);
        await flow.When("pay", confirmation);
        await flow.ThenBalances("""
            poor     0.00
            seller  50.00
            """);
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        var order = await AnOrder();
        await flow.ThenRefusedInThisOrder("pay", Confirm(order, await Code()),
            ("10001", new { verificationCode = "" }),
            ("40000", new { bizOrderNo = "no-such-order" }),
            ("40022", new { bizUserId = "seller" }),
            ("20011", new { verificationCode = await WrongCode() }));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [Holds("4.2.8#3")]
    public async Task The_payers_address_is_a_public_one(string consumerIp)
    {
        var order = await AnOrder();
        await flow.WhenRefused("10000", "pay", Json.Merge(Confirm(order, await Code()), new { consumerIp }));
    }

    [Fact]
    public async Task A_locked_payer_confirms_nothing()
    {
        var order = await AnOrder();
        await flow.When("lockMember", new { bizUserId = "buyer" });
        await flow.WhenRefused("30002", "pay", Confirm(order, await Code()));
    }

    private async Task<Tsy2Reply> AnOrder(object? more = null)
    {
        await flow.GivenMembers("buyer", "seller");
        return await flow.When("consumeApply",
            Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = await flow.QuickPay("buyer", 100_00) },
            more ?? new { }));
    }

    private object Confirm(Tsy2Reply order, string verificationCode) =>
        new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode };

    private Task<string> Code() => flow.Sms(flow.Who("buyer").Phone);

    private async Task<string> WrongCode() => await Code() == "000000" ? "000001" : "000000";
}

public sealed class PayOnSqlite() : PayTests(Store.Sqlite);

public sealed class PayOnPostgres() : PayTests(Store.Postgres);
