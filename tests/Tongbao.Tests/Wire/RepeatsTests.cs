using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Wire;

/// <summary>同号重复: what says the same is answered as the first time, however it is written; what says something else is refused.</summary>
public abstract class RepeatsTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task A_repeat_is_known_by_what_it_says_and_not_by_how_it_is_written()
    {
        var (good, first) = await Purchase();
        await ThenAnsweredAs(first, Turned(good));
        await ThenAnsweredAs(first, good, ("amount", "10000"));
        await ThenAnsweredAs(first, good, ("summary", ""), ("nobodyKnows", 1));
        var method = good["payMethod"]!["QUICKPAY_TLT"]!.DeepClone();
        method["bankCardNo"] = await flow.Encrypt(flow.Who("buyer").CardNo);
        Assert.NotEqual(good["payMethod"]!["QUICKPAY_TLT"]!["bankCardNo"]!.ToString(), method["bankCardNo"]!.ToString());
        await ThenAnsweredAs(first, good, ("payMethod", new JsonObject { ["QUICKPAY_TLT"] = method }));
    }

    [Fact]
    public async Task A_number_with_another_content_is_refused()
    {
        var (good, first) = await Purchase();
        await ThenRefused(good, ("amount", 100_01));
        await ThenRefused(good, ("industryCode", "1912"));
        await ThenRefused(good, ("extendInfo", "other"));
        var method = good["payMethod"]!["QUICKPAY_TLT"]!.DeepClone();
        method["bankCardNo"] = await flow.Encrypt(flow.Who("seller").CardNo);
        await ThenRefused(good, ("payMethod", new JsonObject { ["QUICKPAY_TLT"] = method }));
        var split = good["splitRule"]!.DeepClone();
        split[0]!["splitRuleList"]![0]!["amount"] = 2_01;
        await ThenRefused(good, ("splitRule", split));
        await ThenAnsweredAs(first, good);
    }

    /// <summary>A seller's sale that two partners share, one behind the other.</summary>
    private async Task<(JsonObject Good, Tsy2Reply First)> Purchase()
    {
        await flow.GivenMembers("buyer", "seller", "courier", "rider");
        var good = await flow.Complete("consumeApply", new
        {
            payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = await flow.QuickPay("buyer", 100_00),
            splitRule = new[]
            {
                new { bizUserId = "courier", amount = 5_00, fee = 0,
                    splitRuleList = new[] { new { bizUserId = "rider", amount = 2_00, fee = 0 } } },
            },
        });
        return (good, await flow.When("consumeApply", good));
    }

    private static JsonObject With(JsonObject good, (string Name, JsonNode? Value)[] changed)
    {
        var request = (JsonObject)good.DeepClone();
        foreach (var (name, value) in changed) request[name] = value?.DeepClone();
        return request;
    }

    /// <summary>The same object with its fields, and those of the objects in it, in the other order.</summary>
    private static JsonObject Turned(JsonObject from) =>
        new(from.Reverse().Select(f => KeyValuePair.Create(f.Key, f.Value is JsonObject inner ? Turned(inner) : f.Value?.DeepClone())));

    private async Task ThenAnsweredAs(Tsy2Reply first, JsonObject good, params (string Name, JsonNode? Value)[] changed)
    {
        var again = await flow.Send("consumeApply", With(good, changed));
        Assert.True(again.Ok, again.Body);
        Assert.Equal(first.SignedValue, again.SignedValue);
    }

    private async Task ThenRefused(JsonObject good, params (string Name, JsonNode? Value)[] changed) =>
        Assert.Equal("40017", (await flow.Send("consumeApply", With(good, changed))).ErrorCode);
}

public sealed class RepeatsOnSqlite() : RepeatsTests(Store.Sqlite);

public sealed class RepeatsOnPostgres() : RepeatsTests(Store.Postgres);
