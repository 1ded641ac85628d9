using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>支付密码: what the payment password confirms instead of a code (通商云 5.2, 4.2.10).</summary>
public abstract class ByPasswordTests(Store store) : FlowTests(store)
{
    private const string Password = "864209";

    [Fact]
    [Holds("REALNAMEPAY#2", "REALNAMEPAY_BATCH#2", "QUICKPAY_TLT#2", "WITHHOLD_SD#1", "WITHHOLD_SD#3", "BALANCE#1", "BALANCE#3", "COUPON#2",
        "COUPON#4", "4.2.10#5")]
    public async Task The_password_confirms_what_is_paid_by_card_balance_or_coupon()
    {
        await Given("buyer");
        await flow.GivenMember("seller");
        await flow.GivenCardOfMode("buyer", 3);
        await flow.GivenFunds("2000000", 100_00);
        var card = flow.Who("buyer").CardNo;
        foreach (var payMethod in new[]
        {
            await flow.ByCard("REALNAMEPAY", card, 20_00), await flow.ByCard("REALNAMEPAY_BATCH", card, 20_00),
                await flow.ByCard("QUICKPAY_TLT", card, 20_00),
            await flow.ByCard("WITHHOLD_SD", card, 20_00), flow.Balance(20_00), Flow.Coupon(20_00),
        })
            await ThenConfirms(await flow.When("consumeApply",
                new { payerId = "buyer", recieverId = "seller", amount = 20_00, validateType = 2, payMethod }));
        await flow.ThenBalances("""
            buyer              80.00
            seller            120.00
            platform:2000000   80.00
            """);
    }

    [Fact]
    [Holds("WITHDRAW_TLT#1", "WITHDRAW_TLT#4", "WITHDRAW_JFB#1", "WITHDRAW_JFB#4", "WITHDRAW_HTBANK#1", "WITHDRAW_HTBANK#4",
        "WITHDRAW_SD#1", "WITHDRAW_SD#3", "4.2.10#5")]
    public async Task The_password_confirms_a_withdrawal_by_every_way_out()
    {
        await Given("buyer");
        foreach (var method in new[] { "WITHDRAW_TLT", "WITHDRAW_JFB", "WITHDRAW_HTBANK", "WITHDRAW_SD" })
            await ThenConfirms(await flow.When("withdrawApply",
                new { bizUserId = "buyer", amount = 20_00, validateType = 2, payMethod = Flow.WayOut(method, 20_00) }));
        await flow.ThenBalances("buyer  20.00");
    }

    [Fact]
    [Holds("GATEWAY_VSP#1", "GATEWAY_VSP#6", "ALLINPAY_WALLET_H5#1", "ALLINPAY_WALLET_H5#6", "4.2.10#3")]
    public async Task Beside_balance_the_password_is_typed_first_and_then_the_gateway_is_led_to()
    {
        await Given("buyer");
        await flow.GivenMember("seller");
        foreach (var gateway in new[] { Flow.Gateway(60_00, "B2C", "103"), new { ALLINPAY_WALLET_H5 = new { amount = 60_00 } } })
        {
            var order = await flow.When("consumeApply", new
            {
                payerId = "buyer", recieverId = "seller", amount = 100_00, validateType = 2, frontUrl = "https://shop.example/front",
                    payMethod = Flow.Together(gateway, flow.Balance(40_00)),
            });
            await flow.ThenPageRefuses("40027", "frontTrans", Confirming(order, new { verificationCode = "111111" }));
            // Without jumpUrl: the bank leads back to frontUrl.
            var page = await Browser.Submit(await flow.Open("payOrder", Confirming(order, new { })), ("password", "111111"),
                ("action", "go"));
            Assert.Equal(422, page.Status);
            await flow.ThenBalances("buyer/frozen  0.00");
            var bank = await Browser.Submit(page, ("password", Password), ("action", "go"));
            Assert.StartsWith("/simulated/", bank.Location.AbsolutePath);
            await flow.ThenBalances("buyer/frozen  40.00");
            await Browser.Post(bank.Location, ("action", "pay"));
            await flow.ThenPaidAndTold(order);
        }
        await flow.ThenBalances("""
            buyer         20.00
            seller       200.00
            """);
    }

    /// <summary>A member with 100 yuan, a card and a payment password.</summary>
    private async Task Given(string bizUserId)
    {
        await flow.GivenMember(bizUserId);
        await flow.GivenDeposit(bizUserId, 100_00);
        await flow.GivenPassword(bizUserId, Password);
    }

    /// <summary>No code was sent for it, none confirms it; the password does.</summary>
    private async Task ThenConfirms(Tsy2Reply order)
    {
        Assert.DoesNotContain(await flow.Sandbox.Sms(flow.App.Id, flow.Who("buyer").Phone), sms => sms.Purpose == "pay");
        await flow.WhenRefused("40027", "pay", Confirming(order, new { verificationCode = "111111" }));
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        var jump = await flow.SignedJump(await Browser.Submit(await Opened(order), ("password", Password), ("action", "go")));
        Assert.Equal($"{order.BizOrderNo} success", $"{jump.GetProperty("bizOrderNo")} {jump.GetProperty("payStatus")}");
        await flow.ThenPaidAndTold(order);
    }

    private Task<WebPage> Opened(Tsy2Reply order) => flow.Open("payOrder", Confirming(order, new { jumpUrl = Flow.JumpUrl }));

    private static object Confirming(Tsy2Reply order, object more) =>
        Json.Merge(new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo }, more);
}

public sealed class ByPasswordOnSqlite() : ByPasswordTests(Store.Sqlite);

public sealed class ByPasswordOnPostgres() : ByPasswordTests(Store.Postgres);
