namespace Tongbao.Pages.Tests;

/// <summary>
/// 会员页面: a member signs, sets, changes and loses a payment password, changes the phone and pays, each by the link that the merchant signed.
/// </summary>
public sealed class MemberPagesTests(Chromium chromium) : PageTests(chromium)
{
    private const string Password = "864209", NewPassword = "correct-horse";

    [Fact]
    public Task The_agreement_is_read_and_signed() => AtEachSize(async window =>
    {
        var who = await AMember();
        await Follow(window, "signContract", new { bizUserId = who, jumpUrl = Shop, backUrl = flow.Receiver.Url(), source = "2" });
        await window.MustBeGood("agreement");
        await window.Page.GetByLabel("我已阅读并同意以上协议").CheckAsync();
        await Press(window, "签订");
        ThenIsBack(window, "contractNo");
    });

    [Fact]
    public Task A_password_is_set_and_what_was_mistyped_is_named() => AtEachSize(async window =>
    {
        var who = await AMember();
        await Follow(window, "setPayPwd", await Holder(who));
        await window.MustBeGood("password");
        await TypeCode(window, who);
        await TypeTwice(window, Password, "864208");
        await Press(window, "确认");
        Assert.Equal(1, await window.Page.Locator(".mistakes a").CountAsync());
        await window.MustBeGood("password-mistake", mayBeRefused: true);
        await TypeCode(window, who);
        await TypeTwice(window, Password, Password);
        await Press(window, "确认");
        ThenIsBack(window, "\"result\":\"OK\"");
    });

    [Fact]
    public Task A_password_is_changed_by_the_present_one() => AtEachSize(async window =>
    {
        var who = await WithPassword();
        await Follow(window, "updatePayPwd", await Holder(who));
        await window.MustBeGood("password-change");
        await Type(window, "原支付密码", Password);
        await TypeTwice(window, NewPassword, NewPassword);
        await Press(window, "确认");
        ThenIsBack(window, "\"result\":\"OK\"");
    });

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_another_code()
    {
        flow = await OnOwnServer();
        await AtEachSize(ReplaceByAnotherCode);
    }

    private async Task ReplaceByAnotherCode(Window window)
    {
        var who = await WithPassword();
        await Follow(window, "resetPayPwd", await Holder(who));
        await window.MustBeGood("password-reset");
        await flow.Advance("PT11S");
        await Press(window, "重新发送验证码");
        await TypeCode(window, who);
        await TypeTwice(window, NewPassword, NewPassword);
        await Press(window, "确认");
        ThenIsBack(window, "\"result\":\"OK\"");
    }

    [Fact]
    public Task The_phone_is_changed_by_the_password_and_the_new_phones_code() => AtEachSize(async window =>
    {
        var who = await WithPassword();
        var phone = Person.New(who).Phone;
        await Follow(window, "updatePhoneByPayPwd", await Holder(who));
        await Type(window, "新手机号码", phone);
        await Type(window, "支付密码", Password);
        await window.MustBeGood("phone-change");
        await Press(window, "获取验证码");
        await window.MustBeGood("phone-change-code");
        await Type(window, "短信验证码", await flow.Sms(phone));
        await Press(window, "确认修改");
        ThenIsBack(window, phone);
    });

    [Fact]
    public async Task An_English_reader_is_told_in_English_what_is_wrong_and_pays()
    {
        await using var window = await Chromium.Open(Chromium.Sizes[0], Window.English);
        var who = await WithPassword();
        if (!flow.Knows("seller")) await flow.GivenMember("seller");
        await flow.GivenDeposit(who, 40_00);
        var order = await flow.When("consumeApply",
            new { payerId = who, recieverId = "seller", amount = 30_00, payMethod = flow.Balance(30_00), validateType = 2 });
        await Follow(window, "payOrder", new { bizUserId = who, bizOrderNo = order.BizOrderNo, jumpUrl = Shop });
        await Type(window, "Payment password", "111111");
        await Press(window, "Pay ¥ 30.00");
        await window.MustBeGood("pay-by-password-mistake-en", mayBeRefused: true);
        await Type(window, "Payment password", Password);
        await Press(window, "Pay ¥ 30.00");
        ThenIsBack(window, "\"payStatus\":\"success\"");
    }

    [Fact]
    public Task The_password_pays() => AtEachSize(async window =>
    {
        var who = await WithPassword();
        if (!flow.Knows("seller")) await flow.GivenMember("seller");
        await flow.GivenDeposit(who, 40_00);
        var order = await flow.When("consumeApply",
            new { payerId = who, recieverId = "seller", amount = 30_00, payMethod = flow.Balance(30_00), validateType = 2,
            summary = "秋季新品两件" });
        await Follow(window, "payOrder", new { bizUserId = who, bizOrderNo = order.BizOrderNo, jumpUrl = Shop });
        await window.MustBeGood("pay-by-password");
        await Type(window, "支付密码", "111111");
        await Press(window, "确认付款");
        await window.MustBeGood("pay-by-password-mistake", mayBeRefused: true);
        await Type(window, "支付密码", Password);
        await Press(window, "确认付款");
        ThenIsBack(window, "\"payStatus\":\"success\"");
        await flow.ThenOrderIs(OrderStatus.Paid, order);
    });

    private async Task Follow(Window window, string page, object param) =>
        await window.Page.GotoAsync((await flow.Link(page, param)).AbsoluteUri);

    private async Task<string> AMember()
    {
        var who = Flow.Fresh("member");
        await flow.GivenMember(who);
        return who;
    }

    private async Task<string> WithPassword()
    {
        var who = await AMember();
        await flow.GivenPassword(who, Password);
        return who;
    }

    private Task<object> Holder(string who) => flow.Holder(who, new { jumpUrl = Shop });

    private async Task TypeCode(Window window, string who) => await Type(window, "短信验证码", await flow.Sms(flow.Who(who).Phone));

    private static async Task TypeTwice(Window window, string first, string second)
    {
        await window.Page.Locator("#newPassword").FillAsync(first);
        await window.Page.Locator("#repeat").FillAsync(second);
    }
}
