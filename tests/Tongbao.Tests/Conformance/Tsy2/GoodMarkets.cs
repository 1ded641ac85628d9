using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>The markets in which they are good.</summary>
public static partial class GoodRequests
{
    /// <summary>Nobody's phone yet.</summary>
    private const string Number = "13700000001";

    /// <summary>What a withdrawal takes when it names no way.</summary>
    private static readonly object ByTlt = new { WITHDRAW_TLT = new { payTypeName = "withdraw_tlt", province = "上海", city = "上海" } };

    private static readonly object ToThePlatform = new { splitRuleList = new[] { Flow.PlatformShare("100001", 1_00) } };

    private static Task<object> Is(object param) => Task.FromResult(param);

    private static Task<string> CardOf(Flow f) => f.Encrypt(f.Who("buyer").CardNo);

    private static async Task<object> Stranger(Flow f, object param)
    {
        await f.GivenStranger("buyer");
        return Json.Merge(new { bizUserId = "buyer" }, param);
    }

    private static async Task<object> Member(Flow f, object param)
    {
        await f.GivenMember("buyer");
        return Json.Merge(new { bizUserId = "buyer" }, param);
    }

    private static async Task<object> Pair(Flow f, object param)
    {
        await f.GivenMembers("buyer", "seller");
        return param;
    }

    private static async Task<object> Funded(Flow f, object param)
    {
        await f.GivenMember("buyer");
        await f.GivenDeposit("buyer", 100_00);
        return Json.Merge(new { bizUserId = "buyer" }, param);
    }

    private static async Task<Tsy2Reply> Bought(Flow f, object? more = null)
    {
        await f.GivenMembers("buyer", "seller");
        var order = await f.When("consumeApply",
            Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 10_00 }, more ?? new { }));
        await f.WhenChannelPays(order);
        return order;
    }

    private static async Task<Tsy2Reply> Collected(Flow f)
    {
        await f.GivenMembers("buyer", "seller");
        return await f.GivenCollect("buyer", 0, ("seller", 10_00));
    }

    /// <summary>A deposit by the bound card, which the code of an SMS confirms.</summary>
    private static async Task<Tsy2Reply> ByCard(Flow f)
    {
        await f.GivenMembers("buyer", "seller");
        return await f.When("depositApply", new { bizUserId = "buyer", amount = 10_00, payMethod = await f.QuickPay("buyer", 10_00) });
    }

    private static async Task<object> NewPhone(Flow f)
    {
        await f.GivenCardless("buyer");
        return Json.Merge(await f.CardPapers("buyer", cardCheck: 7), new { phone = Number });
    }
}
