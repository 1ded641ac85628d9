using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>确定修改绑定手机, 银行卡验证 (通商云 4.1.26).</summary>
public abstract class VerifyBankCardChangeBindPhoneTests(Store store) : FlowTests(store)
{
    private const string NewPhone = "13700000002";

    [Fact, Holds("4.1.26#1")]
    public async Task It_confirms_what_bankCardChangeBindPhone_began_and_nothing_else()
    {
        await flow.GivenMember("buyer");
        await flow.WhenRefused("30016", "verifyBankCardChangeBindPhone", Confirmation("1", NewPhone, "111111"));
        var binding = await flow.When("applyBindBankCard", await flow.CardPapers("buyer", 7));
        await flow.WhenRefused("30016", "verifyBankCardChangeBindPhone",
            Confirmation(binding.Text("tranceNum"), flow.Who("buyer").Phone, "111111"));
        var change = await Begin();
        await flow.WhenRefused("30016", "bindBankCard",
            new { bizUserId = "buyer", tranceNum = change.Text("tranceNum"), phone = NewPhone, verificationCode = "111111" });
        await flow.When("verifyBankCardChangeBindPhone", Confirmation(change.Text("tranceNum"), NewPhone, await flow.Sms(NewPhone)));
        await flow.WhenRefused("30016", "verifyBankCardChangeBindPhone", Confirmation(change.Text("tranceNum"), NewPhone, "111111"));
    }

    [Fact, Holds("4.1.26#2")]
    public async Task A_wrong_code_leaves_the_old_phone_and_the_right_one_still_works()
    {
        await flow.GivenMember("buyer");
        var change = await Begin();
        await flow.WhenRefused("20011", "verifyBankCardChangeBindPhone", Confirmation(change.Text("tranceNum"), NewPhone, "000000"));
        Assert.Equal(flow.Who("buyer").Phone, await Phone());
        await flow.When("verifyBankCardChangeBindPhone", Confirmation(change.Text("tranceNum"), NewPhone, await flow.Sms(NewPhone)));
        Assert.Equal(NewPhone, await Phone());
    }

    [Fact]
    public async Task Five_wrong_codes_make_the_right_one_void()
    {
        await flow.GivenMember("buyer");
        var change = await Begin();
        for (var error = 1; error <= 5; error++)
            await flow.WhenRefused("20011", "verifyBankCardChangeBindPhone", Confirmation(change.Text("tranceNum"), NewPhone, "000000"));
        await flow.WhenRefused("20011", "verifyBankCardChangeBindPhone",
            Confirmation(change.Text("tranceNum"), NewPhone, await flow.Sms(NewPhone)));
    }

    [Fact]
    public async Task A_code_lives_ten_minutes()
    {
        flow = await OnOwnServer();
        await flow.GivenMember("buyer");
        var change = await Begin();
        await flow.Advance("PT10M1S");
        await flow.WhenRefused("20011", "verifyBankCardChangeBindPhone",
            Confirmation(change.Text("tranceNum"), NewPhone, await flow.Sms(NewPhone)));
    }

    [Fact]
    public async Task Mode_2_names_the_day_of_the_request()
    {
        await flow.GivenMember("buyer");
        var change = await Begin(2);
        var good = Confirmation(change.Text("tranceNum"), NewPhone, await flow.Sms(NewPhone));
        await flow.WhenRefused("10001", "verifyBankCardChangeBindPhone", good);
        await flow.WhenRefused("40044", "verifyBankCardChangeBindPhone", Json.Merge(good, new { transDate = "yesterday" }));
        await flow.WhenRefused("30016", "verifyBankCardChangeBindPhone", Json.Merge(good, new { transDate = "20200101" }));
        var done = await flow.When("verifyBankCardChangeBindPhone", Json.Merge(good, new { transDate = change.Text("transDate") }));
        Assert.Equal(change.Text("transDate"), done.Text("transDate"));
    }

    [Fact, Holds("4.1.26#3")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenMembers("buyer", "locked", "idle");
        await flow.GivenCompany("shop");
        await flow.When("lockMember", new { bizUserId = "locked" });
        var change = await Begin();
        await flow.ThenRefusedInThisOrder("verifyBankCardChangeBindPhone",
            Confirmation(change.Text("tranceNum"), NewPhone, await flow.Sms(NewPhone)),
            ("10001", new { verificationCode = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30006", new { bizUserId = "shop" }),
            ("30016", new { bizUserId = "idle" }),
            ("10001", new { tranceNum = "" }),
            ("30016", new { tranceNum = "1" }),
            ("20011", new { phone = "13700000003" }));
    }

    private async Task<Tsy2Reply> Begin(int cardCheck = 7) =>
        await flow.When("bankCardChangeBindPhone", Json.Merge(await flow.CardPapers("buyer", cardCheck), new { phone = NewPhone }));

    private static object Confirmation(string? tranceNum, string phone, string verificationCode) =>
        new { bizUserId = "buyer", tranceNum, phone, verificationCode };

    private async Task<string?> Phone() =>
        (await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo").GetProperty("phone").GetString();
}

public sealed class VerifyBankCardChangeBindPhoneOnSqlite() : VerifyBankCardChangeBindPhoneTests(Store.Sqlite);

public sealed class VerifyBankCardChangeBindPhoneOnPostgres() : VerifyBankCardChangeBindPhoneTests(Store.Postgres);
