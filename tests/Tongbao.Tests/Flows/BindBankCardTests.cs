using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>确认绑定银行卡 (通商云 4.1.11).</summary>
public abstract class BindBankCardTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.11#1")]
    public async Task The_code_of_the_SMS_binds_the_card()
    {
        var tranceNum = await AskedToBind();
        var bound = await flow.When("bindBankCard", Confirm(tranceNum, "111111"));
        Assert.Equal(tranceNum, bound.Text("tranceNum"));
        Assert.Single((await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList").EnumerateArray());
    }

    [Fact, Holds("4.1.11#2")]
    public async Task A_wrong_code_or_serial_is_refused()
    {
        var tranceNum = await AskedToBind();
        await flow.WhenRefused("20011", "bindBankCard", Confirm(tranceNum, "222222"));
        Assert.False((await flow.Ask("bindBankCard", Confirm("no-such-serial", "111111"))).Ok);
        await flow.When("bindBankCard", Confirm(tranceNum, "111111"));
    }

    [Fact]
    public async Task A_locked_member_binds_no_card()
    {
        var tranceNum = await AskedToBind();
        await flow.When("lockMember", new { bizUserId = "buyer" });
        await flow.WhenRefused("30002", "bindBankCard", Confirm(tranceNum, "111111"));
    }

    [Fact, Holds("clock:bind_sms_mode6_test")]
    public async Task The_code_of_mode_6_lives_ten_minutes()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        var (early, late) = (await AskedToBind("early"), await AskedToBind("late"));
        await flow.Advance("PT9M59S");
        await flow.When("bindBankCard", Confirm(early, "111111", "early"));
        await flow.Advance("PT1S");
        await flow.WhenRefused("20011", "bindBankCard", Confirm(late, "111111", "late"));
    }

    private async Task<string> AskedToBind(string bizUserId = "buyer")
    {
        await flow.GivenStranger(bizUserId);
        await flow.GivenRealName(bizUserId);
        return (await flow.When("applyBindBankCard", await flow.CardPapers(bizUserId, cardCheck: 6))).Text("tranceNum")!;
    }

    private object Confirm(string tranceNum, string verificationCode, string bizUserId = "buyer") =>
        new { bizUserId, tranceNum, phone = flow.Who(bizUserId).Phone, verificationCode };
}

public sealed class BindBankCardOnSqlite() : BindBankCardTests(Store.Sqlite);

public sealed class BindBankCardOnPostgres() : BindBankCardTests(Store.Postgres);
