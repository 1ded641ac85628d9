using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>云商通二代 as the conformance tests see it.</summary>
public sealed class Yst2UnderTest() : WireUnderTest<Yst2Flow>("yst2", Codes, Golden.Yst2)
{
    private const string Done = "00000";

    private static readonly FieldCodes Codes = new(Parameter: "10002", Missing: "10001", TooLong: "10003", NotDecrypted: "10005",
        NoSuchMethod: "30007", WrongAmount: "30005") { NotListed = "10004" };

    /// <summary>They name the field that is meant.</summary>
    private static readonly string[] OfFields = [Codes.Missing, Codes.Parameter, Codes.TooLong, Codes.NotListed, Codes.NotDecrypted];

    /// <summary>The tests run at any hour.</summary>
    private static readonly object Settings = new { withdrawalWindow = "00:00-24:00", clearTimeRule = "D+1" };

    private static readonly string[] People = [GoodRequests.Person, GoodRequests.Company];

    public override IEnumerable<string> Methods => GoodRequests.Methods;

    public override IReadOnlyList<WrongState<Yst2Flow>> WrongStates => Yst2.WrongStates.All;

    public override IReadOnlyList<string> RefusedByNoState => [];

    public override Task<Yst2Flow> OnSharedServer(Store store) => Yst2Flow.OnSharedServer(store, Settings);

    public override Task<Yst2Flow> OnOwnServer(Store store) => Yst2Flow.OnOwnServer(store, Settings);

    public override Task<Yst2Flow> Beside(Yst2Flow market) => market.Neighbour();

    public override bool MovesTheClock(string method) => GoodRequests.MovesTheClock(method);

    public override Task<JsonObject> Good(Yst2Flow market, string method) => GoodRequests.Of(market, method);

    public override async Task<WireAnswer> Send(Yst2Flow market, string method, JsonObject request)
    {
        var reply = await market.When(method, request);
        return new(reply.Code == Done ? null : reply.Code, reply.Message, reply.Body);
    }

    public override string? CodeOfGood(string method) => Refusals.OfGood(method);

    public override bool Names(WireAnswer answer, Spoiled spoiled) =>
        !OfFields.Contains(spoiled.Code) || answer.Message!.Contains(spoiled.Field, StringComparison.Ordinal);

    public override FieldRow? MemberField(string method) => Refusals.IsForNewMembers(method) ? null
        : Request(method).FirstOrDefault(r => r.Property == "Member") ?? Request(method).FirstOrDefault(r => r.Property == "Payee");

    public override string Unknown(string method) => Refusals.Unknown(method);

    public override string? Barred(string method) => Refusals.Barred(method);

    public override bool MayBar(Yst2Flow market, string method, string member) => Refusals.MayBar(method);

    public override Task Bar(Yst2Flow market, string member) => market.Sandbox.PutInState(market.App.Id, member, "BLACKLIST");

    public override Task Unbar(Yst2Flow market, string member) => market.Sandbox.PutInState(market.App.Id, member, "NORMAL");

    public override string? ToAnother(string method) => Refusals.ToAnother(method);

    public override async Task<IEnumerable<string>> Seen(Yst2Flow market)
    {
        var seen = new List<string>();
        foreach (var who in People)
        {
            foreach (var side in new[] { "1", "2", "5" })
                seen.Add((await market.When("1027", new { signNum = who, infoType = side })).Value.GetRawText());
        }
        return seen;
    }
}
