using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class UnlinkedacctTests
{
    private const string Apply = "unlinkedacct-ind-apply";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A3#1", "A3#2", "A3#4")]
    public async Task The_password_unbinds_a_card_but_not_the_only_one(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var person = await flow.GivenUser("u1");
        var (card, _) = await flow.GivenCard("u1");
        var serial = AccpFlow.Serial();
        var request = await Unbinding(flow, card.CardNo, serial);
        await flow.Account(Apply, AccpFlow.With(request, new { password = await flow.Seal("wrong123") }), "1015");
        Assert.Equal([person.CardNo, card.CardNo], await flow.Cards("u1"));
        await flow.Account(Apply, AccpFlow.With(request, new { linked_acctno = Person.New("u1").CardNo }), "1024");
        var unbound = await flow.Account(Apply, request);
        Assert.Equal([person.CardNo], await flow.Cards("u1"));
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("UNLINKEDACCT_IND", "SUCCESS", unbound.Text("accp_txno")),
            (told.Text("action"), told.Text("result"), told.Text("accp_txno")));
        Assert.Equal("UntieCard", (await flow.Account("query-txn", new { txn_seqno = serial })).Text("busi_type"));
        await flow.Account(Apply, request, "1010");
        await flow.Account(Apply, await Unbinding(flow, person.CardNo), "2009");
        Assert.Equal([person.CardNo], await flow.Cards("u1"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A3#5")]
    public async Task An_unbound_card_neither_pays_nor_is_withdrawn_to_by_number_or_by_agreement()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = await flow.GivenUserWith("u1", "10.00");
        var (card, agreement) = await flow.GivenCard("u1");
        await flow.Account(Apply, await Unbinding(flow, card.CardNo));
        var order = await flow.GivenOrder("USER_TOPUP", "u1", "10.00");
        var bare = AccpFlow.With(await flow.WithdrawalOf(person, "1.00"), new { linked_acctno = (string?)null });
        foreach (var (named, code) in new (object, string)[] { (new { linked_acctno = card.CardNo }, "1024"),
            (new { linked_agrtno = agreement }, "1030") })
        {
            await flow.Trade("payment-bankcard", await flow.CardCall(order, "u1", "10.00", named), code);
            await flow.Trade("withdrawal", AccpFlow.With(bare, named), code);
        }
        await flow.ThenStands("u1  10.00");
        await flow.CloseTheDay();
    }

    [Fact, Holds("A3#3")]
    public async Task A_factor_is_good_for_ten_minutes()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        await flow.Sandbox.Freeze();
        await flow.GivenUser("u1");
        var (card, _) = await flow.GivenCard("u1");
        var factor = await flow.Factor("u1");
        await flow.Sandbox.Advance("PT10M1S");
        var request = await Unbinding(flow, card.CardNo);
        await flow.Account(Apply, AccpFlow.With(request, new { random_key = factor.Key, password = factor.Seal(AccpFlow.Password) }),
            "1013");
        Assert.Contains(card.CardNo, await flow.Cards("u1"));
    }

    [Fact, Holds("A3#4")]
    public async Task It_is_for_persons_who_are_open()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var (card, _) = await flow.GivenCard("u1");
        await flow.GivenCompany("u2");
        var request = await Unbinding(flow, card.CardNo);
        await flow.Account(Apply, AccpFlow.With(request, new { user_id = "u2" }), "2014");
        await flow.Account(Apply, AccpFlow.With(request, new { user_id = "nobody" }), "2003");
        await flow.ChangeState("u1", "lock");
        await flow.Account(Apply, request, "2002");
        await flow.ChangeState("u1", "unlock");
        await flow.Account(Apply, request);
    }

    private static async Task<object> Unbinding(AccpFlow flow, string card, string? serial = null) => new
    {
        user_id = "u1", txn_seqno = serial ?? AccpFlow.Serial(), txn_time = AccpClient.Stamp(), notify_url = flow.Receiver.Url(),
        linked_acctno = card, password = await flow.Seal(AccpFlow.Password),
    };
}
