using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>For each interface a market in which a request is good, and that request. Everything else about it stands in the tables.</summary>
public static class GoodRequests
{
    private delegate Task<object> Builder(Flow flow);

    private static readonly IReadOnlyDictionary<string, Builder> Builders = new Dictionary<string, Builder>
    {
        ["createMember"] = _ => Is(new { bizUserId = "newcomer" }),
        ["sendVerificationCode"] = async f => await Stranger(f, new { phone = "13900000009", verificationCodeType = 9 }),
        ["bindPhone"] = async f =>
        {
            await f.GivenStranger("buyer");
            await f.When("sendVerificationCode", new { bizUserId = "buyer", phone = f.Who("buyer").Phone, verificationCodeType = 9 });
            return new { bizUserId = "buyer", phone = f.Who("buyer").Phone, verificationCode = await f.Sms(f.Who("buyer").Phone) };
        },
        ["unbindPhone"] = async f =>
        {
            await f.GivenMember("buyer");
            await f.When("sendVerificationCode", new { bizUserId = "buyer", phone = f.Who("buyer").Phone, verificationCodeType = 6 });
            return new { bizUserId = "buyer", phone = f.Who("buyer").Phone, verificationCode = await f.Sms(f.Who("buyer").Phone) };
        },
        ["setRealName"] = async f => await Stranger(f, new { name = "王小明", identityNo = await f.Encrypt("310101199001011234") }),
        ["getMemberInfo"] = f => Member(f, new { }),
        ["getBankCardBin"] = async f => new { cardNo = await f.Encrypt("6228480000000000099") },
        ["applyBindBankCard"] = async f => { await f.GivenCardless("buyer"); return await f.CardPapers("buyer"); },
        ["setSafeCard"] = async f => { await f.GivenMember("buyer"); return new { bizUserId = "buyer", cardNo = await CardOf(f) }; },
        ["queryBankCard"] = f => Member(f, new { }),
        ["unbindBankCard"] = async f => { await f.GivenMember("buyer"); return new { bizUserId = "buyer", cardNo = await CardOf(f) }; },
        ["lockMember"] = f => Member(f, new { }),
        ["depositApply"] = f => Member(f, new { amount = 10_00 }),
        ["consumeApply"] = f => Pair(f, new { payerId = "buyer", recieverId = "seller", amount = 10_00 }),
        ["agentCollectApply"] = f => Pair(f, Flow.Collect("buyer", 0, ("seller", 10_00))),
        ["signalAgentPay"] = async f => Flow.Out(await Collected(f), "seller", 10_00),
        ["batchAgentPay"] = async f => new { batchPayList = new[] { f.Row(Flow.Fresh("P"), await Collected(f), "seller", 10_00) } },
        ["withdrawApply"] = f => Funded(f, new { amount = 10_00, validateType = 0 }),
        ["pay"] = async f =>
        {
            await f.GivenMembers("buyer", "seller");
            var order = await f.When("depositApply", new { bizUserId = "buyer", amount = 10_00, payMethod = await f.QuickPay("buyer", 10_00) });
            return new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = await f.SmsFor(order) };
        },
        ["refund"] = async f =>
        {
            var order = await Bought(f);
            return new { bizUserId = "buyer", oriBizOrderNo = order.BizOrderNo, amount = 10_00 };
        },
        ["freezeMoney"] = f => Funded(f, new { amount = 10_00 }),
        ["unfreezeMoney"] = async f =>
        {
            await Funded(f, new { });
            var frozen = await f.When("freezeMoney", new { bizUserId = "buyer", amount = 10_00 });
            return new { bizUserId = "buyer", bizFreezenNo = frozen.Text("bizFreezenNo"), amount = 10_00 };
        },
        ["applicationTransfer"] = async f =>
        {
            await f.GivenMember("buyer");
            await f.GivenFunds("2000000", 100_00);
            return new { sourceAccountSetNo = "2000000", targetBizUserId = "buyer", amount = 10_00 };
        },
        ["queryBalance"] = f => Funded(f, new { }),
        ["queryInExpDetail"] = f => Funded(f, new { }),
        ["getOrderDetail"] = async f => new { bizOrderNo = (await Bought(f)).BizOrderNo },
        ["getOrderSplitRuleListDetail"] = async f => new { bizOrderNo = (await Bought(f, new { splitRule = new[] { Flow.PlatformShare("100001", 1_00) } })).BizOrderNo },
        ["getPaymentInformationDetail"] = async f => new { bizOrderNo = (await Collected(f)).BizOrderNo },
        ["getPayeeFundsInTransitDetail"] = async f => new { bizUserId = "seller", bizOrderNo = (await Collected(f)).BizOrderNo },
        ["queryReserveFundBalance"] = _ => Is(new { }),
        ["queryMerchantBalance"] = _ => Is(new { accountSetNo = "100001" }),
        ["queryBankBalance"] = _ => Is(new { acctOrgType = 1, acctNo = "1000000000001", acctName = "测试商城" }),
        ["entryGoods"] = f => Member(f, new { goodsType = 2, bizGoodsNo = "G1", goodsName = "咖啡" }),
        ["queryGoods"] = async f =>
        {
            await Member(f, new { });
            await f.When("entryGoods", new { bizUserId = "buyer", goodsType = 2, bizGoodsNo = "G1", goodsName = "咖啡" });
            return new { bizUserId = "buyer", bizGoodsNo = "G1" };
        },
    };

    public static IEnumerable<string> Methods => Builders.Keys;

    /// <summary>The good request of a method, whole, in a market made for it.</summary>
    public static async Task<JsonObject> Of(Flow flow, string method) => await flow.Complete(method, await Builders[method](flow));

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
        var order = await f.When("consumeApply", Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 10_00 }, more ?? new { }));
        await f.WhenChannelPays(order);
        return order;
    }

    private static async Task<Tsy2Reply> Collected(Flow f)
    {
        await f.GivenMembers("buyer", "seller");
        return await f.GivenCollect("buyer", 0, ("seller", 10_00));
    }
}
