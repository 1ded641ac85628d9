using Tongbao.Tests.Coverage;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>确认支付, 前台+支付密码 (通商云 4.2.10): the page on which a payer types the payment password.</summary>
public abstract class PayOrderTests(Store store) : FlowTests(store)
{
    private const string Password = "864209";

    [Fact]
    [Holds("4.2.10#1", "4.2.10#2")]
    public async Task The_password_confirms_the_order_and_the_browser_carries_the_signed_result()
    {
        var order = await AnOrder();
        var page = await flow.Open("payOrder", Confirming(order));
        Assert.Equal(200, page.Status);
        Assert.Contains("30.00", page.Text);
        var jump = await flow.SignedJump(await Browser.Submit(page, ("password", Password), ("action", "go")));
        Assert.Equal($"{order.BizOrderNo} success", $"{jump.GetProperty("bizOrderNo")} {jump.GetProperty("payStatus")}");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("""
            buyer   10.00
            seller  30.00
            """);
        Assert.DoesNotContain(Password, string.Join('\n', flow.Server.Output));
        Assert.DoesNotContain(Password, (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetRawText());
    }

    [Fact]
    public async Task Explain_shows_the_link_that_confirmed_the_order_as_it_was_signed()
    {
        var order = await AnOrder();
        var link = await flow.Link("payOrder", Confirming(order));
        await Browser.Submit(await Browser.Follow(await Browser.Get(link)), ("password", Password), ("action", "go"));
        var confirmed = (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetProperty("requests")[1];
        var signed = System.Web.HttpUtility.ParseQueryString(link.Query);
        Assert.Equal($"{signed["sysid"]}{signed["req"]}{signed["timestamp"]}", confirmed.GetProperty("signedText").GetString());
    }

    [Fact]
    public async Task A_wrong_password_pays_nothing_and_the_third_locks_it()
    {
        var order = await AnOrder();
        var page = await flow.Open("payOrder", Confirming(order));
        for (var tries = 1; tries <= 3; tries++)
        {
            page = await Browser.Submit(page, ("password", "111111"), ("action", "go"));
            Assert.Equal(422, page.Status);
        }
        Assert.Contains("锁定", page.Text);
        await flow.ThenPageRefuses("30033", "payOrder", Confirming(order));
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.ThenBalances("buyer  40.00");
    }

    [Fact]
    public async Task Only_the_payer_of_an_order_that_wants_a_password_is_asked_for_one()
    {
        var order = await AnOrder();
        await flow.ThenPageRefuses("40022", "payOrder", Confirming(order, new { bizUserId = "seller" }));
        var bySms = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 1_00, payMethod = flow.Balance(1_00) });
        await flow.ThenPageRefuses("40027", "payOrder", Confirming(bySms));
        await flow.WhenRefused("40027", "pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "111111" });
    }

    [Fact]
    [Holds("4.2.10#3", "4.2.10#4")]
    public async Task Without_a_gateway_the_way_back_is_named_and_the_payers_address_is_always_a_public_one()
    {
        var order = await AnOrder();
        await flow.ThenPageRefuses("10001", "payOrder", Confirming(order, new { jumpUrl = "" }));
        foreach (var consumerIp in new[] { "127.0.0.1", "localhost" })
            await flow.ThenPageRefuses("10000", "payOrder", Confirming(order, new { consumerIp }));
        Assert.Equal(200, (await flow.Open("payOrder", Confirming(order))).Status);
    }

    private async Task<Tsy2Reply> AnOrder()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 40_00);
        await flow.WhenRefused("30032", "consumeApply", ByPassword());
        await flow.GivenPassword("buyer", Password);
        return await flow.When("consumeApply", ByPassword());
    }

    private object ByPassword() =>
        new { payerId = "buyer", recieverId = "seller", amount = 30_00, payMethod = flow.Balance(30_00), validateType = 2 };

    private static object Confirming(Tsy2Reply order, object? more = null) =>
        Json.Merge(new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, jumpUrl = Flow.JumpUrl }, more ?? new { });
}

public sealed class PayOrderOnSqlite() : PayOrderTests(Store.Sqlite);

public sealed class PayOrderOnPostgres() : PayOrderTests(Store.Postgres);
