using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>
/// Every interface of 通商云 as its table has it; what is repeated is answered as the first time, and payees are judged like payers.
/// </summary>
public abstract class Tsy2ConformanceTests(Store store) : ConformanceTests<Tsy2UnderTest, Flow>(store)
{
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
        var before = await Wire.Look(market);
        Assert.Equal(unknown, (await market.Send(method, nobody)).ErrorCode);
        await Wire.MustStand(market, before);
        if (locked is null) return;
        await market.When("lockMember", new { bizUserId = who });
        var after = await Wire.Look(market);
        Assert.Equal(locked, (await market.Send(method, good)).ErrorCode);
        await Wire.MustStand(market, after);
    }

    [Theory]
    [InlineData("depositApply"), InlineData("signalAgentPay"), InlineData("withdrawApply"), InlineData("refund"), InlineData("freezeMoney"),
        InlineData("applicationTransfer")]
    public async Task What_has_a_number_is_done_once_and_answers_the_same(string method)
    {
        var good = await Given(method);
        var first = await market.Send(method, good);
        var before = await Wire.Look(market);
        Assert.Equal(first.SignedValue, (await market.Send(method, good)).SignedValue);
        await Wire.MustStand(market, before);
    }

    private static JsonNode At(JsonNode json, string path) =>
        path.Split('.').Aggregate(json, (node, step) => int.TryParse(step, out var at) ? node[at]! : node[step]!);
}

public sealed class ConformanceOnSqlite() : Tsy2ConformanceTests(Store.Sqlite);

public sealed class ConformanceOnPostgres() : Tsy2ConformanceTests(Store.Postgres);

public sealed class Tsy2GoldenTests : GoldenTests<Tsy2UnderTest, Flow>;
