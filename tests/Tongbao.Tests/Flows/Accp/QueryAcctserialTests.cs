using System.Globalization;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class QueryAcctserialTests
{
    private const string Query = "query-acctserial";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A5#1", "A5#2", "W59")]
    public async Task What_went_in_and_out_of_a_persons_account_is_listed_with_the_balance_after_it(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUserWith("u1", "100.00");
        await flow.GivenUser("u3");
        var serial = await flow.GivenPurchase("u1", "30.00", ("u3", "30.00"));
        await flow.PayByBalance(serial, "u1", "30.00");
        var request = flow.Flows("u1", "INNERUSER", "USEROWN_AVAILABLE");
        Assert.Equal(["GENERAL_CONSUME DEBIT 30.00 70.00", "USER_TOPUP CREDIT 100.00 100.00"], await flow.Lines(request));
        var listed = await flow.Account(Query, request);
        Assert.Equal(("u1", "2", "1", "100.00", "30.00"), (listed.Text("user_id"), listed.Text("total_num"), listed.Text("total_page"),
            listed.Text("total_in_amt"), listed.Text("total_out_amt")));
        var paid = (await flow.LinesOf(request))[0];
        var accounts = await flow.Account("query-acctinfo", new { user_id = "u1", user_type = "INNERUSER" });
        Assert.Equal(((await flow.Query(serial)).Text("accp_txno"), "CONSUMPTION_API", "附言", accounts.Text("acctinfo_list[1].oid_acctno")),
            (AccpFlow.Said(paid, "accp_txno"), AccpFlow.Said(paid, "product_code"), AccpFlow.Said(paid, "memo"),
            AccpFlow.Said(paid, "oid_acctno")));
        foreach (var out1 in new[] { "D", "DEBIT" })
        {
            var only = AccpFlow.With(request, new { flag_dc = out1 });
            Assert.Equal(["GENERAL_CONSUME DEBIT 30.00 70.00"], await flow.Lines(only));
            Assert.Equal(("0.00", "1"), ((await flow.Account(Query, only)).Text("total_in_amt"),
                (await flow.Account(Query, only)).Text("total_num")));
        }
        Assert.Equal(["USER_TOPUP CREDIT 100.00 100.00"], await flow.Lines(AccpFlow.With(request, new { flag_dc = "C" })));
        Assert.Empty(await flow.Lines(AccpFlow.With(request, new { acct_type = "USEROWN_PSETTLE" })));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A5#2", "A5#3")]
    public async Task A_withdrawal_is_listed_when_it_is_paid_with_its_fee_apart_and_a_refund_as_what_it_gives_back()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var boss = await flow.GivenCompany("c1");
        await flow.GivenMoney("c1", "100.00");
        var order = await flow.GivenPurchase("c1", "20.00", ("u1", "20.00"));
        await flow.PayByBalance(order, "c1", "20.00");
        await flow.Trade("asyn-refund", flow.RefundOf(order, "c1", "20.00", "u1", "5.00"));
        await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "c1" }, [new { result = "pending" }]);
        var asked = AccpFlow.With(await flow.WithdrawalOf(boss, "50.00"),
            new { linked_acctno = (string?)null, orderInfo = new { fee_amount = "2.00" } });
        await flow.Trade("withdrawal", asked);
        string[] before =
            ["GENERAL_CONSUME CREDIT 5.00 85.00", "GENERAL_CONSUME DEBIT 20.00 80.00", "INNER_FUND_EXCHANGE CREDIT 100.00 100.00"];
        Assert.Equal(before, await flow.Lines(flow.Flows("c1", "INNERCOMPANY", "USEROWN_AVAILABLE")));
        await flow.Sandbox.Payout(flow.App.Id, AccpFlow.SerialOf(asked), "success");
        Assert.Equal(["SERVICE_FEE DEBIT 2.00 35.00", "ACCT_CASH_OUT DEBIT 48.00 37.00", .. before],
            await flow.Lines(flow.Flows("c1", "INNERCOMPANY", "USEROWN_AVAILABLE")));
        Assert.Equal(["GENERAL_CONSUME DEBIT 5.00 15.00", "GENERAL_CONSUME CREDIT 20.00 20.00"],
            await flow.Lines(flow.Flows("u1", "INNERUSER", "USEROWN_AVAILABLE")));
        await flow.Account(Query, flow.Flows("u1", "INNERCOMPANY", "USEROWN_AVAILABLE"), "2014");
        await flow.CloseTheDay();
    }

    [Fact, Holds("A5#4")]
    public async Task The_merchants_accounts_have_lists_of_their_own()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var user = await flow.GivenUserWith("u1", "100.00");
        var topUp = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(topUp, "MCH_TOPUP", null, "50.00"), new
        {
            payeeInfo = new { payee_id = flow.App.Id, payee_type = "MERCHANT", payee_accttype = "MCHOWN", payee_amount = "50.00" },
        }));
        await flow.PayByScan(topUp, flow.App.Id, "50.00");
        await flow.ChannelSays(topUp);
        var asked = AccpFlow.With(await flow.WithdrawalOf(user, "10.00"), new { orderInfo = new { fee_amount = "1.00" } });
        await flow.Trade("withdrawal", asked);
        await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked));
        await flow.Trade("transfer", AccpFlow.With(flow.TransferTo("x", "20.00"), new
        {
            payeeInfo = new { payee_type = "MERCHANT", payee_id = flow.App.Id, payee_accttype = "MCHCOUPON" },
        }));
        var own = flow.Flows(null, "INNERMERCHANT", "MCHOWN_AVAILABLE");
        Assert.Equal(["INNER_FUND_EXCHANGE DEBIT 20.00 31.00", "SERVICE_FEE CREDIT 1.00 51.00", "MCH_TOPUP CREDIT 50.00 50.00"],
            await flow.Lines(own));
        Assert.Equal(flow.App.Id, (await flow.Account(Query, own)).Text("user_id"));
        Assert.Equal(["NTERNAL_ACCOUNT_TRANSFER", "NORMAL_WITHDRAW_API", "DEPOSIT_API"],
            (await flow.LinesOf(own)).Select(l => AccpFlow.Said(l, "product_code")));
        Assert.Equal(["INNER_FUND_EXCHANGE CREDIT 20.00 20.00"],
            await flow.Lines(flow.Flows(null, "INNERMERCHANT", "MCHCOUPON_AVAILABLE")));
        var secured = await flow.GivenGuarantee("u1", "30.00");
        await flow.PayByBalance(secured, "u1", "30.00");
        Assert.Equal(["SECURED_CONSUME CREDIT 30.00 30.00"], await flow.Lines(flow.Flows(null, "INNERMERCHANT", "MCHASSURE_AVAILABLE")));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W58")]
    public async Task Pages_count_from_one_in_either_order_and_each_has_the_totals_of_all(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("15.00");
        foreach (var yuan in new[] { "1.00", "2.00", "3.00", "4.00", "5.00" }) await flow.Trade("transfer", flow.TransferTo("u1", yuan));
        var request = flow.Flows(null, "INNERMERCHANT", "MCHOWN_AVAILABLE", new { page_size = "2" });
        string[] newestFirst = ["5.00", "4.00", "3.00", "2.00", "1.00", "15.00"];
        foreach (var (order, amounts) in new[] { ("DESC", newestFirst), ("ASC", [.. newestFirst.Reverse()]) })
        {
            foreach (var (page, at) in amounts.Chunk(2).Index().Append((9, [])))
            {
                var one = AccpFlow.With(request, new { page_no = page + 1, sort_type = order });
                Assert.Equal(at, (await flow.LinesOf(one)).Select(l => AccpFlow.Said(l, "amt")));
                var said = await flow.Account(Query, one);
                Assert.Equal(("3", "6", "15.00", "15.00", (page + 1).ToString(CultureInfo.InvariantCulture)), (said.Text("total_page"),
                    said.Text("total_num"), said.Text("total_in_amt"), said.Text("total_out_amt"), said.Text("page_no")));
            }
        }
        var outs = AccpFlow.With(request, new { flag_dc = "DEBIT", page_no = 2, sort_type = "ASC" });
        Assert.Equal(["3.00", "4.00"], (await flow.LinesOf(outs)).Select(l => AccpFlow.Said(l, "amt")));
        Assert.Equal(("3", "5", "0.00", "15.00"), ((await flow.Account(Query, outs)).Text("total_page"),
            (await flow.Account(Query, outs)).Text("total_num"), (await flow.Account(Query, outs)).Text("total_in_amt"),
            (await flow.Account(Query, outs)).Text("total_out_amt")));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W58")]
    public async Task Both_ends_of_the_time_count_and_nothing_in_it_is_an_answer_too()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var start = (await flow.Sandbox.Freeze()).Now;
        await flow.GivenUser("u1");
        await flow.GivenMoney("u1", "10.00");
        await flow.Sandbox.Advance("PT1S");
        await flow.GivenMoney("u1", "20.00");
        await flow.Sandbox.Advance("PT1S");
        Assert.Equal(["10.00"], await Amounts(start, start));
        Assert.Equal(["20.00", "10.00"], await Amounts(start, start.AddSeconds(1)));
        Assert.Equal(["20.00"], await Amounts(start.AddSeconds(1), start.AddSeconds(2)));
        var empty = await flow.Account(Query, Between(start.AddDays(-2), start.AddDays(-1)));
        Assert.Equal(("0", "0", "0.00"), (empty.Text("total_num"), empty.Text("total_page"), empty.Text("total_in_amt")));
        await flow.CloseTheDay();

        async Task<IReadOnlyList<string?>> Amounts(DateTimeOffset from, DateTimeOffset to) =>
            [.. (await flow.LinesOf(Between(from, to))).Select(l => AccpFlow.Said(l, "amt"))];

        object Between(DateTimeOffset from, DateTimeOffset to) => flow.Flows("u1", "INNERUSER", "USEROWN_AVAILABLE",
            new { date_start = AccpClient.Stamp(from), date_end = AccpClient.Stamp(to) });
    }

    [Theory, Holds("W58")]
    [InlineData("""{"page_size":101}""", "page_size"), InlineData("""{"page_size":0}""", "page_size")]
    [InlineData("""{"page_no":0}""", "page_no"), InlineData("""{"page_no":9223372036854775807}""", "page_no")]
    [InlineData("""{"date_start":"20991231000000"}""", "date_end"), InlineData("""{"date_end":"20991231000000"}""", "date_end")]
    [InlineData("""{"date_end":"20200101"}""", "date_end"), InlineData("""{"acct_type":"MCHOWN_AVAILABLE"}""", "acct_type")]
    [InlineData("""{"acct_type":"USEROWN"}""", "acct_type"), InlineData("""{"flag_dc":"X"}""", "flag_dc")]
    [InlineData("""{"sort_type":"UP"}""", "sort_type"), InlineData("""{"user_id":null}""", "user_id")]
    [InlineData("""{"user_type":"INNERMERCHANT"}""", "acct_type")]
    public async Task What_is_wrong_is_named(string change, string field)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var request = AccpFlow.With(flow.Flows("nobody", "INNERUSER", "USEROWN_AVAILABLE"), System.Text.Json.Nodes.JsonNode.Parse(change)!);
        Assert.Contains($"（{field}）", (await flow.Account(Query, request, "1005")).Message);
        await flow.Account(Query, flow.Flows("nobody", "INNERUSER", "USEROWN_AVAILABLE"), "2003");
    }
}
