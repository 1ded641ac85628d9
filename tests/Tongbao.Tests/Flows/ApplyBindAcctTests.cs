using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>会员绑定支付账户用户标识 (通商云 4.1.23).</summary>
public abstract class ApplyBindAcctTests(Store store) : FlowTests(store)
{
    private const string OpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", OtherOpenId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6p",
        MiniOpenId = "oMini8uMuAJO_M2pxb1Q9zNjWeS6o",
        UserId = "2088102146225135", Cusid = "660290059120001";

    [Fact, Holds("4.1.23#1")]
    public async Task A_person_without_a_phone_orders_once_a_payment_account_is_bound()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenMember("seller");
        await flow.WhenRefused("30021", "consumeApply", Purchase(OpenId));
        Assert.Equal("OK", (await Bind("weChatPublic", OpenId)).Text("result"));
        var order = await flow.When("consumeApply", Purchase(OpenId));
        await flow.WhenChannelPays(order);
        await flow.ThenBalances("seller 1.00");
    }

    [Fact, Holds("4.1.23#2", "4.1.23#3", "WECHAT_PUBLIC#6", "WECHAT_PUBLIC_ORG#6", "WECHATPAY_MINIPROGRAM#7", "WECHATPAY_MINIPROGRAM_ORG#7",
        "ALIPAY_SERVICE#4", "ALIPAY_SERVICE_ORG#4")]
    public async Task Who_bound_accounts_pays_from_these_and_no_other()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenMember("seller");
        await flow.When("vspTermidService",
            new { bizUserId = "seller", operationType = "set", vspCusid = Cusid, appid = "00000051", vspTermid = Cusid + "01" });
        await Bind("weChatPublic", OpenId);
        await Bind("weChatPublic", OtherOpenId);
        await Bind("weChatMiniProgram", MiniOpenId);
        await Bind("aliPayService", UserId);
        await flow.When("consumeApply", Purchase(OtherOpenId));
        foreach (var (method, own) in new[] { ("WECHAT_PUBLIC", OpenId), ("WECHATPAY_MINIPROGRAM", MiniOpenId),
            ("ALIPAY_SERVICE", UserId) })
        {
            foreach (var either in new[] { method, method + "_ORG" })
            {
                await flow.When("consumeApply", Purchase(own, either));
                await flow.WhenRefused("40015", "consumeApply", Purchase("oSomebodyElse", either));
                await flow.WhenRefused("40015", "consumeApply", Purchase(own == OpenId ? MiniOpenId : OpenId, either));
            }
        }
    }

    [Fact, Holds("4.1.23#4")]
    public async Task What_is_confirmed_by_SMS_still_needs_a_phone()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenMember("seller");
        await flow.GivenRealName("buyer");
        await flow.GivenCard("buyer");
        await Bind("weChatPublic", OpenId);
        await flow.WhenRefused("30021", "consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 1_00, payMethod = await flow.QuickPay("buyer", 1_00) });
        await flow.GivenFunds("100001", 10_00);
        await flow.When("applicationTransfer", new { sourceAccountSetNo = "100001", targetBizUserId = "buyer", amount = 5_00 });
        await flow.WhenRefused("30021", "withdrawApply", new { bizUserId = "buyer", amount = 1_00, validateType = 1 });
    }

    [Fact]
    public async Task Binding_the_same_again_answers_the_same()
    {
        await flow.GivenStranger("buyer");
        await Bind("weChatPublic", OpenId);
        await Bind("weChatPublic", OpenId);
    }

    [Fact, Holds("4.1.23#1")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenCompany("shop");
        await flow.GivenStranger("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("applyBindAcct",
            new { bizUserId = "buyer", operationType = "set", acctType = "weChatPublic", acct = OpenId },
            ("10000", new { operationType = "query" }),
            ("10000", new { acctType = "qq" }),
            ("10001", new { acct = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30006", new { bizUserId = "shop" }));
    }

    private Task<Tsy2Reply> Bind(string acctType, string acct) =>
        flow.When("applyBindAcct", new { bizUserId = "buyer", operationType = "set", acctType, acct });

    private static object Purchase(string acct, string method = "WECHAT_PUBLIC") => new
    {
        payerId = "buyer", recieverId = "seller", amount = 1_00,
        payMethod = Flow.Way(method, 1_00, new { acct }),
    };
}

public sealed class ApplyBindAcctOnSqlite() : ApplyBindAcctTests(Store.Sqlite);

public sealed class ApplyBindAcctOnPostgres() : ApplyBindAcctTests(Store.Postgres);
