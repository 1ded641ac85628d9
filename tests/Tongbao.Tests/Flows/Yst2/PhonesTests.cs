using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>绑定、解绑手机号 (1030, 1031, 1032).</summary>
public sealed class PhonesTests
{
    private const string Bind = "1030", Release = "1031", Confirm = "1032";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.3#7", "7.5.3#8")]
    public async Task A_phone_is_bound_by_its_code_and_released_by_one(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenPerson("A");
        Assert.Equal("0", (await flow.Shown("A", 5)).Text("bindPhoneJson.isBind"));
        var phone = Yst2Flow.NextPhone();
        var apply = new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", phone, phoneType = "1" };
        var applied = await flow.Call(Bind, apply, "66667");
        Assert.Matches("^20[0-9]{12}1030[0-9]{8}$", applied.Text("respTraceNum")!);
        Assert.Equal(applied.Text("respTraceNum"), (await flow.Call(Bind, apply, "66667")).Text("respTraceNum"));
        var code = await flow.Sms(phone);
        var confirm = Confirmation(applied.Text("respTraceNum")!, phone, code);
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { verifyCode = Other(code) }), "24004");
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { phone = Yst2Flow.NextPhone() }), "24004");
        Assert.Equal(phone, (await flow.Call(Confirm, confirm)).Text("phone"));
        Assert.Equal(phone, (await flow.Call(Confirm, confirm)).Text("phone"));
        Assert.Equal(("1", phone), (await flow.Shown("A", 5)) is var shown
            ? (shown.Text("bindPhoneJson.isBind"), shown.Text("bindPhoneJson.phone")) : default);
        await flow.Call(Bind, apply);
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { reqTraceNum = Yst2Flow.Serial() }), "24006");
        await flow.Call(Bind, Yst2Flow.With(apply, new { reqTraceNum = Yst2Flow.Serial(), phone = Yst2Flow.NextPhone() }), "24002");

        await flow.Call(Release, new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", oriPhone = Yst2Flow.NextPhone() }, "24007");
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.3#8", "7.5.3#9")]
    public async Task After_its_release_another_phone_is_bound()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        await flow.GivenPerson("A");
        var phone = Yst2Flow.NextPhone();
        await flow.Call(Release, new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", oriPhone = phone }, "24001");
        await flow.GivenPhone("A", phone);
        var again = new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", oriPhone = phone };
        // One code a minute to a phone.
        await flow.Call(Release, again, "24012");
        await flow.Sandbox.Advance("PT1M");
        var applied = await flow.Call(Release, again, "66667");
        await flow.Call(Confirm, Confirmation(applied.Text("respTraceNum")!, phone, "111111"));
        Assert.Equal("0", (await flow.Shown("A", 5)).Text("bindPhoneJson.isBind"));
        await flow.GivenPhone("A");
    }

    [Fact]
    public async Task A_code_lives_ten_minutes_and_five_tries()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        await flow.GivenPerson("A");
        var phone = Yst2Flow.NextPhone();
        var applied = await flow.Call(Bind, new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", phone }, "66667");
        var confirm = Confirmation(applied.Text("respTraceNum")!, phone, Other(await flow.Sms(phone)));
        for (var tries = 1; tries < 5; tries++) await flow.Call(Confirm, confirm, "24004");
        await flow.Call(Confirm, confirm, "24011");
        await flow.Call(Confirm, Yst2Flow.With(confirm, new { verifyCode = "111111" }), "24011");
        await flow.Sandbox.Advance("PT1M");
        var second = await flow.Call(Bind, new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", phone }, "66667");
        await flow.Sandbox.Advance("PT11M");
        await flow.Call(Confirm, Confirmation(second.Text("respTraceNum")!, phone, "111111"), "24005");
        await flow.Call(Confirm, Confirmation("no such number", phone, "111111"), "24006");
    }

    [Fact, Holds("7.5.3#2", "7.5.3#4")]
    public async Task Only_a_phone_of_ones_own_is_bound()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.Call(Bind, Of("A", Yst2Flow.NextPhone()), "20001");
        await flow.GivenPerson("A");
        await flow.Call(Bind, Of("A", "17000001234"), "24003");
        await flow.Call(Bind, Of("A", "1380000000"), "10002");
        var company = await flow.GivenCompany("C");
        await flow.Call(Bind, Of("C", Yst2Flow.NextPhone()), "24003");
        await flow.Call(Bind, Of("C", (string)company["enterpriseBaseInfo"]!["legalPersonPhone"]!), "66667");
        await flow.Sandbox.PutInState(flow.App.Id, "A", "BLACKLIST");
        await flow.Call(Bind, Of("A", Yst2Flow.NextPhone()), "20002");
    }

    private static object Of(string member, string phone) => new { reqTraceNum = Yst2Flow.Serial(), signNum = member, phone, phoneType = "1" };

    private static object Confirmation(string applied, string phone, string code) =>
        new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", applyRespTraceNum = applied, phone, verifyCode = code };

    private static string Other(string code) => code == "000000" ? "000001" : "000000";
}
