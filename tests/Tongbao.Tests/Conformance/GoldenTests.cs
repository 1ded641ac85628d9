using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>Golden bytes: one answer and one refusal of every interface. TONGBAO_REWRITE=1 writes them anew.</summary>
public sealed class GoldenTests() : FlowTests(Store.Sqlite)
{
    public static TheoryData<string> Methods => [.. GoodRequests.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task An_interface_answers_these_bytes(string method)
    {
        if (GoodRequests.MovesTheClock(method)) flow = await OnOwnServer();
        var good = await GoodRequests.Of(flow, method);
        var first = Spoiled.Of(Tables.Tsy2.Apis.First(a => a.Method == method && a.Kind == "api").Section("request"), good)
            .FirstOrDefault();
        if (first is not null) Golden.MustBe(method, "refusal", (await flow.Send(method, first.Param)).SignedValue);
        Golden.MustBe(method, "success", (await flow.Send(method, good)).SignedValue);
    }
}
