using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>Every interface as its table has it: what the table does not allow is refused with the table's code, and nothing is changed by it.</summary>
public abstract class ConformanceTests(Store store) : FlowTests(store)
{
    public static TheoryData<string> Methods => [.. GoodRequests.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_the_table_does_not_allow_is_refused_and_changes_nothing(string method)
    {
        var good = await GoodRequests.Of(flow, method);
        var before = await Market.Snapshot(flow);
        var refusals = new Table();
        foreach (var spoiled in Spoiled.Of(TableOf(method).Section("request"), good))
        {
            var reply = await flow.Send(method, spoiled.Param);
            refusals.Add($"{spoiled.Code} {spoiled.What}", $"{reply.ErrorCode ?? "OK"} {spoiled.What}");
        }
        refusals.MustMatch();
        Assert.Equal(before, await Market.Snapshot(flow));
        Assert.True((await flow.Send(method, good)).Ok, Json.Text(good));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_member_that_is_unknown_is_refused_and_one_that_is_locked_changes_nothing(string method)
    {
        var good = await GoodRequests.Of(flow, method);
        if (method == "createMember" || MemberField(method, good) is not { } field) return;
        var before = await Market.Snapshot(flow);
        Assert.Equal(Refusals.Unknown(method), (await flow.Send(method, Json.Merge(good, new JsonObject { [field] = "nobody" }))).ErrorCode);
        Assert.Equal(before, await Market.Snapshot(flow));
        if (method == "lockMember") return;
        await flow.When("lockMember", new { bizUserId = good[field]!.GetValue<string>() });
        var locked = await Market.Snapshot(flow);
        Assert.Equal(Refusals.Locked(method), (await flow.Send(method, good)).ErrorCode);
        Assert.Equal(locked, await Market.Snapshot(flow));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_belongs_to_one_app_is_not_there_for_another(string method)
    {
        var good = await GoodRequests.Of(flow, method);
        if (method is "createMember" or "getBankCardBin" || good.Count == 0) return;    // nothing in them belongs to an app
        var other = await OnSharedServer();
        var before = await Market.Snapshot(flow);
        Assert.Equal(Refusals.IsAnsweredToAny(method), (await other.Send(method, good)).Ok);
        Assert.Equal(before, await Market.Snapshot(flow));
    }

    [Theory]
    [InlineData("createMember", "30000"), InlineData("setRealName", "30007"), InlineData("lockMember", "30022"), InlineData("setSafeCard", "30026"), InlineData("unbindBankCard", "30045")]
    [InlineData("applyBindBankCard", "30017"), InlineData("signalAgentPay", null), InlineData("freezeMoney", null), InlineData("depositApply", null), InlineData("refund", null)]
    public async Task What_was_done_already_is_not_done_again(string method, string? code)
    {
        var good = await GoodRequests.Of(flow, method);
        var first = await flow.Send(method, good);
        var before = await Market.Snapshot(flow);
        var again = await flow.Send(method, good);
        Assert.Equal(code, again.ErrorCode);
        if (code is null) Assert.Equal(first.SignedValue, again.SignedValue);
        Assert.Equal(before, await Market.Snapshot(flow));
    }

    [Fact]
    public void Every_interface_has_a_good_request_or_stands_on_the_list_of_those_to_come()
    {
        var served = Tables.Loaded.Apis.Where(a => a is { Kind: "api", Command: not null }).Select(a => a.Method);
        Assert.Empty(served.Except(GoodRequests.Methods).Except(Refusals.HeldByTheirFlowsAlone));
    }

    private static ApiTable TableOf(string method) => Tables.Loaded.Apis.First(a => a.Method == method && a.Kind == "api");

    private static string? MemberField(string method, JsonObject good) =>
        TableOf(method).Section("request").FirstOrDefault(r => r.Property is "Member" or "Payer" && good.ContainsKey(r.Name))?.Name;
}

public sealed class ConformanceOnSqlite() : ConformanceTests(Store.Sqlite);

public sealed class ConformanceOnPostgres() : ConformanceTests(Store.Postgres);
