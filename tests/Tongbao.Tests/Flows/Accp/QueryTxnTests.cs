using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class QueryTxnTests
{
    [Fact, Holds("W61")]
    public async Task It_tells_an_operations_kind_and_whether_it_is_done()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var person = Person.New("u1");
        var (serial, token) = await flow.GivenApplication(person);
        var begun = await flow.Account("query-txn", new { txn_seqno = serial });
        Assert.Equal(("OpenNormelUser", "CREATE"), (begun.Text("busi_type"), begun.Text("status")));
        var opened = (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
        var done = await flow.Account("query-txn", new { txn_seqno = serial });
        Assert.Equal(("SUCCESS", opened.Text("accp_txno")), (done.Text("status"), done.Text("accp_txno")));
        await flow.Account("query-txn", new { txn_seqno = AccpFlow.Serial() }, "1011");
    }
}
