using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>
/// For each interface a market in which a request is good, and that request. Everything else about it stands in the tables.
/// </summary>
public static partial class GoodRequests
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
        ["setCompanyInfo"] = async f =>
        {
            await f.GivenUnreviewedCompany("buyer");
            return new { bizUserId = "buyer", companyBasicInfo = await f.CompanyPapers("buyer") };
        },
        ["getMemberInfo"] = f => Member(f, new { }),
        ["getBankCardBin"] = async f => new { cardNo = await f.Encrypt("6228480000000000099") },
        ["applyBindBankCard"] = async f => { await f.GivenCardless("buyer"); return await f.CardPapers("buyer"); },
        ["bindBankCard"] = async f =>
        {
            await f.GivenCardless("buyer");
            var asked = await f.When("applyBindBankCard", await f.CardPapers("buyer", cardCheck: 6));
            return new { bizUserId = "buyer", tranceNum = asked.Text("tranceNum"), phone = f.Who("buyer")
                .Phone, verificationCode = await f.Sms(f.Who("buyer").Phone) };
        },
        ["bankCardChangeBindPhone"] = NewPhone,
        ["verifyBankCardChangeBindPhone"] = async f =>
        {
            var asked = await f.When("bankCardChangeBindPhone", await NewPhone(f));
            return new { bizUserId = "buyer", tranceNum = asked.Text("tranceNum"), phone = Number, verificationCode = await f.Sms(Number) };
        },
        ["setSafeCard"] = async f => { await f.GivenMember("buyer"); return new { bizUserId = "buyer", cardNo = await CardOf(f) }; },
        ["queryBankCard"] = f => Member(f, new { }),
        ["unbindBankCard"] = async f => { await f.GivenMember("buyer"); return new { bizUserId = "buyer", cardNo = await CardOf(f) }; },
        ["lockMember"] = f => Member(f, new { }),
        ["unlockMember"] = async f =>
        {
            await f.GivenMember("buyer");
            await f.When("lockMember", new { bizUserId = "buyer" });
            return new { bizUserId = "buyer" };
        },
        ["applyBindAcct"] = f => Stranger(f,
            new { operationType = "set", acctType = "weChatPublic", acct = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" }),
        ["vspTermidService"] = f => Stranger(f,
            new { operationType = "set", vspCusid = "55058404816VQLX", appid = "00000051", vspTermid = "T0000001" }),
        ["createBankSubAcctNo"] = f => Member(f, new { accountSetNo = f.CustodySet, acctOrgType = 1 }),
        ["depositApply"] = f => Member(f, new { amount = 10_00 }),
        ["consumeApply"] = async f =>
        {
            await f.GivenSellers("courier");
            return await Pair(f, new { payerId = "buyer", recieverId = "seller", amount = 10_00,
                splitRule = new[] { Flow.Share("courier", 4_00, 10, Flow.PlatformShare("100001", 1_00)) } });
        },
        ["agentCollectApply"] = f => Pair(f, Flow.Collect("buyer", 0, ("seller", 10_00))),
        ["signalAgentPay"] = async f => Json.Merge(Flow.Out(await Collected(f), "seller", 10_00), ToThePlatform),
        ["batchAgentPay"] = async f =>
            new { batchPayList = new[] { Json.Merge(f.Row(Flow.Fresh("P"), await Collected(f), "seller", 10_00), ToThePlatform) } },
        ["withdrawApply"] = f => Funded(f, new { amount = 10_00, validateType = 0, payMethod = ByTlt }),
        ["crossBorderWithdrawApply"] = async f =>
        {
            await f.GivenCompany("fund");
            await f.ChangeSettings(new { crossBorderMembers = new[] { "fund" } });
            return await Funded(f, new { amount = 10_00, crossBorderbizUserId = "fund", bankCardPro = 1,
                bankCardNo = await f.Encrypt(f.Who("fund").CardNo), validateType = 0, payMethod = ByTlt });
        },
        ["pay"] = async f =>
        {
            var order = await ByCard(f);
            return new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = await f.SmsFor(order) };
        },
        ["resendPaySMS"] = async f =>
        {
            var order = await ByCard(f);
            await f.Advance("PT11S");
            return new { bizOrderNo = order.BizOrderNo };
        },
        ["refund"] = async f =>
        {
            var order = await Collected(f);
            return new { bizUserId = "buyer", oriBizOrderNo = order.BizOrderNo, amount = 10_00,
                refundList = new[] { Flow.BackFromEscrow("seller", 10_00) } };
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
        ["getOrderSplitRuleListDetail"] = async f =>
            new { bizOrderNo = (await Bought(f, new { splitRule = new[] { Flow.PlatformShare("100001", 1_00) } })).BizOrderNo },
        ["getPaymentInformationDetail"] = async f => new { bizOrderNo = (await Collected(f)).BizOrderNo },
        ["getPayeeFundsInTransitDetail"] = async f => new { bizUserId = "seller", bizOrderNo = (await Collected(f)).BizOrderNo },
        ["queryReserveFundBalance"] = _ => Is(new { }),
        ["queryMerchantBalance"] = _ => Is(new { accountSetNo = "100001" }),
        ["queryBankBalance"] = async f =>
        {
            await f.ChangeSettings(new { bankAccountNo = "1000000000001" });
            return new { acctOrgType = 1, acctNo = "1000000000001", acctName = "测试商城" };
        },
        ["getCheckAccountFile"] = async f =>
        {
            var today = (await f.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
            await f.Advance("PT36H");
            return new { date = $"{today:yyyyMMdd}" };
        },
        ["entryGoods"] = f => Member(f,
            new { goodsType = 5, bizGoodsNo = "G1", goodsName = "奶粉",
            goodsParams = new { eshopEntCode = "3101", eshopEntName = "测试商城", customsCode = "HG016" } }),
        ["queryGoods"] = async f =>
        {
            await Member(f, new { });
            await f.When("entryGoods", new { bizUserId = "buyer", goodsType = 2, bizGoodsNo = "G1", goodsName = "咖啡" });
            return new { bizUserId = "buyer", bizGoodsNo = "G1" };
        },
    };

    /// <summary>Time must have gone by before these are good: they want a server of their own.</summary>
    private static readonly HashSet<string> MoveTheClock = ["resendPaySMS", "getCheckAccountFile"];

    public static IEnumerable<string> Methods => Builders.Keys;

    public static bool MovesTheClock(string method) => MoveTheClock.Contains(method);

    /// <summary>The good request of a method, whole, in a market made for it.</summary>
    public static async Task<JsonObject> Of(Flow flow, string method) => await flow.Complete(method, await Builders[method](flow));
}
