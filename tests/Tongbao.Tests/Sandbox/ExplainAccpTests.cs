using System.Text;
using System.Text.Json;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Sandbox;

/// <summary>explain tells an order of ACCP down to the bytes that were signed: what was asked, what was answered, what was told.</summary>
public sealed class ExplainAccpTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Each_kind_of_application_is_shown_with_the_answer_that_it_got(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store, new { smsThreshold = 50_00 });
        var buyer = await flow.GivenUserWith("buyer", "100.00");
        await flow.GivenUser("seller");
        await flow.GivenMerchantMoney("30.00");
        var order = flow.Order(AccpFlow.Serial(), "SECURED_CONSUME", "buyer", "40.00", ("seller", "40.00"));
        var serial = AccpFlow.SerialOf(Json.Object(order));
        var asked = new List<(string No, AccpReply Answer)> { (serial, await flow.Trade("tradecreate", order)) };
        await flow.PayByBalance(serial, "buyer", "40.00");
        var slip = AccpFlow.Serial();
        asked.Add((slip, await flow.Trade("secured-confirm", new
        {
            user_id = "buyer", confirm_mode = "ALL", originalOrderInfo = new { txn_seqno = serial, total_amount = "40.00" },
            confirmOrderInfo = new { confirm_seqno = slip, confirm_time = AccpClient.Stamp(), confirm_amount = "40.00" },
        })));
        var refund = flow.RefundOf(serial, "buyer", "40.00", "seller", "5.00");
        asked.Add((AccpFlow.RefundNo(refund), await flow.Trade("asyn-refund", refund)));
        var transfer = flow.TransferTo("seller", "10.00");
        asked.Add((AccpFlow.SerialOf(transfer), await flow.Trade("transfer", transfer)));
        var withdrawal = AccpFlow.With(await flow.WithdrawalOf(buyer, "20.00"), new { orderInfo = new { fee_amount = "1.00" } });
        asked.Add((AccpFlow.SerialOf(withdrawal), await flow.Trade("withdrawal", withdrawal)));
        var looked = AccpFlow.With(await flow.WithdrawalOf(buyer, "5.00"), new { check_flag = "Y" });
        asked.Add((AccpFlow.SerialOf(looked), await flow.Trade("withdrawal", looked, "8889")));
        var coded = await flow.WithdrawalOf(buyer, "60.00");
        await flow.GivenMoney("buyer", "30.00");
        asked.Add((AccpFlow.SerialOf(coded), await flow.Trade("withdrawal", coded, "8888")));
        foreach (var (no, answer) in asked)
        {
            var shown = (await flow.Sandbox.Explain(flow.App.Id, no)).GetProperty("requests")[0].GetProperty("answer");
            // The text is shown masked, and a number of ours may look like a card's: the digest is over the bytes as they were.
            Assert.Equal((DigestOf(answer.Body), answer.Sign), (Text(shown, "digest"), Text(shown, "sign")));
        }
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_story_of_a_payment_has_each_request_without_its_secrets_and_each_notice_as_it_was_signed(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("buyer", "20.00");
        await flow.GivenUser("seller");
        var serial = await flow.GivenPurchase("buyer", "12.00", ("seller", "10.00"), ("MERCHANT", "2.00"));
        var call = AccpFlow.With(flow.GatewayCall(serial, "buyer", "12.00", ("BALANCE", "5.00"), ("WECHAT_NATIVE", "7.00")),
            new { payerInfo = new { password = await flow.Seal(AccpFlow.Password) } });
        await flow.Trade("payment-gw", call);
        await flow.ChannelSays(serial);
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        await Booked(flow, serial);
        var story = await flow.Sandbox.Explain(flow.App.Id, serial);
        var requests = story.GetProperty("requests").EnumerateArray().ToArray();
        Assert.Equal(["Tradecreate", "PaymentGw"], requests.Select(r => Text(r, "command")));
        Assert.DoesNotContain(call["payerInfo"]!["password"]!.GetValue<string>(), story.GetRawText(), StringComparison.Ordinal);
        Assert.Matches("\"password\":\"\\*{3}", Text(requests[1], "signedText")!);
        Assert.Equal(JsonValueKind.Null, requests[1].GetProperty("answer").ValueKind);
        Assert.Equal(["order.held", "purchase.paid"], [..story.GetProperty("entries").EnumerateArray().Select(e => Text(e, "event")!)]);
        var sent = story.GetProperty("notifications")[0].GetProperty("sent")[0].GetProperty("signed");
        Assert.Equal(DigestOf(told.Body), Text(sent, "digest"));
        Assert.True(await flow.Client.Signer.Verify(Encoding.UTF8.GetBytes(told.Body), Text(sent, "sign")!));
        await flow.CloseTheDay();
    }

    /// <summary>The receiver has a notice a moment before its try stands in the store.</summary>
    private static async Task Booked(AccpFlow flow, string serial)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await flow.Sandbox.Notifications(flow.App.Id, serial))[0].State != "delivered") await again.WaitForNextTickAsync(patience.Token);
    }

    private static string DigestOf(string body) =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(body)));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
