using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows;

/// <summary>支付方式 by their keys (通商云 5.2): what each needs on the wire, and what all those have in common that a wallet pays.</summary>
public sealed partial class Flow
{
    /// <summary>集团模式: the merchant number of the group under which the seller is paid.</summary>
    private const string GroupCusid = "660290059120001";

    /// <summary>A buyer, and a seller with a merchant number of its own in the group.</summary>
    public async Task GivenBuyerAndShop()
    {
        await GivenMembers("buyer", "seller");
        await When("vspTermidService",
            new { bizUserId = "seller", operationType = "set", vspCusid = GroupCusid, appid = "00000051", vspTermid = GroupCusid + "01" });
    }

    /// <summary>A purchase by a method, seller and buyer given.</summary>
    public Task<Tsy2Reply> WhenBuys(string method, long amount, object? fields = null, object? more = null) =>
        When("consumeApply", Purchase(method, amount, fields, more));

    public static JsonObject Purchase(string method, long amount, object? fields = null, object? more = null) =>
        Json.Merge(new { payerId = "buyer", recieverId = "seller", amount, goodsName = "咖啡", payMethod = Way(method, amount, fields) }, more
            ?? new { });

    /// <summary>The object of a pay method: its amount, what it cannot do without, and what the test adds.</summary>
    public static JsonObject Way(string method, long amount, object? fields = null) =>
        new() { [method] = Json.Merge(new { amount }, Needs(method), fields ?? new { }) };

    private static object Needs(string method) =>
        Json.Merge(method.EndsWith("_ORG", StringComparison.Ordinal) ? new { vspCusid = GroupCusid }
        : new { }, method.Replace("_ORG", "") switch
    {
        "WECHATPAY_MINIPROGRAM" or "WECHAT_PUBLIC" => new { acct = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", limitPay = "" },
        "ALIPAY_SERVICE" => new { acct = "2088102146225135" },
        "CODEPAY_VSP" => new { authcode = "134567890123456789" },
        "WeChatPAYAPP_VSP" => new { apptype = "IOS", appname = "商城", apppackage = "com.example.mall", cusip = "203.0.113.7" },
        "WECHATPAY_APP_OPEN" => new { subAppId = "wx26007303dd62364b" },
        "WECHATPAY_H5_OPEN" => new { subAppId = "wx26007303dd62364b", cusip = "203.0.113.7", sceneInfo = """{"h5_info":{"type":"Wap"}}""" },
        "WECHATPAY_SCAN_OPEN" or "WECHATPAY_PUBLIC_OPEN" =>
            new { wxAppId = "wx26007303dd62364b", wxMchtId = "1550427751", cusip = "203.0.113.7" },
        _ => new { },
    });

    /// <summary>代付方式: the object of a way out, with what it cannot do without.</summary>
    public static JsonObject WayOut(string method, long amount) => new()
    {
        [method] = Json.Object(method switch
        {
            "WITHDRAW_TLT" => new { payTypeName = "withdraw_tlt" },
            "WITHDRAW_HTBANK" => new { subAcctNo = "1000000000001", PAYEE_ACCT_NO = "6228480000000000099", PAYEE_ACCT_NAME = "王小明",
                AMOUNT = $"{amount}", SIGNED_MSG_MER = "c2lnbmVk" },
            "WITHDRAW_SD" => new { amount, unionBank = "102290000011", bankName = "工商银行上海分行" },
            _ => new { amount },
        }),
    };

    /// <summary>
    /// The buyer paid in a wallet: nothing was asked or told meanwhile, the seller has the money, and the result is told once.
    /// </summary>
    public async Task ThenPaidOutsideWithoutConfirmation(Tsy2Reply order, long amount)
    {
        Assert.All(["payStatus", "payFailMessage", "bizUserId", "validateType"],
            field => Assert.False(order.Has(field), order.SignedValue));
        Assert.DoesNotContain(await Sandbox.Sms(App.Id, Who("buyer").Phone), sms => sms.Purpose == "pay");
        await WhenRefused("40027", "pay", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo, verificationCode = "111111" });
        await WhenChannelPays(order);
        await ThenPaidAndTold(order);
        Assert.Equal(amount, await BalanceOf("seller"));
    }

    public async Task ThenPaidAndTold(Tsy2Reply order)
    {
        await ThenOrderIs(OrderStatus.Paid, order);
        Assert.Equal("orderResult", Assert.Single(await Notices(order)).Event);
    }

    /// <summary>A bound card of a mode that sends a code for it (3, 6, 7), or of one that does not.</summary>
    public async Task GivenCardOfMode(string bizUserId, int cardCheck, string? cardNo = null, object? more = null)
    {
        var asked = await When("applyBindBankCard", Json.Merge(await CardPapers(bizUserId, cardCheck, cardNo), more ?? new { }));
        if (cardCheck is not (3 or 6 or 7)) return;
        await When("bindBankCard", Json.Merge(new { bizUserId, tranceNum = asked.Text("tranceNum"), phone = Who(bizUserId)
            .Phone, verificationCode = cardCheck == 3 ? "11111" : "111111" }, more ?? new { }));
    }

    /// <summary>A member with phone and name, and no card.</summary>
    public async Task GivenCardless(string bizUserId)
    {
        await GivenStranger(bizUserId);
        await GivenPhone(bizUserId);
        await GivenRealName(bizUserId);
    }

    public async Task<JsonObject> ByCard(string method, string cardNo, long amount, object? fields = null) =>
        new() { [method] = Json.Merge(new { bankCardNo = await Encrypt(cardNo), amount }, fields ?? new { }) };
}
