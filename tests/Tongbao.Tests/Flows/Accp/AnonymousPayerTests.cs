using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>匿名用户: who pays without having been opened, by a card or at a wallet, and gets back what it paid there.</summary>
public sealed class AnonymousPayerTests
{
    private const string Guest = "guest-1", Bankcard = "payment-bankcard";

    /// <summary>A card whose holder the bank knows.</summary>
    private static readonly Person Known = new(Guest, "18019823456", "通商云", "310226123456745676", "6228481234567898346");

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W66", "W35", "T2#12")]
    public async Task A_card_is_said_whose_it_is_once_and_its_agreement_pays_from_then_on(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u3");
        var card = Person.New(Guest);
        var first = await GivenOrder(flow, "GENERAL_CONSUME", Guest, "100.00");
        foreach (var left in new[] { "linked_phone", "linked_acctname", "id_no" })
        {
            var refused = await flow.Trade(Bankcard, ByCard(first, Elements(card, left)), "1005");
            Assert.Contains($"（bankCardInfo.{left}）", refused.Message, StringComparison.Ordinal);
        }
        await flow.Trade(Bankcard, ByCard(first, new { linked_agrtno = "no such" }), "1030");
        var asked = await flow.Trade(Bankcard, ByCard(first, Elements(card)), "8888");
        var agreement = asked.Text("linked_agrtno");
        Assert.NotNull(agreement);
        await flow.ThenStands("u3  0.00");
        await Confirm(flow, first, asked, card.Phone);
        var told = (await flow.Receiver.WaitFor(first)).Single();
        Assert.Equal(agreement, told.Text("linked_agrtno"));
        Assert.Equal($$"""[{"amount":"100.00","method":"AGRT_DEBIT_CARD","payer_id":"{{Guest}}","payer_type":"USER"}]""",
            told.Text("payerInfo"));

        foreach (var named in new object[] { new { linked_agrtno = agreement }, new { linked_acctno = card.CardNo } })
        {
            var next = await GivenOrder(flow, "GENERAL_CONSUME", Guest, "100.00");
            var again = await flow.Trade(Bankcard, ByCard(next, named), "8888");
            Assert.Null(again.Text("linked_agrtno"));
            await Confirm(flow, next, again, card.Phone);
        }
        await flow.ThenStands("u3  300.00");
        var others = await GivenOrder(flow, "GENERAL_CONSUME", "guest-2", "100.00");
        await flow.Trade(Bankcard, ByCard(others, new { linked_agrtno = agreement }, "guest-2"), "1030");
        await flow.Trade(Bankcard, ByCard(others, new { linked_acctno = card.CardNo }, "guest-2"), "1005");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W66", "T2#12")]
    public async Task Elements_that_are_not_of_one_another_pay_nothing_and_no_code_is_sent()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u3");
        var own = Person.New(Guest);
        var serial = await GivenOrder(flow, "GENERAL_CONSUME", Guest, "100.00");
        await flow.Trade(Bankcard, ByCard(serial, Elements(Known with { Phone = own.Phone })), "1028");
        await flow.Trade(Bankcard, ByCard(serial, Elements(Known with { IdNumber = own.IdNumber })), "1024");
        await flow.Trade(Bankcard, ByCard(serial, Elements(Known with { Name = own.Name })), "1023");
        await flow.Trade(Bankcard, ByCard(serial, Elements(Known with { CardNo = "4000000000000000000" })), "1029");
        await flow.Trade(Bankcard, ByCard(serial, new { linked_acctno = Known.CardNo }), "1005");
        Assert.Equal(0, await flow.SmsCount(Known.Phone));
        await flow.Trade(Bankcard, AccpFlow.With(ByCard(serial, Elements(Known)),
            new { payMethods = new[] { new { method = "AGRT_CREDIT_CARD", amount = "100.00" } } }), "1024");
        await flow.Trade(Bankcard, ByCard(serial, Elements(Known)), "8888");
        Assert.Equal(1, await flow.SmsCount(Known.Phone));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T2#12", "T3#9")]
    public async Task A_wallet_pays_at_once_and_under_guarantee_and_gives_back_what_it_paid(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u3");
        var bought = await GivenOrder(flow, "GENERAL_CONSUME", Guest, "10.00");
        await flow.PayByScan(bought, Guest, "10.00");
        await flow.ChannelSays(bought);
        var held = await GivenOrder(flow, "SECURED_CONSUME", Guest, "100.00");
        await flow.Trade("payment-gw", flow.GatewayCall(held, Guest, "100.00", ("ALIPAY_NATIVE", "100.00")));
        await flow.ChannelSays(held);
        await flow.ThenStands("""
            u3         10.00
            MCHASSURE  0.00 + 100.00
            """);
        await flow.Trade("secured-confirm", new
        {
            user_id = Guest, confirm_mode = "ALL", originalOrderInfo = new { txn_seqno = held, total_amount = "100.00" },
            confirmOrderInfo = new { confirm_seqno = AccpFlow.Serial(), confirm_time = AccpClient.Stamp(), confirm_amount = "100.00" },
        });
        await flow.ThenStands("u3  110.00");
        await flow.Trade("asyn-refund", flow.RefundOf(bought, Guest, "10.00", "u3", "4.00"), "3004");
        var refund = flow.RefundOf(bought, Guest, "10.00", "u3", "4.00", "WECHAT_NATIVE");
        await flow.Trade("asyn-refund", refund);
        Assert.Equal("TRADE_SUCCESS", (await flow.Receiver.WaitFor(AccpFlow.RefundNo(refund))).Single().Text("txn_status"));
        await flow.ThenStands("u3  106.00");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W66", "T2#11", "T2#12")]
    public async Task It_has_no_balance_tops_nothing_up_and_is_nobody_who_was_opened()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUserWith("u1", "30.00");
        await flow.GivenUser("u3");
        await flow.GivenCoupons("5.00");
        var serial = await GivenOrder(flow, "GENERAL_CONSUME", Guest, "10.00");
        await flow.PayByBalance(serial, Guest, "10.00", code: "2004");
        await flow.Trade("payment-gw", flow.GatewayCall(serial, Guest, "10.00", ("WECHAT_NATIVE", "9.00"), ("BALANCE", "1.00")), "2004");
        await flow.Trade("payment-gw", flow.GatewayCall(serial, Guest, "10.00", ("WECHAT_NATIVE", "9.00"), ("COUPON", "1.00")));
        await flow.ChannelSays(serial);
        await flow.ThenStands("""
            u3         10.00
            MCHCOUPON  4.00
            """);
        foreach (var (type, payer) in new[] { ("USER_TOPUP", Guest), ("GENERAL_CONSUME", "u1") })
        {
            var order = AccpFlow.With(flow.Order(AccpFlow.Serial(), type, payer, "10.00", ("u3", "10.00")), new { user_type = "ANONYMOUS" });
            if (type == "USER_TOPUP") order.Remove("payeeInfo");
            Assert.Contains("user_type", (await flow.Trade("tradecreate", order, "1005")).Message, StringComparison.Ordinal);
        }
        var platform = AccpFlow.With(flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "#yunBizUserId_B2C#", "10.00", ("u3", "10.00")),
            new { user_type = "ANONYMOUS" });
        await flow.Trade("tradecreate", platform, "2003");
        var opened = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.PayByBalance(opened, "u1", "10.00");
        await flow.ThenStands("u3  20.00");
        await flow.CloseTheDay();
    }

    private static async Task<string> GivenOrder(AccpFlow flow, string type, string payer, string amount)
    {
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, type, payer, amount, ("u3", amount)), new { user_type = "ANONYMOUS" }));
        return serial;
    }

    private static object Elements(Person card, string? without = null) => new
    {
        linked_acctno = card.CardNo, linked_phone = without == "linked_phone" ? null : card.Phone,
        linked_acctname = without == "linked_acctname" ? null : card.Name, id_type = "ID_CARD",
        id_no = without == "id_no" ? null : card.IdNumber,
    };

    private static object ByCard(string serial, object card, string payer = Guest) => new
    {
        txn_seqno = serial, total_amount = "100.00", payerInfo = new { user_id = payer }, bankCardInfo = card,
        payMethods = new[] { new { method = "AGRT_DEBIT_CARD", amount = "100.00" } },
    };

    private static async Task Confirm(AccpFlow flow, string serial, AccpReply asked, string phone) => await flow.Trade("validation-sms", new
    {
        payer_type = "USER", payer_id = Guest, txn_seqno = serial, total_amount = "100.00", token = asked.Text("token"),
        verify_code = await flow.Sms(phone),
    });
}
