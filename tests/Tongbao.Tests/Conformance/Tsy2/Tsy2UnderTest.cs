using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>通商云 2.0 as the conformance tests see it.</summary>
public sealed class Tsy2UnderTest() : WireUnderTest<Flow>("tsy2", Codes, Golden.Tsy2)
{
    private static readonly FieldCodes Codes = new(Parameter: "10000", Missing: "10001", TooLong: "10004", NotDecrypted: "20017",
        NoSuchMethod: "40025", WrongAmount: "40020");

    private static readonly string[] People = ["buyer", "seller"];

    public static readonly Tsy2UnderTest It = new();

    public override IEnumerable<string> Methods => GoodRequests.Methods;

    public override IReadOnlyList<WrongState<Flow>> WrongStates => Tsy2.WrongStates.All;

    public override IReadOnlyList<string> RefusedByNoState => Refusals.RefusedByNoState;

    public override Task<Flow> OnSharedServer(Store store) => Flow.OnSharedServer(store);

    public override Task<Flow> OnOwnServer(Store store) => Flow.OnOwnServer(store);

    public override Task<Flow> Beside(Flow market) => market.Neighbour();

    public override bool MovesTheClock(string method) => GoodRequests.MovesTheClock(method);

    public override Task<JsonObject> Good(Flow market, string method) => GoodRequests.Of(market, method);

    public override async Task<WireAnswer> Send(Flow market, string method, JsonObject request)
    {
        var reply = await market.Send(method, request);
        return new(reply.ErrorCode, reply.Message, reply.SignedValue);
    }

    public override FieldRow? MemberField(string method) =>
        method == "createMember" ? null : Request(method).FirstOrDefault(r => r.Property is "Member" or "Payer");

    public override string? Unknown(string method) => Refusals.Unknown(method);

    public override string? Barred(string method) => Refusals.Locked(method);

    public override bool MayBar(Flow market, string method, string member) => method is not ("lockMember" or "unlockMember");

    public override Task Bar(Flow market, string member) => market.When("lockMember", new { bizUserId = member });

    public override Task Unbar(Flow market, string member) => market.When("unlockMember", new { bizUserId = member });

    public override bool BelongsToAnApp(string method) =>
        method is not ("createMember" or "getBankCardBin") && base.BelongsToAnApp(method);

    public override string? ToAnother(string method) => Refusals.ToAnother(method);

    public override async Task<IEnumerable<string>> Seen(Flow market)
    {
        var seen = new List<string>();
        foreach (var who in People)
        {
            seen.Add((await market.Ask("getMemberInfo", new { bizUserId = who })).SignedValue);
            seen.Add((await market.Ask("queryBankCard", new { bizUserId = who })).SignedValue);
        }
        return seen;
    }
}
