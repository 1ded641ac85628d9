using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class QueryAcctserialdetailTests
{
    private const string Query = "query-acctserialdetail";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A5#2", "A5#4")]
    public async Task A_line_is_shown_with_its_order_and_the_other_side_of_it(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "100.00");
        var seller = await flow.GivenUser("u3");
        var serial = await flow.GivenPurchase("u1", "30.00", ("u3", "20.00"), ("MERCHANT", "10.00"));
        await flow.PayByBalance(serial, "u1", "30.00");
        var lines = await flow.LinesOf(flow.Flows("u1", "INNERUSER", "USEROWN_AVAILABLE"));
        var (toMerchant, toSeller) = (await Detail(flow, "u1", lines[0]), await Detail(flow, "u1", lines[1]));
        foreach (var name in new[] { "date_acct", "oid_acctno", "jno_acct", "accp_txno", "txn_type", "product_code", "txn_time", "flag_dc",
            "amt", "amt_bal", "memo" }) Assert.Equal(AccpFlow.Said(lines[1], name), toSeller.Text(name));
        Assert.Equal((serial, await AccountNo(flow, "u3", "INNERUSER", 1), seller.Name),
            (toSeller.Text("txn_seqno"), toSeller.Text("other_acct"), toSeller.Text("other_acct_name")));
        Assert.Equal(("10.00", await AccountNo(flow, null, "INNERMERCHANT", 1), "测试商户"),
            (toMerchant.Text("amt"), toMerchant.Text("other_acct"), toMerchant.Text("other_acct_name")));
        var topUp = await Detail(flow, "u1", lines[2]);
        Assert.Equal(("USER_TOPUP", null, "100.00"), (topUp.Text("txn_type"), topUp.Text("other_acct"), topUp.Text("amt_bal")));
        var own = (await flow.LinesOf(flow.Flows(null, "INNERMERCHANT", "MCHOWN_AVAILABLE")))[0];
        var got = await flow.Account(Query, new { user_type = "INNERMERCHANT", jno_acct = AccpFlow.Said(own, "jno_acct") });
        Assert.Equal((flow.App.Id, "CREDIT", await AccountNo(flow, "u1", "INNERUSER", 1)),
            (got.Text("user_id"), got.Text("flag_dc"), got.Text("other_acct")));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A5#3")]
    public async Task Of_a_bank_account_the_number_is_masked_and_nobody_sees_anothers_line()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var boss = await flow.GivenCompany("c1");
        await flow.GivenUser("u1");
        await flow.GivenMoney("c1", "100.00");
        var asked = AccpFlow.With(await flow.WithdrawalOf(boss, "10.00"), new { linked_acctno = (string?)null });
        await flow.Trade("withdrawal", asked);
        await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked));
        var line = (await flow.LinesOf(flow.Flows("c1", "INNERCOMPANY", "USEROWN_AVAILABLE")))[0];
        var detail = await Detail(flow, "c1", line, "INNERCOMPANY");
        Assert.Equal(("ACCT_CASH_OUT", "NORMAL_WITHDRAW_API", "某某有限公司"),
            (detail.Text("txn_type"), detail.Text("product_code"), detail.Text("other_acct_name")));
        var card = (await flow.Cards("c1"))[0];
        Assert.Equal($"{card[..6]}****{card[^4..]}", detail.Text("other_acct"));
        var no = AccpFlow.Said(line, "jno_acct")!;
        await flow.Account(Query, new { user_id = "u1", user_type = "INNERUSER", jno_acct = no }, "1011");
        await flow.Account(Query, new { user_type = "INNERMERCHANT", jno_acct = no }, "1011");
        await flow.Account(Query, new { user_id = "c1", user_type = "INNERUSER", jno_acct = no }, "2014");
        foreach (var other in new[] { "1", "x", "99999999999999999999", "00000000000000000000", no[..^1] + "9" })
            await flow.Account(Query, new { user_id = "c1", user_type = "INNERCOMPANY", jno_acct = other }, "1011");
        await flow.CloseTheDay();
    }

    private static Task<AccpReply> Detail(AccpFlow flow, string user, System.Text.Json.JsonElement line, string type = "INNERUSER") =>
        flow.Account(Query, new { user_id = user, user_type = type, jno_acct = AccpFlow.Said(line, "jno_acct") });

    private static async Task<string?> AccountNo(AccpFlow flow, string? user, string type, int at) =>
        (await flow.Account("query-acctinfo", new { user_id = user, user_type = type })).Text($"acctinfo_list[{at}].oid_acctno");
}
