using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class TransferTests
{
    private const string Transfer = "transfer";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T6#1", "T6#4", "W15")]
    public async Task The_merchant_pays_a_user_at_once_and_is_told_of_it(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("500.00");
        var asked = flow.TransferTo("u1", "120.00");
        var done = await flow.Trade(Transfer, asked);
        Assert.Equal((flow.App.Id, "120.00"), (done.Text("user_id"), done.Text("total_amount")));
        Assert.Matches("^[0-9]{8}$", done.Text("accounting_date"));
        await flow.ThenStands("""
            MCHOWN   380.00
            u1       120.00
            """);
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked)));
        var found = await flow.Trade("query-payment", new { txn_seqno = AccpFlow.SerialOf(asked) });
        Assert.Equal(("INNER_FUND_EXCHANGE", "TRADE_SUCCESS"), (told.Text("txn_type"), told.Text("txn_status")));
        foreach (var facts in new[] { told.Value, found.Value })
        {
            var (payer, payee) = (facts.GetProperty("payerInfo")[0], facts.GetProperty("payeeInfo")[0]);
            Assert.Equal(("MERCHANT", flow.App.Id, "120.00"), (Text(payer, "payer_type"), Text(payer, "payer_id"), Text(payer, "amount")));
            Assert.Equal(("USER", "u1", "120.00"), (Text(payee, "payee_type"), Text(payee, "payee_id"), Text(payee, "amount")));
            Assert.Equal("of May", Text(facts.GetProperty("orderInfo"), "order_info"));
        }
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T6#2", "W93", "W62")]
    public async Task Payer_and_payee_may_each_be_a_user_or_an_account_of_the_merchant(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMoney("u1", "100.00");
        await flow.GivenMerchantMoney("100.00");
        await flow.Trade(Transfer, await From(flow, "u1", flow.TransferTo("u2", "10.00")));
        await flow.Trade(Transfer, ToMerchant(flow, await From(flow, "u1", flow.TransferTo("u2", "10.00")), "MCHOWN"));
        await flow.Trade(Transfer, flow.TransferTo("u1", "10.00"));
        await flow.Trade(Transfer, ToMerchant(flow, flow.TransferTo("u2", "10.00"), "MCHCOUPON"));
        await flow.Trade(Transfer, ToMerchant(flow, flow.TransferTo("u2", "5.00"), "MCHFEE"));
        await flow.ThenStands("""
            u1         90.00
            u2         10.00
            MCHOWN     85.00
            MCHCOUPON  10.00
            MCHFEE      5.00
            """);
        var back = AccpFlow.With(ToMerchant(flow, flow.TransferTo("u2", "10.00"), "MCHOWN"),
            new { payerInfo = new { payer_accttype = "MCHCOUPON" } });
        await flow.Trade(Transfer, back);
        await flow.ThenStands("""
            MCHOWN     95.00
            MCHCOUPON   0.00
            """);
        await flow.CloseTheDay();
    }

    [Fact, Holds("T6#3", "W87", "W18")]
    public async Task Only_what_is_available_is_transferred_by_the_right_password_once()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMoney("u1", "20.00");
        await flow.Trade("withdrawal", AccpFlow.With(await flow.WithdrawalOf(user, "15.00"), new { check_flag = "Y" }), "8889");
        var asked = await From(flow, "u1", flow.TransferTo("u2", "5.01"));
        await flow.Trade(Transfer, AccpFlow.With(asked, new { payerInfo = new { password = await flow.Seal("other123") } }), "1015");
        await flow.Trade(Transfer, asked, "3005");
        await flow.Trade(Transfer, flow.TransferTo("u2", "0.01"), "3006");
        await flow.ThenStands("""
            u1      5.00 + 15.00
            u2      0.00
            MCHOWN  0.00
            """);
        var right = await From(flow, "u1", flow.TransferTo("u2", "5.00"));
        await flow.Trade(Transfer, right);
        await flow.Trade(Transfer, AccpFlow.With(right, new { payerInfo = new { password = await flow.Seal("other123") } }), "1010");
        await flow.Trade("withdrawal", await flow.WithdrawalOf(user, "1.00", AccpFlow.SerialOf(right)), "1010");
        await flow.CloseTheDay();
    }

    [Theory, Holds("W62", "W79", "W80", "W93", "W16")]
    [InlineData("""{"orderInfo":{"txn_purpose":"x"}}""", "1005", "（orderInfo.txn_purpose）")]
    [InlineData("""{"orderInfo":{"txn_purpose":"贷款"}}""", "0000", null)]
    [InlineData("""{"orderInfo":{"txn_purpose":"贷款支付"}}""", "0000", null)]
    [InlineData("""{"orderInfo":{"fee_amount":"0.01"}}""", "1005", "（orderInfo.fee_amount）")]
    [InlineData("""{"check_flag":"Y"}""", "1005", "（check_flag）")]
    [InlineData("""{"check_flag":"N","funds_flag":"N","orderInfo":{"fee_amount":"0.00"}}""", "0000", null)]
    [InlineData("""{"funds_flag":"Y"}""", "3020", null)]
    [InlineData("""{"payerInfo":{"pap_agree_no":"x"}}""", "3020", null)]
    [InlineData("""{"payeeInfo":{"payee_type":"BANKACCT_PRI","bank_acctno":"6228480000000000000"}}""", "3020", null)]
    [InlineData("""{"payeeInfo":{"payee_id":"nobody"}}""", "2003", null)]
    [InlineData("""{"payeeInfo":{"payee_id":"#yunBizUserId_B2C#"}}""", "2003", null)]
    [InlineData("""{"payeeInfo":{"payee_accttype":"MCHOWN"}}""", "1005", null)]
    [InlineData("""{"payeeInfo":{"payee_type":"MERCHANT","payee_id":"*","payee_accttype":"MCHOWN"}}""", "1005", "（payeeInfo.payee_id）")]
    [InlineData("""{"payeeInfo":{"payee_type":"MERCHANT","payee_id":"*","payee_accttype":"MCHASSURE"}}""", "1005",
        "（payeeInfo.payee_accttype）")]
    [InlineData("""{"payeeInfo":{"payee_type":"MERCHANT","payee_id":"*"}}""", "1005", "（payeeInfo.payee_accttype）")]
    [InlineData("""{"payerInfo":{"payer_accttype":"MCHASSURE"}}""", "1005", "（payerInfo.payer_accttype）")]
    [InlineData("""{"payerInfo":{"payer_id":"another"}}""", "2003", null)]
    [InlineData("""{"pay_expire":"0"}""", "1005", "（pay_expire）")]
    [InlineData("""{"payeeInfo":[{"payee_type":"USER","payee_id":"u1"}]}""", "0000", null)]
    [InlineData("""{"payeeInfo":[{"payee_type":"USER","payee_id":"u1"},{"payee_type":"USER","payee_id":"u1"}]}""", "1005", "（payeeInfo）")]
    public async Task A_transfer_is_one_that_this_wire_can_book(string change, string code, string? named)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("10.00");
        var asked = AccpFlow.With(flow.TransferTo("u1", "10.00"), JsonNode.Parse(change.Replace("\"*\"", $"\"{flow.App.Id}\""))!);
        var answered = await flow.Trade(Transfer, asked, code);
        if (named is not null) Assert.Contains(named, answered.Message);
        await flow.ThenStands($"u1 {(code == "0000" ? "10.00" : "0.00")}");
    }

    [Fact, Holds("A1#23", "W54", "W62")]
    public async Task Payer_and_payee_are_open_and_not_one()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMoney("u1", "20.00");
        var asked = await From(flow, "u1", flow.TransferTo("u2", "1.00"));
        Assert.Contains("（payeeInfo.payee_id）",
            (await flow.Trade(Transfer, AccpFlow.With(asked, new { payeeInfo = new { payee_id = "u1" } }), "1005")).Message);
        await flow.ChangeState("u2", "pause");
        await flow.Trade(Transfer, asked, "2001");
        await flow.ChangeState("u2", "resume");
        // What bars the requests of a payee does not bar what comes to it.
        await flow.ChangeState("u2", "lock");
        await flow.Trade(Transfer, asked);
        await flow.Trade(Transfer, await From(flow, "u2", flow.TransferTo("u1", "1.00")), "2002");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W33", "W34", "W23")]
    public async Task Above_the_threshold_a_user_gives_the_code_first_and_a_merchant_never(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store, new { smsThreshold = 5_000 });
        var user = await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMoney("u1", "100.00");
        await flow.Trade(Transfer, await From(flow, "u1", flow.TransferTo("u2", "50.00")));
        var asked = await From(flow, "u1", flow.TransferTo("u2", "50.01"));
        await flow.Trade(Transfer, asked, "3005");
        await flow.GivenMoney("u1", "0.01");
        var waiting = await flow.Trade(Transfer, asked, "8888");
        Assert.Equal("50.01", waiting.Text("total_amount"));
        await flow.ThenStands("""
            u1  50.01
            u2  50.00
            """);
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(AccpFlow.SerialOf(asked))).Text("txn_status"));
        var code = Code(asked, waiting, await flow.Sms(user.Phone));
        await flow.Trade("validation-sms",
            AccpFlow.With(code, new { verify_code = AccpFlow.NotThis(code["verify_code"]!.GetValue<string>()) }), "1017");
        Assert.Equal("50.01", (await flow.Trade("validation-sms", code)).Text("total_amount"));
        await flow.Trade("validation-sms", code, "3022");
        await flow.ThenStands("""
            u1    0.00
            u2  100.01
            """);
        Assert.Equal("INNER_FUND_EXCHANGE", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked))).Text("txn_type"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W33", "W47")]
    public async Task One_whose_code_never_comes_is_closed_when_its_time_is_over_and_nothing_is_told()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite, new { smsThreshold = 1 });
        await flow.Sandbox.Freeze();
        await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMoney("u1", "100.00");
        var asked = AccpFlow.With(await From(flow, "u1", flow.TransferTo("u2", "50.00")), new { pay_expire = 60 });
        await flow.Trade(Transfer, asked, "8888");
        await flow.Sandbox.Advance("PT60M");
        Assert.Equal("TRADE_CLOSE", (await flow.Query(AccpFlow.SerialOf(asked))).Text("txn_status"));
        Assert.Empty(await flow.Sandbox.Notifications(flow.App.Id, AccpFlow.SerialOf(asked)));
        await flow.ThenStands("u1  100.00");
        await flow.CloseTheDay();
    }

    private static string? Text(System.Text.Json.JsonElement of, string name) => of.GetProperty(name).GetString();

    /// <summary>The same transfer out of a user's balance.</summary>
    private static async Task<JsonObject> From(AccpFlow flow, string user, JsonObject asked)
    {
        asked["payerInfo"] = Json.Object(new { payer_type = "USER", payer_id = user, password = await flow.Seal(AccpFlow.Password) });
        return asked;
    }

    private static JsonObject ToMerchant(AccpFlow flow, JsonObject asked, string account)
    {
        asked["payeeInfo"] = Json.Object(new { payee_type = "MERCHANT", payee_id = flow.App.Id, payee_accttype = account });
        return asked;
    }

    private static JsonObject Code(JsonObject asked, AccpReply waiting, string code) => Json.Object(new
    {
        payer_type = "USER", payer_id = asked["payerInfo"]!["payer_id"]!.GetValue<string>(), txn_seqno = AccpFlow.SerialOf(asked),
        total_amount = waiting.Text("total_amount"), token = waiting.Text("token"), verify_code = code,
    });
}
