using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class IndividualBindcardTests
{
    private const string Apply = "individual-bindcard-apply", Confirm = "individual-bindcard-verify";

    /// <summary>A card whose holder is known to the bank (catalog/shared/testvalues.tbl).</summary>
    private static readonly Person Known = new("u1", "18019823456", "通商云", "310226123456745676", "6228481234567898346");

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A2#1", "A2#2", "A2#3", "W30")]
    public async Task The_code_that_went_to_the_reserved_phone_binds_one_more_card(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var person = await flow.GivenUser("u1");
        var (card, serial) = (Person.New("u1"), AccpFlow.Serial());
        var applied = await flow.Account(Apply, await flow.Binding("u1", card, serial));
        Assert.Equal(1, await flow.SmsCount(card.Phone));
        var code = await flow.Sms(card.Phone);
        var verify = new { user_id = "u1", txn_seqno = serial, token = applied.Text("token"), verify_code = code };
        await flow.Account(Confirm, AccpFlow.With(verify, new { verify_code = AccpFlow.NotThis(code) }), "1017");
        await flow.Account(Confirm, AccpFlow.With(verify, new { token = "no" }), "1000");
        await flow.Account(Confirm, AccpFlow.With(verify, new { txn_seqno = AccpFlow.Serial() }), "1000");
        await flow.Account("change-regphone-verify", verify, "1000");
        Assert.Equal([person.CardNo], await flow.Cards("u1"));
        var bound = await flow.Account(Confirm, verify);
        Assert.Equal(applied.Text("accp_txno"), bound.Text("accp_txno"));
        Assert.Equal([person.CardNo, card.CardNo], await flow.Cards("u1"));
        await flow.Account(Confirm, verify, "1000");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("LINKEDACCT_IND", "SUCCESS", bound.Text("linked_agrtno"), bound.Text("accp_txno")),
            (told.Text("action"), told.Text("result"), told.Text("linked_agrtno"), told.Text("accp_txno")));
        var operation = await flow.Account("query-txn", new { txn_seqno = serial });
        Assert.Equal(("TideCard", "SUCCESS"), (operation.Text("busi_type"), operation.Text("status")));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A2#4", "W41")]
    public async Task It_takes_the_payment_password_with_a_factor_that_was_not_used_before()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = await flow.GivenUser("u1");
        var card = Person.New("u1");
        var request = await flow.Binding("u1", card);
        await flow.Account(Apply, AccpFlow.With(request, new { password = await flow.Seal("wrong123") }), "1015");
        var factor = await flow.Factor("u1");
        var sealedOnce = AccpFlow.With(request, new { random_key = factor.Key, password = factor.Seal(AccpFlow.Password) });
        await flow.Account(Apply, AccpFlow.With(sealedOnce, new { linked_acctno = person.CardNo }), "2008");
        await flow.Account(Apply, sealedOnce, "1013");
        Assert.Equal(0, await flow.SmsCount(card.Phone));
        var next = await flow.Factor("u1");
        await flow.Account(Apply, AccpFlow.With(request, new { random_key = next.Key, password = next.Seal(AccpFlow.Password) }));
        Assert.Equal(1, await flow.SmsCount(card.Phone));
    }

    [Fact, Holds("A2#8")]
    public async Task Elements_that_are_not_of_one_another_are_refused_before_a_code_is_sent()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (first, second) = (Person.New("u1"), Person.New("u2"));
        await Open(flow, first with { Name = Known.Name, IdNumber = Known.IdNumber });
        await Open(flow, second with { Name = Known.Name });
        await flow.Account(Apply, await flow.Binding("u2", Known), "1024");
        await flow.Account(Apply, await flow.Binding("u1", Known with { Phone = first.Phone }), "1028");
        await flow.Account(Apply, await flow.Binding("u1", Known with { CardNo = "4000000000000000000" }), "1029");
        Assert.Equal(0, await flow.SmsCount(Known.Phone));
        await flow.Account(Apply, await flow.Binding("u1", Known));
        Assert.Equal(1, await flow.SmsCount(Known.Phone));
    }

    [Fact, Holds("W55", "A4#4", "W18")]
    public async Task A_card_that_is_bound_a_company_a_taken_serial_and_too_many_cards_are_refused()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { cardsPerPerson = 2 });
        var person = await flow.GivenUser("u1");
        await flow.GivenCompany("u2");
        await flow.Account(Apply, await flow.Binding("u1", person), "2008");
        await flow.Account(Apply, await flow.Binding("u2", Person.New("u2")), "2014");
        await flow.Account(Apply, await flow.Binding("nobody", Person.New("u2")), "2003");
        Assert.Contains("（linked_phone）",
            (await flow.Account(Apply, await flow.Binding("u1", Person.New("u1") with { Phone = "123" }), "1005")).Message);
        var (card, serial) = (Person.New("u1"), AccpFlow.Serial());
        var token = (await flow.Account(Apply, await flow.Binding("u1", card, serial))).Text("token");
        await flow.Account(Apply, await flow.Binding("u1", Person.New("u1"), serial), "1010");
        await flow.GivenCard("u1");
        await flow.Account(Apply, await flow.Binding("u1", Person.New("u1")), "2009");
        await flow.Account(Confirm, new { user_id = "u1", txn_seqno = serial, token, verify_code = await flow.Sms(card.Phone) }, "2009");
        await flow.ChangeState("u1", "pause");
        await flow.Account(Apply, await flow.Binding("u1", Person.New("u1")), "2001");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A2#5")]
    public async Task A_bound_card_pays_by_its_agreement(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var person = await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var (_, agreement) = await flow.GivenCard("u1");
        var order = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.PayByCard(person, order, "10.00", new { linked_agrtno = agreement });
        Assert.Equal("TRADE_SUCCESS", (await flow.Query(order)).Text("txn_status"));
        await flow.ThenStands("u3  10.00");
        await flow.CloseTheDay();
    }

    [Fact, Holds("A2#7")]
    public async Task A_credit_card_is_bound_with_its_end_and_CVV2_and_pays_but_is_withdrawn_to_never()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1") with { Name = "陈伟", IdNumber = "430701198412164193" };
        await Open(flow, person);
        var card = Person.New("u1") with { CardNo = "4367482364371517" };    // his (testvalues.tbl)
        var serial = AccpFlow.Serial();
        var request = await flow.Binding("u1", card, serial);
        await flow.Account(Apply, request, "1005");
        var token = (await flow.Account(Apply, AccpFlow.With(request, new { cvv2 = "315", valid_thru = "04/22" }))).Text("token");
        await flow.Account(Confirm, new { user_id = "u1", txn_seqno = serial, token, verify_code = await flow.Sms(card.Phone) });
        Assert.Equal([person.CardNo, card.CardNo], await flow.Cards("u1"));
        await flow.GivenMoney("u1", "20.00");
        await flow.Trade("withdrawal", AccpFlow.With(await flow.WithdrawalOf(person, "20.00"), new { linked_acctno = card.CardNo }),
            "3008");
        var order = await flow.GivenPurchase("u1", "10.00", ("MERCHANT", "10.00"));
        var named = new { linked_acctno = card.CardNo, cvv2 = "315", valid_thru = "04/22" };
        await flow.Trade("payment-bankcard", await flow.CardCall(order, "u1", "10.00", named), "3008");
        await flow.PayByCard(person, order, "10.00", named, "AGRT_CREDIT_CARD");
        await flow.ThenStands("""
            u1      20.00
            MCHOWN  10.00
            """);
        await flow.CloseTheDay();
    }

    private static async Task Open(AccpFlow flow, Person person)
    {
        var (serial, token) = await flow.GivenApplication(person);
        (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
    }
}
