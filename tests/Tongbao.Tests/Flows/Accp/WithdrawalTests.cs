using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class WithdrawalTests
{
    private const string Withdrawal = "withdrawal", Query = "query-withdrawal";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T5#1", "T5#7", "A2#6", "W75")]
    public async Task Amount_and_password_take_money_to_the_card_and_the_bank_tells_when_it_has_paid(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "u1" }, [new { result = "pending" }]);
        var asked = await flow.WithdrawalOf(user, "40.00");
        var taken = await flow.Trade(Withdrawal, asked);
        Assert.Equal(("u1", AccpFlow.SerialOf(asked), "40.00", null),
            (taken.Text("user_id"), taken.Text("txn_seqno"), taken.Text("total_amount"), taken.Text("fee_amount")));
        Assert.Matches("^[0-9]{16,20}$", taken.Text("accp_txno"));
        Assert.Equal(("60.00", "40.00"), await flow.Balance("u1"));
        Assert.Equal("TRADE_PREPAID", (await State(flow, asked)).Text("txn_status"));
        await flow.Sandbox.Payout(flow.App.Id, AccpFlow.SerialOf(asked), "success");
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked)));
        var found = await State(flow, asked);
        Assert.Equal(("TRADE_SUCCESS", "TRADE_SUCCESS"), (told.Text("txn_status"), found.Text("txn_status")));
        Assert.Equal(("USER", "u1", "40.00", "rent"), (found.Text("payerInfo.payer_type"), found.Text("payerInfo.payer_id"),
            found.Text("orderInfo.total_amount"), found.Text("orderInfo.order_info")));
        Assert.Equal((asked["orderInfo"]!["txn_time"]!.GetValue<string>(), taken.Text("accp_txno")),
            (found.Text("orderInfo.txn_time"), told.Text("accp_txno")));
        Assert.Equal("u1", told.Text("user_id"));
        Assert.NotNull(told.Text("chnl_txno"));
        Assert.Equal(("60.00", "0.00"), await flow.Balance("u1"));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W73", "W47", "W75")]
    public async Task The_fee_is_inside_the_total_and_comes_to_the_merchant_when_the_bank_has_paid_and_not_when_it_failed(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "200.00");
        var paid = AccpFlow.With(await flow.WithdrawalOf(user, "100.00"), new { orderInfo = new { fee_amount = "20.00" } });
        Assert.Equal("20.00", (await flow.Trade(Withdrawal, paid)).Text("fee_amount"));
        Assert.Equal("TRADE_SUCCESS", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(paid))).Text("txn_status"));
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        Assert.Equal(("20.00", "0.00"), await flow.MerchantBalance());
        Assert.Equal("80.00", (await flow.Balance("channel", "payout")).Available);

        await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "u1" }, [new { result = "fail", message = "account closed" }]);
        var failed = AccpFlow.With(await flow.WithdrawalOf(user, "100.00"), new { orderInfo = new { fee_amount = "20.00" } });
        await flow.Trade(Withdrawal, failed);
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(failed)));
        Assert.Equal(("TRADE_FAILURE", "account closed"), (told.Text("txn_status"), told.Text("failure_reason")));
        Assert.Equal(("TRADE_FAILURE", "0000"), ((await State(flow, failed)).Text("txn_status"), (await State(flow, failed)).Code));
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        Assert.Equal(("20.00", "0.00"), await flow.MerchantBalance());
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W75", "W47")]
    public async Task What_the_bank_sends_back_after_success_comes_back_with_its_fee_and_is_told_again(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(user, "100.00"), new { orderInfo = new { fee_amount = "2.00" } });
        await flow.Trade(Withdrawal, asked);
        await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked));
        await flow.Sandbox.Advance("P3D");
        await flow.Sandbox.Payout(flow.App.Id, AccpFlow.SerialOf(asked), "fail", "no such account");
        var told = await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked), 2);
        Assert.Equal(["TRADE_SUCCESS", "TRADE_CANCEL"], told.Select(n => n.Text("txn_status")));
        Assert.Equal("TRADE_CANCEL", (await State(flow, asked)).Text("txn_status"));
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        Assert.Equal(("0.00", "0.00"), await flow.MerchantBalance());
        await flow.CloseTheDay();
    }

    [Theory, Holds("W77")]
    [InlineData(null, 0, "100000"), InlineData("TRANS_THIS_TIME", 0, "100000")]
    [InlineData("TRANS_NORMAL", 0, "120000"), InlineData("TRANS_NEXT_TIME", 1, "090000")]
    public async Task The_bank_pays_at_once_within_two_hours_or_the_next_morning(string? arrival, int days, string time)
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var day = (await flow.Sandbox.Freeze()).Now.ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1);
        await flow.Sandbox.MoveTo($"{day:yyyy-MM-dd}T10:00:00+08:00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(user, "40.00"), new { pay_time_type = arrival });
        await flow.Trade(Withdrawal, asked);
        await flow.Sandbox.Advance("PT26H");
        Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked)));
        Assert.Equal($"{day.AddDays(days):yyyyMMdd}{time}", (await State(flow, asked)).Text("finish_time"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("T5#2", "T5#6", "W87", "W18")]
    public async Task A_wrong_password_is_told_before_a_short_balance_and_a_used_serial_before_the_password()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = await flow.WithdrawalOf(user, "100.01");
        var without = AccpFlow.With(asked, new { });
        ((JsonObject)without["payerInfo"]!).Remove("password");
        Assert.Contains("password", (await flow.Trade(Withdrawal, without, "1005")).Message);
        var wrong = new { payerInfo = new { password = await flow.Seal("other123") } };
        await flow.Trade(Withdrawal, AccpFlow.With(asked, wrong), "1015");
        await flow.Trade(Withdrawal, asked, "3005");
        await flow.Trade(Withdrawal, AccpFlow.With(asked, new { orderInfo = new { total_amount = "70.00" }, check_flag = "Y" }), "8889");
        for (var again = 0; again < 6; again++) await flow.Trade(Withdrawal, AccpFlow.With(asked, wrong), "1010");
        Assert.Equal(("30.00", "70.00"), await flow.Balance("u1"));
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "30.01"), "3005");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "30.00"));
        await flow.CloseTheDay();
    }

    [Theory, Holds("W73", "W76", "W79", "W93")]
    [InlineData("""{"orderInfo":{"fee_amount":"20.01"}}""", "1005", "（orderInfo.fee_amount）")]
    [InlineData("""{"orderInfo":{"total_amount":"50000.00"}}""", "1005", "（orderInfo.postscript）")]
    [InlineData("""{"orderInfo":{"total_amount":"49999.99"}}""", "3005", null)]
    [InlineData("""{"pay_expire":0}""", "1005", "（pay_expire）")]
    [InlineData("""{"pay_time_type":"TOMORROW"}""", "1005", "（pay_time_type）")]
    [InlineData("""{"payerInfo":{"payer_accttype":"MCHOWN"}}""", "1005", "（payerInfo.payer_accttype）")]
    [InlineData("""{"payerInfo":{"payer_id":"nobody"}}""", "2003", null)]
    [InlineData("""{"payerInfo":{"payer_id":"#yunBizUserId_B2C#"}}""", "2003", null)]
    [InlineData("""{"funds_flag":"Y"}""", "3020", null)]
    [InlineData("""{"payerInfo":{"pap_agree_no":"x"}}""", "3020", null)]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"*"}}""", "1005", "（payerInfo.payer_accttype）")]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"20x","payer_accttype":"MCHOWN"}}""", "2003", null)]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"*","payer_accttype":"MCHASSURE"}}""", "3020", null)]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"*","payer_accttype":"MCHCOUPON"}}""", "3020", null)]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"*","payer_accttype":"USEROWN"}}""", "1005",
        "（payerInfo.payer_accttype）")]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"*","payer_accttype":"MCHOWN"},"orderInfo":{"fee_amount":"1.00"}}""",
        "1005", "（orderInfo.fee_amount）")]
    [InlineData("""{"payerInfo":{"payer_type":"MERCHANT","payer_id":"*","payer_accttype":"MCHFEE"}}""", "3006", null)]
    public async Task Refused_is(string change, string code, string? named)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(user, "100.00"), JsonNode.Parse(change.Replace("\"*\"", $"\"{flow.App.Id}\""))!);
        var refused = await flow.Trade(Withdrawal, asked, code);
        if (named is not null) Assert.Contains(named, refused.Message);
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        await flow.Trade(Query, new { txn_seqno = AccpFlow.SerialOf(asked) }, "1011");
    }

    [Fact, Holds("A1#23", "W54")]
    public async Task Only_who_is_open_withdraws()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        foreach (var (change, back, code) in new[] { ("pause", "resume", "2001"), ("lock", "unlock", "2002"),
            ("reportLost", "restore", "2002") })
        {
            await flow.ChangeState("u1", change);
            await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "1.00"), code);
            await flow.ChangeState("u1", back);
        }
        var (boss, _) = await flow.GivenCompanyInReview("c1");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(boss, "1.00"), "2001");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "1.00"));
    }

    [Fact, Holds("W93", "W76")]
    public async Task The_merchant_withdraws_what_is_its_own_and_names_no_card()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchantMoney("50.00");
        await flow.GivenMerchantMoney("20.00", "MCHFEE");
        foreach (var (account, amount) in new[] { ("MCHOWN", "50.00"), ("MCHFEE", "20.00") })
        {
            var asked = new
            {
                notify_url = flow.Receiver.Url(),
                orderInfo = new { txn_seqno = AccpFlow.Serial(), txn_time = AccpClient.Stamp(), total_amount = amount },
                payerInfo = new { payer_type = "MERCHANT", payer_id = flow.App.Id, payer_accttype = account },
            };
            Assert.Equal(flow.App.Id, (await flow.Trade(Withdrawal, asked)).Text("user_id"));
            var told = Assert.Single(await flow.Receiver.WaitFor(asked.orderInfo.txn_seqno));
            Assert.Equal(("TRADE_SUCCESS", null), (told.Text("txn_status"), told.Text("user_id")));
            await flow.Trade(Withdrawal, AccpFlow.With(asked, new { orderInfo = new { txn_seqno = AccpFlow.Serial() } }), "3006");
        }
        await flow.CloseTheDay();
    }

    [Fact, Holds("T5#3", "W33", "W34", "W75")]
    public async Task Above_the_threshold_a_code_is_asked_for_and_nothing_is_held_before_it()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { smsThreshold = 100_000 });
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "2500.00");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "1000.00"));
        var asked = await flow.WithdrawalOf(user, "1000.01");
        var before = await flow.SmsCount(user.Phone);
        var waiting = await flow.Trade(Withdrawal, asked, "8888");
        Assert.Equal("1000.01", waiting.Text("total_amount"));
        Assert.NotNull(waiting.Text("token"));
        Assert.Equal(before + 1, await flow.SmsCount(user.Phone));
        Assert.Equal("0.00", (await flow.Balance("u1")).Held);
        Assert.Equal("TRADE_WAIT_PAY", (await State(flow, asked)).Text("txn_status"));
        await flow.Trade("withdrawal-check", new { orderInfo = new { txn_seqno = AccpFlow.SerialOf(asked), total_amount = "1000.01" },
            checkInfo = new { check_result = "ACCEPT" } }, "3020");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W33", "W74", "W75", "W47")]
    public async Task A_code_that_never_comes_ends_the_withdrawal_when_its_time_is_over()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite, new { smsThreshold = 1 });
        await flow.Sandbox.Freeze();
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(user, "40.00"), new { pay_expire = "120" });
        await flow.Trade(Withdrawal, asked, "8888");
        await flow.Sandbox.Advance("PT119M59S");
        Assert.Equal("TRADE_WAIT_PAY", (await State(flow, asked)).Text("txn_status"));
        await flow.Sandbox.Advance("PT1S");
        Assert.Equal("TRADE_FAILURE", (await State(flow, asked)).Text("txn_status"));
        Assert.Equal("TRADE_FAILURE", Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked))).Text("txn_status"));
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W94")]
    public async Task Limits_of_a_user_and_of_the_merchant_are_told_apart()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "500.00");
        await flow.GivenMerchantMoney("500.00");
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { singleOrderLimit = 10_000, dailyAmountLimit = 15_000 });
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "100.01"), "3010");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "100.00"));
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "50.01"), "3011");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "50.00"));
        var own = new { payerInfo = new { payer_type = "MERCHANT", payer_id = flow.App.Id, payer_accttype = "MCHOWN" } };
        await flow.Trade(Withdrawal, AccpFlow.With(await flow.WithdrawalOf(user, "100.01"), own), "3013");
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { withdrawalWindow = "00:00-00:00" });
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "1.00"), "3020");
    }

    [Fact, Holds("W25")]
    public async Task A_query_finds_a_withdrawal_by_either_number_and_nothing_else()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "100.00");
        var asked = await flow.WithdrawalOf(user, "10.00");
        var taken = await flow.Trade(Withdrawal, asked);
        Assert.Equal(AccpFlow.SerialOf(asked),
            (await flow.Trade(Query, new { accp_txno = taken.Text("accp_txno") })).Text("orderInfo.txn_seqno"));
        var transfer = flow.TransferTo("u1", "1.00");
        await flow.GivenMerchantMoney("1.00");
        await flow.Trade("transfer", transfer);
        await flow.Trade(Query, new { txn_seqno = AccpFlow.SerialOf(transfer) }, "1011");
        await flow.Trade(Query, new { txn_seqno = "nothing" }, "1011");
        await flow.Trade(Query, new { }, "1005");
    }

    private static Task<AccpReply> State(AccpFlow flow, JsonObject asked) =>
        flow.Trade(Query, new { txn_seqno = AccpFlow.SerialOf(asked) });
}
