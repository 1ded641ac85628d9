using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>The good requests of queries of users and accounts.</summary>
public static partial class GoodRequests
{
    private static readonly IReadOnlyDictionary<string, Builder> Queries = new Dictionary<string, Builder>
    {
        ["query-userinfo"] = f => Of(f, new { }),
        ["query-linkedacct"] = f => Of(f, new { }),
        ["query-txn"] = async f => new { txn_seqno = (await Applied(f)).Serial },
        ["query-acctinfo"] = f => Of(f, new { user_type = "INNERUSER" }),
        ["query-acctserial"] = async f =>
        {
            await f.GivenUserWith(Buyer, "100.00");
            return f.Flows(Buyer, "INNERUSER", "USEROWN_AVAILABLE");
        },
        ["query-acctserialdetail"] = async f =>
        {
            await f.GivenUserWith(Buyer, "100.00");
            var line = (await f.LinesOf(f.Flows(Buyer, "INNERUSER", "USEROWN_AVAILABLE"))).Single();
            return new { user_id = Buyer, user_type = "INNERUSER", jno_acct = AccpFlow.Said(line, "jno_acct") };
        },
        ["query-cnapscode"] = _ => Is(new { bank_code = "01040000", city_code = "110000", brabank_name = "中国银行" }),
    };
}
