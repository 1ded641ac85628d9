using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>For each page a market in which a link to it is good, and what that link says.</summary>
public static class GoodLinks
{
    private static readonly IReadOnlyDictionary<string, Func<Flow, Task<object>>> Links = new Dictionary<string, Func<Flow, Task<object>>>
    {
        ["signContract"] = f => Holder(f, new { source = 2 }),
        ["setPayPwd"] = f => Holder(f),
        ["updatePayPwd"] = WithPassword,
        ["resetPayPwd"] = WithPassword,
        ["updatePhoneByPayPwd"] = WithPassword,
        ["payOrder"] = async f =>
        {
            await WithPassword(f);
            await f.GivenDeposit("buyer", 40_00);
            return await AnOrder(f, f.Balance(30_00), new { validateType = 2 });
        },
        ["frontTrans"] = async f =>
        {
            await f.GivenMember("buyer");
            return await AnOrder(f, Flow.Gateway(30_00, "B2C", "103"), new { frontUrl = "https://shop.example/front" });
        },
    };

    public static IEnumerable<string> Pages => Links.Keys;

    public static async Task<JsonObject> Of(Flow flow, string page) =>
        Json.Merge(new { consumerIp = "203.0.113.7" }, await Links[page](flow));

    private static async Task<object> Holder(Flow flow, object? more = null)
    {
        await flow.GivenMember("buyer");
        return await flow.Holder("buyer", more);
    }

    private static async Task<object> WithPassword(Flow flow)
    {
        var holder = await Holder(flow);
        await flow.GivenPassword("buyer", "864209");
        return holder;
    }

    private static async Task<object> AnOrder(Flow flow, object payMethod, object more)
    {
        await flow.GivenMember("seller");
        var order = await flow.When("consumeApply",
            Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 30_00, payMethod }, more));
        return new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, jumpUrl = Flow.JumpUrl };
    }
}
