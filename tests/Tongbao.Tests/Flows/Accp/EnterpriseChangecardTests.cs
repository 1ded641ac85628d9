using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class EnterpriseChangecardTests
{
    private const string Apply = "enterprise-changecard-apply";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A4#1", "A4#3")]
    public async Task A_company_has_one_account_however_often_it_is_replaced(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenCompany("u2");
        Assert.Single(await flow.Cards("u2"));
        foreach (var account in new[] { "310066000000000011", "310066000000000012", "310066000000000013" })
        {
            var serial = AccpFlow.Serial();
            var changed = await flow.Account(Apply, await Change(flow, "u2", account, serial));
            var listed = await flow.Account("query-linkedacct", new { user_id = "u2" });
            Assert.Equal([account], await flow.Cards("u2"));
            Assert.Equal(("01030000", "103100000026", changed.Text("linked_agrtno")), (listed.Text("linked_acctlist[0].linked_bankcode"),
                listed.Text("linked_acctlist[0].linked_brbankno"), listed.Text("linked_acctlist[0].linked_agrtno")));
            var told = Assert.Single(await flow.Receiver.WaitFor(serial));
            Assert.Equal(("LINKEDACCT_CHANGE_ENPR", "SUCCESS", changed.Text("linked_agrtno")),
                (told.Text("action"), told.Text("result"), told.Text("linked_agrtno")));
            Assert.Equal("ChangeBankAcct", (await flow.Account("query-txn", new { txn_seqno = serial })).Text("busi_type"));
        }
        await flow.CloseTheDay();
    }

    [Fact, Holds("A4#2", "A4#4", "W55", "W18")]
    public async Task A_wrong_password_a_person_and_the_same_account_change_nothing()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        await flow.GivenCompany("u2");
        var before = await flow.Cards("u2");
        var request = await Change(flow, "u2", "310066000000000011");
        await flow.Account(Apply, AccpFlow.With(request, new { password = await flow.Seal("wrong123") }), "1015");
        var factor = await flow.Factor("u2");
        var keyed = new { random_key = factor.Key, password = factor.Seal("wrong123") };
        await flow.Account(Apply, AccpFlow.With(request, keyed), "1015");
        await flow.Account(Apply, AccpFlow.With(request, keyed), "1013");
        await flow.Account(Apply, await Change(flow, "u1", "310066000000000011"), "2014");
        await flow.Account(Apply, await Change(flow, "nobody", "310066000000000011"), "2003");
        await flow.Account(Apply, await Change(flow, "u2", before[0]), "2008");
        await flow.Account(Apply, AccpFlow.With(request, new { linked_accttype = "LEGALREPT_BANK_CARD" }), "3020");
        Assert.Equal(before, await flow.Cards("u2"));
        await flow.ChangeState("u2", "pause");
        await flow.Account(Apply, request, "2001");
        await flow.ChangeState("u2", "resume");
        await flow.Account(Apply, request);
        await flow.Account(Apply, request, "1010");
    }

    private static async Task<object> Change(AccpFlow flow, string user, string account, string? serial = null) => new
    {
        user_id = user, txn_seqno = serial ?? AccpFlow.Serial(), txn_time = AccpClient.Stamp(), notify_url = flow.Receiver.Url(),
        linked_acctno = account, linked_bankcode = "01030000", linked_brbankno = "103100000026", linked_acctname = "某某有限公司",
        password = await flow.Seal(AccpFlow.Password),
    };
}
