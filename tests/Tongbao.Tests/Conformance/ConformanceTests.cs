using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>
/// Every interface as its table has it: what the table does not allow is refused with the table's code, and nothing is changed by it.
/// </summary>
public abstract class ConformanceTests(Store store) : FlowTests(store)
{
    public static TheoryData<string> Methods => [.. GoodRequests.Methods];

    public static TheoryData<string, string> States
    {
        get
        {
            var states = new TheoryData<string, string>();
            foreach (var row in WrongState.All) states.Add(row.Method, row.State);
            return states;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_the_table_does_not_allow_is_refused_and_changes_nothing(string method)
    {
        var good = await Given(method);
        var before = await Market.Look(flow);
        var refusals = new Table();
        foreach (var spoiled in Spoiled.Of(TableOf(method).Section("request"), good))
        {
            var reply = await flow.Send(method, spoiled.Param);
            refusals.Add($"{spoiled.Code} {spoiled.What}", $"{reply.ErrorCode ?? "OK"} {spoiled.What}");
        }
        refusals.MustMatch();
        await before.MustStand(flow);
        var last = await flow.Send(method, good);
        Assert.True(last.Ok, $"{last.ErrorCode} {last.Message} {Json.Text(good)}");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_member_that_is_unknown_is_refused_and_one_that_is_locked_changes_nothing(string method)
    {
        if (method == "createMember" || MemberField(method) is not { } field) return;
        var good = await Given(method);
        if (!good.ContainsKey(field)) return;
        var before = await Market.Look(flow);
        Assert.Equal(Refusals.Unknown(method), (await flow.Send(method, Json.Merge(good, new JsonObject { [field] = "nobody" })))
            .ErrorCode);
        await before.MustStand(flow);
        if (method is "lockMember" or "unlockMember") return;
        await flow.When("lockMember", new { bizUserId = good[field]!.GetValue<string>() });
        var locked = await Market.Look(flow);
        Assert.Equal(Refusals.Locked(method), (await flow.Send(method, good)).ErrorCode);
        await locked.MustStand(flow);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_belongs_to_one_app_is_not_there_for_another(string method)
    {
        // nothing in them belongs to an app
        if (method is "createMember" or "getBankCardBin" || TableOf(method).Section("request").Count == 0) return;
        var good = await Given(method);
        var other = await Beside(flow);
        var before = await Market.Look(flow);
        Assert.Equal(Refusals.ToAnother(method), (await other.Send(method, good)).ErrorCode);
        await before.MustStand(flow);
    }

    [Theory]
    [InlineData("consumeApply", "recieverId", "30058", "30002")]
    [InlineData("consumeApply", "splitRule.0.bizUserId", "30058", null)]
    [InlineData("agentCollectApply", "recieverList.0.bizUserId", "30058", "30002")]
    [InlineData("applicationTransfer", "targetBizUserId", "30001", "30002")]
    [InlineData("crossBorderWithdrawApply", "crossBorderbizUserId", "30001", "30002")]
    [InlineData("refund", "refundList.0.bizUserId", "40022", null)]
    public async Task Whoever_is_to_receive_or_to_give_is_known_and_not_locked(string method, string where, string unknown, string? locked)
    {
        var good = await Given(method);
        var named = At(good, where);
        var who = named.GetValue<string>();
        var nobody = (JsonObject)good.DeepClone();
        At(nobody, where).ReplaceWith("nobody");
        var before = await Market.Look(flow);
        Assert.Equal(unknown, (await flow.Send(method, nobody)).ErrorCode);
        await before.MustStand(flow);
        if (locked is null) return;
        await flow.When("lockMember", new { bizUserId = who });
        var after = await Market.Look(flow);
        Assert.Equal(locked, (await flow.Send(method, good)).ErrorCode);
        await after.MustStand(flow);
    }

    private static JsonNode At(JsonNode json, string path) =>
        path.Split('.').Aggregate(json, (node, step) => int.TryParse(step, out var at) ? node[at]! : node[step]!);

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_its_state_does_not_allow_is_refused_and_changes_nothing(string method, string state)
    {
        var row = WrongState.All.Single(s => s.Method == method && s.State == state);
        if (row.MovesTheClock) flow = await OnOwnServer();
        var good = await GoodRequests.Of(flow, method);
        var refused = await flow.Complete(method, await row.Comes(flow, good) is { } other ? Json.Merge(good, other) : good);
        var before = await Market.Look(flow);
        Assert.Equal(row.Code, (await flow.Send(method, refused)).ErrorCode);
        await before.MustStand(flow);
    }

    [Theory]
    [InlineData("depositApply"), InlineData("signalAgentPay"), InlineData("withdrawApply"), InlineData("refund"), InlineData("freezeMoney"),
        InlineData("applicationTransfer")]
    public async Task What_has_a_number_is_done_once_and_answers_the_same(string method)
    {
        var good = await Given(method);
        var first = await flow.Send(method, good);
        var before = await Market.Look(flow);
        Assert.Equal(first.SignedValue, (await flow.Send(method, good)).SignedValue);
        await before.MustStand(flow);
    }

    [Fact]
    public void Every_interface_has_a_good_request_and_every_one_that_changes_something_a_state_that_refuses_it()
    {
        var served = Tables.Tsy2.Apis.Where(a => a is { Kind: "api", Command: not null }).ToList();
        Assert.Empty(served.Select(a => a.Method).Except(GoodRequests.Methods));
        var queries = typeof(Core.Query).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Core.Query))).Select(t => t.Name).ToHashSet();
        var change = served.Where(a => !queries.Contains(a.Command!)).Select(a => a.Method).ToHashSet();
        Assert.Equal(Refusals.RefusedByNoState.Order(StringComparer.Ordinal), change.Except(WrongState.All.Select(s => s.Method))
            .Order(StringComparer.Ordinal));
    }

    private async Task<JsonObject> Given(string method)
    {
        if (GoodRequests.MovesTheClock(method)) flow = await OnOwnServer();
        return await GoodRequests.Of(flow, method);
    }

    private static ApiTable TableOf(string method) => Tables.Tsy2.Apis.First(a => a.Method == method && a.Kind == "api");

    private static string? MemberField(string method) =>
        TableOf(method).Section("request").FirstOrDefault(r => r.Property is "Member" or "Payer")?.Name;
}

public sealed class ConformanceOnSqlite() : ConformanceTests(Store.Sqlite);

public sealed class ConformanceOnPostgres() : ConformanceTests(Store.Postgres);
