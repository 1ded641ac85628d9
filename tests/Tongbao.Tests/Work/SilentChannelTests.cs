using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>
/// A channel that says nothing, late, twice or otherwise than before: nothing is taken for failed because it was slow, and nothing is
/// booked twice.
/// </summary>
public abstract class SilentChannelTests(Store store) : FlowTests(store)
{
    private const int Tries = 20;

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        await flow.Freeze();
    }

    [Fact]
    public async Task Silence_is_a_state_with_a_next_query_and_a_later_success_books_once()
    {
        await Scenario("QUICKPAY_TLT", new { result = "timeout" }, new { after = "PT10M", result = "success" });
        var order = await Purchase(await flow.QuickPay("buyer", 100_00));
        var asked = await flow.Confirm(order);
        Assert.Equal("pending", asked.Text("payStatus"));
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        Assert.True((await Story(order)).GetProperty("order").GetProperty("channelUnknown").GetBoolean());
        await flow.Advance("PT5M");
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.Advance("PT20M");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.Advance("PT48H");
        await flow.ThenBalances("""
            buyer    0.00
            seller  98.00
            platform 2.00
            """);
        Assert.Single(await flow.Receiver.WaitFor(order.BizOrderNo));
    }

    [Fact]
    public async Task A_repeat_hears_what_was_answered_in_the_silence_whatever_the_channel_said_later()
    {
        await flow.GivenDeposit("seller", 100_00);
        await Scenario("WITHDRAW_TLT", new { result = "timeout" }, new { after = "PT3H", result = "fail" });
        var withdrawal = await flow.Sign("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        var first = await flow.Client.Send(withdrawal);
        Assert.Equal("pending", first.Text("payStatus"));
        await flow.Advance("PT4H");
        await flow.ThenOrderIs(OrderStatus.Failed, first);
        Assert.Equal(first.SignedValue, (await flow.Client.Send(withdrawal)).SignedValue);
    }

    [Fact]
    public async Task A_repeat_in_the_silence_asks_the_channel_again_and_brings_what_the_buyer_pays_with()
    {
        await Scenario("SCAN_WEIXIN", new { result = "timeout" }, new { after = "PT1M", result = "pending" });
        var request = await flow.Sign("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Flow.Scan(100_00) });
        Assert.False((await flow.Client.Send(request)).Has("payInfo"));
        await flow.Advance("PT1M");
        Assert.True((await flow.Client.Send(request)).Has("payInfo"));
    }

    [Fact]
    public async Task An_order_whose_last_word_is_unknown_is_not_closed_but_queried()
    {
        await Scenario("QUICKPAY_TLT", new { result = "unknown" });
        var order = await Purchase(await flow.QuickPay("buyer", 100_00));
        await flow.Confirm(order);
        await flow.Advance("P12D");
        await flow.ThenOrderIs(OrderStatus.InProgress, order);
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("seller  98.00");
    }

    [Fact]
    public async Task A_payout_that_is_not_answered_stays_held_until_it_is()
    {
        await flow.GivenDeposit("seller", 100_00);
        await Scenario("WITHDRAW_TLT", new { result = "timeout" }, new { after = "PT3H", result = "success" });
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
        await flow.ThenBalances("""
            seller          100.00
            seller/frozen    30.00
            """);
        await flow.Advance("PT4H");
        await flow.ThenOrderIs(OrderStatus.Paid, withdrawal);
        await flow.ThenBalances("""
            seller           70.00
            seller/frozen     0.00
            platform          1.00
            """);
    }

    [Fact]
    public async Task A_success_that_is_reversed_takes_the_money_back()
    {
        await Scenario("SCAN_WEIXIN", new { result = "success" }, new { after = "PT1H", result = "reversed" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("seller  98.00");
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Failed, order);
        await flow.ThenBalances("""
            seller    0.00
            platform  0.00
            """);
    }

    [Fact]
    public async Task A_reversal_that_the_seller_cannot_cover_moves_nothing_and_is_listed()
    {
        await Scenario("SCAN_WEIXIN", new { result = "success" }, new { after = "PT1H", result = "reversed" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 50_00, validateType = 0 });
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("seller  48.00");
        await ThenListed(order, "reversal-not-covered");
    }

    [Fact]
    public async Task A_wrong_amount_is_not_taken_for_the_order_and_goes_back()
    {
        await Scenario("SCAN_WEIXIN", new { result = "pending" }, new { after = "PT1M", result = "success", amount = 99_99 });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT5M");
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
        await flow.ThenBalances("""
            seller           0.00
            platform:100005 99.99
            """);
        await ThenListed(order, "wrong-amount");
        await flow.Advance("PT48H");
        await flow.ThenBalances("platform:100005  0.00");
    }

    [Fact]
    public async Task A_payment_after_the_close_is_not_booked_to_the_order_and_goes_back()
    {
        await Scenario("SCAN_WEIXIN", new { result = "pending" }, new { result = "close" }, new { after = "PT60H", result = "success" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT49H");
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        await flow.Advance("PT12H");
        await flow.ThenOrderIs(OrderStatus.Closed, order);
        await flow.ThenBalances("seller  0.00");
        await ThenListed(order, "late-payment");
        await flow.Advance("PT48H");
        await flow.ThenBalances("platform:100005  0.00");
    }

    [Fact]
    public async Task A_callback_that_comes_twice_books_once()
    {
        var order = await Purchase(Flow.Scan(100_00));
        for (var i = 0; i < Tries; i++) await flow.WhenChannelPays(order);
        await Task.WhenAll(Enumerable.Range(0, Tries).Select(_ => flow.WhenChannelPays(order)));
        await flow.ThenBalances("seller  98.00");
    }

    [Fact]
    public async Task A_second_payment_of_one_order_goes_back()
    {
        await Scenario("SCAN_WEIXIN", new { result = "success" }, new { after = "PT1M", result = "success" });
        var order = await Purchase(Flow.Scan(100_00));
        await flow.Advance("PT5M");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("""
            seller           98.00
            platform:100005 100.00
            """);
        await ThenListed(order, "doubled-payment");
        await flow.Advance("PT48H");
        await flow.ThenBalances("""
            seller           98.00
            platform:100005   0.00
            """);
    }

    [Fact]
    public async Task A_payout_that_the_bank_returns_on_the_third_day_comes_back_with_its_fee_and_is_told_twice()
    {
        await flow.GivenDeposit("seller", 100_00);
        await Scenario("WITHDRAW_TLT", new { result = "success" }, new { result = "returned" });
        var withdrawal = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, fee = 1_00, validateType = 0 });
        await flow.ThenOrderIs(OrderStatus.Paid, withdrawal);
        await flow.Advance("PT71H");
        await flow.ThenBalances("""
            seller   70.00
            platform  1.00
            """);
        await flow.Advance("PT2H");
        await flow.ThenOrderIs(OrderStatus.Failed, withdrawal);
        await flow.ThenBalances("""
            seller   100.00
            platform   0.00
            """);
        Assert.Equal(["OK", "error"], (await flow.Receiver.WaitFor(withdrawal.BizOrderNo, 2)).Select(n => n.Status));
    }

    private Task<Tsy2Reply> Purchase(object payMethod) =>
        flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 2_00, payMethod });

    private Task<string> Scenario(string payMethod, params object[] then) => flow.Sandbox.Scenario(flow.App.Id, new { payMethod }, then);

    private Task<JsonElement> Story(Tsy2Reply order) => flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo);

    private async Task ThenListed(Tsy2Reply order, string kind) =>
        Assert.Contains(kind, (await Story(order)).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
}

public sealed class SilentChannelOnSqlite() : SilentChannelTests(Store.Sqlite);

public sealed class SilentChannelOnPostgres() : SilentChannelTests(Store.Postgres);
