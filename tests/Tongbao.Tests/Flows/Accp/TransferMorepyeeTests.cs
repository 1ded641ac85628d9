using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class TransferMorepyeeTests
{
    private const string Transfer = "transfer-morepyee";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W78", "T6#4", "W62")]
    public async Task Several_are_paid_in_one_entry_or_nobody(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMerchantMoney("299.99");
        var asked = To(flow, "300.00", ("u1", "200.00"), ("u2", "100.00"));
        await flow.Trade(Transfer, asked, "3006");
        await flow.ThenStands("""
            u1        0.00
            u2        0.00
            MCHOWN  299.99
            """);
        await flow.GivenMerchantMoney("0.01");
        await flow.Trade(Transfer, asked);
        await flow.ThenStands("""
            u1      200.00
            u2      100.00
            MCHOWN    0.00
            """);
        var told = Assert.Single(await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked)));
        Assert.Equal(["u1 200.00", "u2 100.00"], told.Value.GetProperty("payeeInfo").EnumerateArray()
            .Select(p => $"{p.GetProperty("payee_id").GetString()} {p.GetProperty("amount").GetString()}"));
        var mine = To(flow, "150.00", ("u2", "150.00"));
        mine["payerInfo"] = Json.Object(new { payer_type = "USER", payer_id = "u1", password = await flow.Seal(AccpFlow.Password) });
        await flow.Trade(Transfer, mine);
        await flow.Trade(Transfer, AccpFlow.With(mine, new { orderInfo = new { txn_seqno = AccpFlow.Serial() } }), "3005");
        await flow.CloseTheDay();
    }

    [Theory, Holds("W78", "W79", "W62", "W16", "W80")]
    [InlineData("""{"orderInfo":{"total_amount":"299.99"}}""", "1005", "（payeeInfo）")]
    [InlineData("""{"orderInfo":{"total_amount":"300.01"}}""", "1005", "（payeeInfo）")]
    [InlineData("""{"orderInfo":{"txn_purpose":"x"}}""", "1005", "（orderInfo.txn_purpose）")]
    [InlineData("""{"funds_flag":"Y"}""", "3020", null)]
    [InlineData("""{"directionalpay_flag":"Y"}""", "3020", null)]
    [InlineData("""{"continuously_flag":"Y"}""", "3020", null)]
    [InlineData("""{"payerInfo":{"pap_agree_no":"x"}}""", "3020", null)]
    [InlineData("""{"payeeInfo":{"payee_type":"USER","payee_id":"u1","payee_amount":"300.00"}}""", "0000", null)]
    [InlineData("""{"payeeInfo":[{"payee_type":"USER","payee_id":"u1","payee_amount":"200"},{"payee_type":"USER","payee_id":"x","payee_amount":100}]}""",
        "2003", null)]
    [InlineData("""{"payeeInfo":[]}""", "1005", "（payeeInfo）")]
    public async Task Refused_or_taken_is(string change, string code, string? named)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.GivenMerchantMoney("300.00");
        var asked = AccpFlow.With(To(flow, "300.00", ("u1", "200.00"), ("u2", "100.00")), JsonNode.Parse(change)!);
        var answered = await flow.Trade(Transfer, asked, code);
        if (named is not null) Assert.Contains(named, answered.Message);
        await flow.ThenStands($"MCHOWN {(code == "0000" ? "0.00" : "300.00")}");
    }

    [Fact, Holds("W62")]
    public async Task Ten_at_most_are_paid()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("11.00");
        var rows = Enumerable.Repeat(("u1", "1.00"), 11).ToArray();
        Assert.Contains("（payeeInfo）", (await flow.Trade(Transfer, To(flow, "11.00", rows), "1005")).Message);
        await flow.Trade(Transfer, To(flow, "10.00", rows[..10]));
        await flow.ThenStands("u1  10.00");
        await flow.CloseTheDay();
    }

    private static JsonObject To(AccpFlow flow, string total, params (string User, string Amount)[] payees)
    {
        var asked = flow.TransferTo("u1", total);
        asked["payeeInfo"] = new JsonArray([.. payees.Select(p =>
            (JsonNode)Json.Object(new { payee_type = "USER", payee_id = p.User, payee_amount = p.Amount }))]);
        return asked;
    }
}
