using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>连连 ACCP as the conformance tests see it.</summary>
public sealed class AccpUnderTest() : WireUnderTest<AccpFlow>("accp", FieldCodes.AllBy(BadParameter), Golden.Accp)
{
    private const string BadParameter = "1005";

    public override IEnumerable<string> Methods => GoodRequests.Methods;

    public override IReadOnlyList<WrongState<AccpFlow>> WrongStates => Accp.WrongStates.All;

    public override IReadOnlyList<string> RefusedByNoState => Refusals.RefusedByNoState;

    public override Task<AccpFlow> OnSharedServer(Store store) => AccpFlow.OnSharedServer(store);

    public override Task<AccpFlow> OnOwnServer(Store store) => AccpFlow.OnOwnServer(store);

    public override Task<AccpFlow> Beside(AccpFlow market) => market.Neighbour();

    public override bool MovesTheClock(string method) => GoodRequests.MovesTheClock(method);

    public override Task<JsonObject> Good(AccpFlow market, string method) => GoodRequests.Of(market, method);

    public override async Task<WireAnswer> Send(AccpFlow market, string method, JsonObject request)
    {
        var reply = await market.When(TableOf(method).Path!["/v1/".Length..], request);
        return new(reply.Ok ? null : reply.Code, reply.Message, reply.Body);
    }

    public override string? CodeOfGood(string method) => Refusals.OfGood(method);

    /// <summary>1005 names the field; a code of the field's own says enough.</summary>
    public override bool Names(WireAnswer answer, Spoiled spoiled) =>
        spoiled.Code != BadParameter || answer.Message!.EndsWith($"（{spoiled.Field}）", StringComparison.Ordinal);

    public override FieldRow? MemberField(string method) => Refusals.IsForNewUsers(method) ? null
        : Request(method).FirstOrDefault(r => r.Property is "Member" or "Payer" && r.Presence != Presence.Without)
            ?? Request(method).FirstOrDefault(r => r.Property == "Payer");

    public override string? Unknown(string method) => Refusals.Unknown(method);

    public override string? Barred(string method) => Refusals.Barred(method);

    public override bool MayBar(AccpFlow market, string method, string member) =>
        member != market.App.Id && Refusals.IsOfOpenUser(method);

    public override Task Bar(AccpFlow market, string member) => market.ChangeState(member, "pause");

    public override Task Unbar(AccpFlow market, string member) => market.ChangeState(member, "resume");

    public override bool BelongsToAnApp(string method) => method is not ("get-random" or "query-cnapscode");

    public override string? ToAnother(string method) => Refusals.ToAnother(method);

    public override async Task<IEnumerable<string>> Seen(AccpFlow market)
    {
        var seen = new List<string>();
        foreach (var user in new[] { GoodRequests.Buyer, GoodRequests.Seller })
        {
            seen.Add((await market.When("acctmgr/query-userinfo", new { user_id = user })).Body);
            seen.Add((await market.When("acctmgr/query-linkedacct", new { user_id = user })).Body);
        }
        return seen;
    }
}
