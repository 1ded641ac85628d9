using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class ChangeLinkedphoneTests
{
    private const string Apply = "change-linkedphone-apply", Confirm = "change-linkedphone-verify";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W91")]
    public async Task The_code_that_went_to_the_new_phone_makes_it_the_cards(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        var (card, agreement) = await flow.GivenCard("u1");
        var (phone, serial) = (Person.New("u1").Phone, AccpFlow.Serial());
        var applied = await flow.Account(Apply, Change(flow, new { linked_agrtno = agreement, new_linked_phone = phone }, serial));
        Assert.Equal(1, await flow.SmsCount(phone));
        var code = await flow.Sms(phone);
        var verify = new { user_id = "u1", txn_seqno = serial, token = applied.Text("token"), verify_code_new = code };
        await flow.Account(Confirm, AccpFlow.With(verify, new { verify_code_new = AccpFlow.NotThis(code) }), "1017");
        await flow.Account(Confirm, AccpFlow.With(verify, new { token = "no" }), "1000");
        await flow.Account(Confirm, verify);
        await flow.Account(Confirm, verify, "1000");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("SUCCESS", applied.Text("accp_txno")), (told.Text("result"), told.Text("accp_txno")));
        var listed = await flow.Account("query-linkedacct", new { user_id = "u1" });
        Assert.Equal((card.CardNo, phone),
            (listed.Text("linked_acctlist[1].linked_acctno"), listed.Text("linked_acctlist[1].linked_phone")));
        await flow.Account("find-password-apply", new { user_id = "u1", linked_acctno = card.CardNo });
        Assert.Equal(1, await flow.SmsCount(phone));    // the one that made it the card's is used up
        await flow.CloseTheDay();
    }

    [Fact, Holds("W91", "W18")]
    public async Task Cards_that_are_not_the_users_and_the_same_phone_send_nothing()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (person, phone) = (await flow.GivenUser("u1"), Person.New("u1").Phone);
        await flow.GivenCompany("u2");
        await flow.Account(Apply, Change(flow, new { linked_acctno = Person.New("u1").CardNo, new_linked_phone = phone }), "1024");
        await flow.Account(Apply, Change(flow, new { linked_agrtno = "2026112100000001", new_linked_phone = phone }), "1030");
        await flow.Account(Apply, Change(flow, new { linked_acctno = person.CardNo, new_linked_phone = person.Phone }), "2012");
        await flow.Account(Apply, Change(flow, new { linked_acctno = person.CardNo, new_linked_phone = "1" }), "1005");
        await flow.Account(Apply, Change(flow, new { new_linked_phone = phone }), "1005");
        var request = Change(flow, new { linked_acctno = person.CardNo, new_linked_phone = phone });
        await flow.Account(Apply, AccpFlow.With(request, new { user_id = "u2" }), "2014");
        await flow.Account(Apply, AccpFlow.With(request, new { user_id = "nobody" }), "2003");
        Assert.Equal(0, await flow.SmsCount(phone));
        var token = (await flow.Account(Apply, request)).Text("token");
        await flow.Account(Apply, request, "1010");
        await flow.GivenCard("u1");
        await flow.Account("unlinkedacct-ind-apply", AccpFlow.With(request, new
        {
            txn_seqno = AccpFlow.Serial(), password = await flow.Seal(AccpFlow.Password),
        }));
        await flow.Account(Confirm, new
        {
            user_id = "u1", txn_seqno = request["txn_seqno"]!.GetValue<string>(), token, verify_code_new = await flow.Sms(phone),
        }, "1024");
    }

    private static JsonObject Change(AccpFlow flow, object what, string? serial = null) => AccpFlow.With(new
    {
        user_id = "u1", txn_seqno = serial ?? AccpFlow.Serial(), txn_time = AccpClient.Stamp(), notify_url = flow.Receiver.Url(),
    }, what);
}
