using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>
/// A refusal says behind its code and the vendor's text, in brackets, whose or which field it is about, what was sent and what is allowed.
/// </summary>
public sealed class RefusalWordsTests() : FlowTests(Store.Sqlite)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await flow.GivenMembers("buyer", "seller");
    }

    private static object Order(object change) =>
        Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 100_00, fee = 0 }, change);

    [Fact]
    public async Task A_member_that_is_not_able_is_named_with_its_field_and_what_comes_first()
    {
        await flow.GivenStranger("stranger");
        await Says("30001", "用户不存在(payerId: \"nobody\",先 createMember / payerId: \"nobody\", createMember comes first)", "consumeApply",
            Order(new { payerId = "nobody" }));
        await Says("30058", "收款人不存在(recieverId: \"nobody\",先 createMember", "consumeApply", Order(new { recieverId = "nobody" }));
        await Says("30008", "用户还未实名认证(recieverId: \"stranger\",先 setRealName", "consumeApply", Order(new { recieverId = "stranger" }));
        await Says("30021", "未绑定手机(payerId: \"stranger\",先 sendVerificationCode", "consumeApply", Order(new { payerId = "stranger" }));
        await Says("30001", "用户不存在(bizUserId: \"nobody\"", "getMemberInfo", new { bizUserId = "nobody" });
        await Says("40000", "订单不存在(bizOrderNo: \"none\"", "getOrderDetail", new { bizOrderNo = "none" });
        await flow.When("lockMember", new { bizUserId = "seller" });
        await Says("30002", "用户已经被锁(recieverId: \"seller\",先 unlockMember", "consumeApply", Order(new { }));
    }

    [Fact]
    public async Task An_amount_is_named_with_its_path_and_its_bounds()
    {
        await Says("40020", "订单金额错误(amount: 0,应为 1 至 1000000000000000 / amount: 0, must be 1 to", "consumeApply",
            Order(new { amount = 0, payMethod = Flow.Scan(0) }));
        await Says("40016", "手续费大于金额(fee: 20000,至多 10000", "consumeApply", Order(new { fee = 200_00 }));
        await Says("40020", "订单金额错误(payMethod.SCAN_WEIXIN.amount: 0,", "consumeApply", Order(new { payMethod = Flow.Scan(0) }));
        await Says("40005", "订单金额和支付金额不一致(payMethod.SCAN_WEIXIN.amount: 9000,应为 10000", "consumeApply",
            Order(new { payMethod = Flow.Scan(90_00) }));
        await Says("40014", "账户余额不足(amount: 500,至多 0", "withdrawApply", new { bizUserId = "seller", amount = 5_00 });
    }

    [Fact]
    public async Task What_stands_within_a_split_is_named_with_its_path()
    {
        object Split(long inner, string who = "buyer") =>
            Order(new { splitRule = new[] { Flow.Share("platform-partner", 50_00, 0, Flow.Share("a", 10_00), Flow.Share(who, inner)) } });
        foreach (var partner in new[] { "platform-partner", "a" }) await flow.GivenStranger(partner);
        await Says("40020", "订单金额错误: splitRule(splitRule[0].splitRuleList[1].amount: 0,应为 1 至", "consumeApply", Split(0));
        await Says("40020", "splitRule[0].splitRuleList: 7000,至多 5000", "consumeApply", Split(60_00));
        await Says("30058", "收款人不存在: nobody(splitRule[0].splitRuleList[1].bizUserId: \"nobody\"", "consumeApply", Split(1_00, "nobody"));
        await Says("10000", "参数错误: splitRule[0].splitRuleList[1].amount(1.5,", "consumeApply",
            Order(new { splitRule = new[] { Flow.Share("a", 50_00, 0, Flow.Share("a", 1_00),
                new { bizUserId = "a", amount = 1.5, fee = 0 }) } }), sentBy: "splitRule[0].splitRuleList[1].amount: 1.5");
        await Says("10001", "参数不能为空: payMethod.SCAN_WEIXIN.amount", "consumeApply",
            Order(new { payMethod = new { SCAN_WEIXIN = new { limitPay = "" } } }));
    }

    [Fact]
    public async Task A_value_that_is_none_of_those_allowed_is_told_the_right_or_the_nearest_one()
    {
        await Says("10003", "参数 method 错误(\"createMembr\",最接近的是 createMember / \"createMembr\", the nearest is createMember)",
            await flow.Client.Call("MemberService", "createMembr", new { }));
        await Says("10003", "它属于 OrderService,不属于 MemberService", await flow.Client.Call("MemberService", "consumeApply", new { }));
        await Says("10002", "应为 MemberPwdService、MemberService、MerchantService、OrderService 之一",
            await flow.Client.Call("Orders", "consumeApply", new { }));
        await Says("40025", "没有支付权限: payMethod(payMethod: \"SCAN_WEIXN\",最接近的是 SCAN_WEIXIN", "consumeApply",
            Order(new { payMethod = new { SCAN_WEIXN = new { amount = 1 } } }));
        await Says("40025", "收款用的支付方式,不是代付", "consumeApply",
            Order(new { payMethod = new { WITHDRAW_TLT = new { amount = 100_00, payTypeName = "withdraw_tlt" } } }));
        await Says("40027", "交易验证方式错误(validateType: 2,应为 0、1 之一", "consumeApply", Order(new { validateType = 2 }));
        await Says("40027", "交易验证方式错误: validateType(validateType: 7,应为 0、1、2 之一", "consumeApply", Order(new { validateType = 7 }));
        await Says("30018", $"账户集错误: 400193(accountSetNo: \"400193\",应为 \"{flow.CustodySet}\"", "queryBalance",
            new { bizUserId = "seller", accountSetNo = "400193" });
        await Says("30018", "应为 100001、100002、", "depositApply",
            new { bizUserId = Flow.Platform, amount = 1, accountSetNo = "100009", payMethod = Flow.Scan(1) });
    }

    [Fact]
    public async Task A_field_of_the_wrong_form_or_with_a_misspelt_name_is_told_so()
    {
        await Says("10000", "参数错误: memberType(memberType: \"person\",应为", "createMember", new { bizUserId = "x", memberType = "person" },
            sentBy: "\"person\"");
        await Says("10001", "参数不能为空: memberType(送来的 \"membertype\" 不是本接口的字段",
            await flow.Send("createMember", new JsonObject { ["bizUserId"] = "x", ["membertype"] = 3 }));
        await Says("10004", "送了 21,至多 20", "consumeApply", Order(new { summary = new string('长', 21) }));
        await Says("20017", "解密失败: identityNo(应为平台公钥", "setRealName", new { bizUserId = "buyer", name = "某人", identityNo = "123" });
    }

    [Fact]
    public async Task A_timestamp_that_is_not_taken_is_told_what_time_it_is()
    {
        var utc = await flow.Client.Sign("MemberService", "getMemberInfo", new { bizUserId = "buyer" },
            new Tsy2Options(Timestamp: DateTimeOffset.UtcNow.AddHours(-8)));
        var reply = await flow.Client.Send(utc);
        Assert.Equal("10000", reply.ErrorCode);
        Assert.StartsWith($"参数错误: timestamp(timestamp: \"{utc.Timestamp}\",服务器时间 20",
            reply.Message!.Replace($"timestamp(\"{utc.Timestamp}\"", $"timestamp(timestamp: \"{utc.Timestamp}\""));
        foreach (var said in new[] { "(Asia/Shanghai)", "相差 -08:00:0", "允许 ±10 分钟", "像是 UTC 时间", "it looks like UTC" })
            Assert.Contains(said, reply.Message);
        Assert.Contains("应为 yyyy-MM-dd HH:mm:ss", (await flow.Client.Send(utc with { Timestamp = "2026/11/30 10:00" })).Message);
    }

    [Fact]
    public async Task Secrets_are_never_said_back()
    {
        var phone = (await flow.WhenRefused("30021", "unbindPhone",
            new { bizUserId = "buyer", phone = "13999998888", verificationCode = "123456" })).Message!;
        var card = (await flow.WhenRefused("20017", "unbindBankCard", new { bizUserId = "buyer", cardNo = "6228480402564890018" }))
            .Message!;
        var number = (await flow.WhenRefused("40000", "getOrderDetail", new { bizOrderNo = "A6228480402564890018" })).Message!;
        foreach (var secret in new[] { "13999998888", "123456", "6228480402564890018" })
            Assert.DoesNotContain(secret, phone + card + number);
        Assert.Contains("***(19)", number);
    }

    private async Task Says(string code, string said, string method, object param, string? sentBy = null)
    {
        var reply = await flow.WhenRefused(code, method, param);
        Assert.Contains(sentBy ?? said, reply.Message);
    }

    private static Task Says(string code, string said, Tsy2Reply reply)
    {
        Assert.Equal(code, reply.ErrorCode);
        Assert.Contains(said, reply.Message);
        return Task.CompletedTask;
    }
}
