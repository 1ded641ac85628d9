using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>支付统一创单: who pays, who is paid and how long an order waits are said once; and what its channel pays too late.</summary>
public sealed class TradecreateTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T1#8", "T2#6", "T2#9", "T2#11")]
    public async Task Users_and_the_merchant_top_up_and_a_purchase_names_payees_whose_shares_add_up(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var ofUser = await flow.GivenOrder("USER_TOPUP", "u1", "10.00");
        await flow.PayByScan(ofUser, "u1", "10.00");
        await flow.ChannelSays(ofUser);
        var ofMerchant = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(ofMerchant, "MCH_TOPUP", null, "20.00"), new
        {
            payeeInfo = new { payee_id = flow.App.Id, payee_type = "MERCHANT", payee_accttype = "MCHOWN", payee_amount = "20.00" },
        }));
        await flow.PayByScan(ofMerchant, flow.App.Id, "20.00");
        await flow.ChannelSays(ofMerchant);
        var serial = AccpFlow.Serial();
        foreach (var payees in new (string, string)[][] { [], [("u3", "9.99")], [("u3", "5.00"), ("MERCHANT", "5.01")] })
        {
            var refused = await flow.Trade("tradecreate", flow.Order(serial, "GENERAL_CONSUME", "u1", "10.00", payees), "1005");
            Assert.Contains("（payeeInfo）", refused.Message, StringComparison.Ordinal);
        }
        await flow.Query(serial, "1011");
        var bought = await flow.GivenPurchase("u1", "10.00", ("u3", "4.00"), ("MERCHANT", "6.00"));
        await flow.PayByBalance(bought, "u1", "10.00");
        await flow.ThenStands("""
            u1      0.00
            u3      4.00
            MCHOWN  26.00
            """);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W29")]
    public async Task What_a_pay_call_says_of_parties_and_addresses_is_passed_over()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var payer = await flow.GivenUserWith("u1", "60.00");
        await flow.GivenUser("u3");
        await flow.GivenUser("u4");
        var other = new
        {
            notify_url = flow.Receiver.Url("/elsewhere"), return_url = "https://elsewhere.example/",
            payeeInfo = new[] { new { payee_id = "u4", payee_type = "USER", payee_amount = "20.00" } },
        };
        var (byBalance, byWallet, byCard) = (await Order(), await Order(), await Order());
        await flow.Trade("payment-balance", AccpFlow.With(await flow.BalanceCall(byBalance, "u1", "20.00"), other));
        await flow.Trade("payment-gw", AccpFlow.With(flow.GatewayCall(byWallet, "u1", "20.00", ("WECHAT_NATIVE", "20.00")), other));
        await flow.ChannelSays(byWallet);
        var asked = await flow.Trade("payment-bankcard", AccpFlow.With(new
        {
            txn_seqno = byCard, total_amount = "20.00", payerInfo = new { user_id = "u1", password = await flow.Seal(AccpFlow.Password) },
            bankCardInfo = new { linked_acctno = payer.CardNo }, payMethods = new[] { new { method = "AGRT_DEBIT_CARD", amount = "20.00" } },
        }, other), "8888");
        await flow.Trade("validation-sms", new
        {
            user_id = "u1", txn_seqno = byCard, total_amount = "20.00", token = asked.Text("token"),
            verify_code = await flow.Sms(payer.Phone),
        });
        foreach (var serial in new[] { byBalance, byWallet, byCard })
            Assert.Equal("/notices", (await flow.Receiver.WaitFor(serial)).Single().Path);
        await flow.ThenStands("""
            u1  40.00
            u3  60.00
            u4  0.00
            """);
        await flow.CloseTheDay();

        Task<string> Order() => flow.GivenPurchase("u1", "20.00", ("u3", "20.00"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W27", "W26")]
    public async Task A_channel_that_pays_a_closed_order_gets_its_money_back_and_it_is_listed(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        await flow.Sandbox.Freeze();
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WECHAT_NATIVE" },
            [new { result = "pending" }, new { after = "PT3H", result = "success" }]);
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, "GENERAL_CONSUME", "u1", "100.00", ("u3", "100.00")),
            new { pay_expire = 120 }));
        await flow.PayByScan(serial, "u1", "100.00");
        await flow.Sandbox.Advance("PT2H");
        Assert.Equal("TRADE_CLOSE", (await flow.Query(serial)).Text("txn_status"));
        await flow.Sandbox.Advance("PT2H");
        Assert.Equal("TRADE_CLOSE", (await flow.Query(serial)).Text("txn_status"));
        await flow.ThenStands("""
            u3         0.00
            RETURNING  100.00
            """);
        var listed = (await flow.Sandbox.Explain(flow.App.Id, serial)).GetProperty("findings").EnumerateArray().Single();
        Assert.Equal(("late-payment", 10000), (listed.GetProperty("kind").GetString(), listed.GetProperty("amount").GetInt64()));
        await flow.Sandbox.Advance("P2D");
        await flow.ThenStands("RETURNING  0.00");
        Assert.Equal("TRADE_CLOSE", (await flow.Query(serial)).Text("txn_status"));
        Assert.DoesNotContain(flow.Receiver.Received, n => n.Subject == serial);
        await flow.CloseTheDay();
    }
}
