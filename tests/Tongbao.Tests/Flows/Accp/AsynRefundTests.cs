using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class AsynRefundTests
{
    private const string Refund = "asyn-refund";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T7#1", "T7#4", "T7#7", "T7#8", "W84", "W47")]
    public async Task What_was_paid_by_balance_is_given_back_whole_and_at_once(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var order = await GivenPaid(flow, ("u3", "100.00"));
        var asked = flow.RefundOf(order, "u1", "100.00", "u3", "100.00");
        var done = await flow.Trade(Refund, asked);
        Assert.Equal(("u1", order, "100.00"), (done.Text("user_id"), done.Text("txn_seqno"), done.Text("total_amount")));
        await flow.ThenStands("""
            u1  100.00
            u3    0.00
            """);
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.RefundNo(asked)));
        Assert.Equal(("TRADE_SUCCESS", "100.00", done.Text("accp_txno")),
            (told.Text("txn_status"), told.Text("refund_amount"), told.Text("accp_txno")));
        var found = await flow.Trade("query-refund", new { refund_seqno = AccpFlow.RefundNo(asked) });
        Assert.Equal(("TRADE_SUCCESS", "100.00"), (found.Text("txn_status"), found.Text("refund_amount")));
        await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u3", "0.01"), "3018");
        Assert.Equal("TRADE_SUCCESS", (await flow.Query(order)).Text("txn_status"));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T7#3", "T7#5", "W82")]
    public async Task A_split_order_is_refunded_payee_by_payee_and_part_by_part(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var order = await GivenPaid(flow, ("u3", "60.00"), ("u4", "40.00"));
        await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u3", "60.01"), "3018");
        foreach (var part in new[] { "30.00", "30.00" }) await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u3", part));
        await flow.ThenStands("""
            u1  60.00
            u3   0.00
            u4  40.00
            """);
        await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u4", "40.00"));
        await flow.ThenStands("""
            u1  100.00
            u4    0.00
            """);
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W84", "W85", "T7#7", "T7#8")]
    public async Task The_payees_money_is_held_until_the_channel_has_answered_and_only_then_the_rest_goes_back(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var order = await GivenMixed(flow);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "REFUND" },
            [new { result = "pending" }, new { after = "PT1H", result = "success" }]);
        var asked = Mixed(flow, order, ("WECHAT_NATIVE", "60.00"), ("BALANCE", "35.00"), ("COUPON", "5.00"));
        await flow.Trade(Refund, asked);
        await flow.ThenStands("""
            u1         0.00
            u3         0.00 + 100.00
            MCHCOUPON  0.00
            """);
        var found = await flow.Trade("query-refund", new { refund_seqno = AccpFlow.RefundNo(asked) });
        Assert.Equal("TRADE_PROCESSING", found.Text("txn_status"));
        await flow.Trade(Refund, Mixed(flow, order, ("BALANCE", "1.00")), "3018");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W84", "W85", "W47")]
    public async Task The_channels_yes_sends_all_of_it_back_by_the_ways_that_it_was_paid(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var order = await GivenMixed(flow);
        var asked = Mixed(flow, order, ("WECHAT_NATIVE", "6.00"), ("BALANCE", "3.50"), ("COUPON", "0.50"));
        await flow.Trade(Refund, asked);
        Assert.Equal("TRADE_SUCCESS", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.RefundNo(asked))).Text("txn_status"));
        await flow.ThenStands("""
            u1          3.50
            u3         90.00
            MCHCOUPON   0.50
            """);
        await flow.Trade(Refund, Mixed(flow, order, ("WECHAT_NATIVE", "54.01")), "3018");
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W84", "W47", "W18")]
    public async Task The_channels_no_frees_it_and_the_number_of_the_refund_stays_used(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var order = await GivenMixed(flow);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "REFUND" }, [new { result = "fail", message = "no" }]);
        var asked = Mixed(flow, order, ("WECHAT_NATIVE", "60.00"), ("BALANCE", "35.00"));
        await flow.Trade(Refund, asked);
        Assert.Equal("TRADE_FAILURE", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.RefundNo(asked))).Text("txn_status"));
        await flow.ThenStands("""
            u1           0.00
            u3         100.00
            """);
        await flow.Trade(Refund, asked, "1010");
        var again = Mixed(flow, order, ("WECHAT_NATIVE", "60.00"), ("BALANCE", "35.00"));
        await flow.Trade(Refund, again);
        await flow.Receiver.WaitFor(AccpFlow.RefundNo(again));
        await flow.ThenStands("""
            u1  35.00
            u3   5.00
            """);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W18")]
    public async Task Numbers_of_refunds_are_a_row_of_their_own()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var order = await GivenPaid(flow, ("u3", "100.00"));
        await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u3", "10.00", refund: order));
        await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u3", "10.00", refund: order), "1010");
        Assert.Equal("GENERAL_CONSUME", (await flow.Query(order)).Text("txn_type"));
        Assert.Equal("10.00", (await flow.Trade("query-refund", new { txn_seqno = order })).Text("refund_amount"));
        await flow.Trade("query-refund", new { refund_seqno = "none" }, "1011");
        await flow.CloseTheDay();
    }

    [Theory, Holds("T7#2", "T7#6", "W24", "W81", "W82", "W83")]
    [InlineData("""{"refundOrderInfo":{"payee_id":null}}""", "1005", "（refundOrderInfo.payee_id）")]
    [InlineData("""{"refundOrderInfo":{"payee_id":"u2"}}""", "3004", null)]
    [InlineData("""{"refundOrderInfo":{"payee_type":"MERCHANT","payee_id":"*","payee_accttype":"MCHOWN"}}""", "3004", null)]
    [InlineData("""{"refundOrderInfo":{"payee_type":"MERCHANT","payee_id":"*","payee_accttype":"MCHASSURE"}}""", "3004", null)]
    [InlineData("""{"refundMethods":null}""", "1005", "（refundMethods）")]
    [InlineData("""{"refundMethods":[{"method":"BALANCE","amount":"7.00"},{"method":"COUPON","amount":"2.00"}]}""", "1005",
        "（refundMethods）")]
    [InlineData("""{"refundMethods":[{"method":"COUPON","amount":"10.00"}]}""", "3004", null)]
    [InlineData("""{"originalOrderInfo":{"txn_seqno":"none"}}""", "3017", null)]
    [InlineData("""{"originalOrderInfo":{"total_amount":"99.99"}}""", "3004", null)]
    [InlineData("""{"user_id":"u3"}""", "3004", null)]
    public async Task Refused_is(string change, string code, string? named)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u2");
        var order = await GivenPaid(flow, ("u3", "100.00"));
        var asked = AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", "10.00"),
            JsonNode.Parse(change.Replace("\"*\"", $"\"{flow.App.Id}\""))!);
        var refused = await flow.Trade(Refund, asked, code);
        if (named is not null) Assert.Contains(named, refused.Message);
        await flow.ThenStands("u3  100.00");
    }

    [Fact, Holds("W81")]
    public async Task Only_paid_consumptions_are_refunded()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        var unpaid = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.Trade(Refund, flow.RefundOf(unpaid, "u1", "10.00", "u3", "10.00"), "3019");
        await flow.GivenMerchantMoney("10.00");
        var transfer = flow.TransferTo("u1", "10.00");
        await flow.Trade("transfer", transfer);
        await flow.Trade(Refund, flow.RefundOf(AccpFlow.SerialOf(transfer), flow.App.Id, "10.00", "u1", "10.00"), "3019");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W84", "W82")]
    public async Task Who_has_not_enough_left_gives_nothing_and_of_two_at_once_one_goes_through(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var order = await GivenPaid(flow, ("u3", "60.00"), ("MERCHANT", "40.00"));
        await flow.Trade("transfer", AccpFlow.With(flow.TransferTo("u1", "0.01"), new { payerInfo = new { payer_accttype = "MCHOWN" } }));
        var own = AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", "40.00"),
            new { refundOrderInfo = new { payee_type = "MERCHANT", payee_id = flow.App.Id, payee_accttype = "MCHOWN" } });
        await flow.Trade(Refund, own, "3006");
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            flow.When($"txn/{Refund}", flow.RefundOf(order, "u1", "100.00", "u3", "60.00"))));
        Assert.Equal(["0000", "3018"], both.Select(b => b.Code).Order());
        await flow.ThenStands("u3  0.00");
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W69", "W68", "T7#1")]
    public async Task What_nobody_confirmed_comes_out_of_the_guarantee_and_what_was_confirmed_from_its_payee(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        var order = await flow.GivenGuarantee("u1", "100.00", ("u3", "100.00"));
        await flow.PayByBalance(order, "u1", "100.00");
        await flow.Trade("secured-confirm", new
        {
            user_id = "u1", confirm_mode = "PART", originalOrderInfo = new { txn_seqno = order, total_amount = "100.00" },
            confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = "60.00" },
            payeeInfo = new[] { new { payee_id = "u3", payee_type = "USER", payee_amount = "60.00" } },
        });
        var guarantee = new { refundOrderInfo = new { payee_type = "MERCHANT", payee_id = flow.App.Id, payee_accttype = "MCHASSURE" } };
        await flow.Trade(Refund, AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", "40.01"), guarantee), "3018");
        await flow.Trade(Refund, AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", "40.00"), guarantee));
        await flow.ThenStands("""
            u1         40.00
            u3         60.00
            MCHASSURE   0.00
            """);
        Assert.Equal("CONFIRM_SUCCESS", (await flow.Trade("secured-query", new { txn_seqno = order })).Text("orderInfo.secure_status"));
        await flow.Trade(Refund, flow.RefundOf(order, "u1", "100.00", "u3", "60.00"));
        await flow.ThenStands("""
            u1  100.00
            u3    0.00
            """);
        Assert.Equal("REFUND_SUCCESS", (await flow.Trade("secured-query", new { txn_seqno = order })).Text("orderInfo.secure_status"));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W69", "W84")]
    public async Task Guarantee_money_on_its_way_back_stays_in_the_guarantee_and_the_channels_no_leaves_it_there(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var order = await flow.GivenGuarantee("u1", "100.00", ("u3", "100.00"));
        await flow.PayByScan(order, "u1", "100.00");
        await flow.ChannelSays(order);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "REFUND" },
            [new { result = "pending" }, new { after = "PT1H", result = "fail" }]);
        var asked = AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", "30.00", "WECHAT_NATIVE"),
            new { refundOrderInfo = new { payee_type = "MERCHANT", payee_id = flow.App.Id, payee_accttype = "MCHASSURE" } });
        await flow.Trade(Refund, asked);
        await flow.ThenStands("MCHASSURE  0.00 + 100.00");
        Assert.Equal("WAIT_BUYER_CONFIRM", (await flow.Trade("secured-query", new { txn_seqno = order })).Text("orderInfo.secure_status"));
        await flow.Trade(Refund, AccpFlow.With(asked,
            new { refundOrderInfo = new { refund_seqno = AccpFlow.Serial(), refund_amount = "70.01" },
            refundMethods = new[] { new { method = "WECHAT_NATIVE", amount = "70.01" } } }), "3018");
        Assert.Null(await flow.Server.Verify());
        await flow.Sandbox.Advance("PT2H");
        Assert.Equal("TRADE_FAILURE", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.RefundNo(asked))).Text("txn_status"));
        await flow.ThenStands("MCHASSURE  0.00 + 100.00");
        await flow.CloseTheDay();
    }

    /// <summary>An order of 100.00 that u1 paid by balance.</summary>
    private static async Task<string> GivenPaid(AccpFlow flow, params (string Payee, string Amount)[] payees)
    {
        await flow.GivenUserWith("u1", "100.00");
        foreach (var (payee, _) in payees.Where(p => p.Payee != "MERCHANT")) await flow.GivenUser(payee);
        var order = await flow.GivenPurchase("u1", "100.00", payees);
        await flow.PayByBalance(order, "u1", "100.00");
        return order;
    }

    /// <summary>100.00 of u1 to u3: 60.00 by a wallet, 35.00 by balance, 5.00 by coupon.</summary>
    private static async Task<string> GivenMixed(AccpFlow flow)
    {
        await flow.GivenUserWith("u1", "35.00");
        await flow.GivenUser("u3");
        await flow.GivenCoupons("5.00");
        var order = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        var call = flow.GatewayCall(order, "u1", "100.00", ("WECHAT_NATIVE", "60.00"), ("BALANCE", "35.00"), ("COUPON", "5.00"));
        call["payerInfo"]!["password"] = await flow.Seal(AccpFlow.Password);
        await flow.Trade("payment-gw", call);
        await flow.ChannelSays(order);
        await flow.Receiver.WaitFor(order);
        return order;
    }

    private static JsonObject Mixed(AccpFlow flow, string order, params (string Method, string Amount)[] parts)
    {
        var total = parts.Sum(p => decimal.Parse(p.Amount, System.Globalization.CultureInfo.InvariantCulture))
            .ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        return AccpFlow.With(flow.RefundOf(order, "u1", "100.00", "u3", total),
            new { refundMethods = parts.Select(p => new { method = p.Method, amount = p.Amount }).ToArray() });
    }
}
