using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>会员线上协议签约申请 (1050) and what its parties sign; 协议签约结果通知 (1052).</summary>
public sealed class SignAgreementsTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.4#4", "7.5.4#7", "7.5.4#8", "7.5.4#17", "7.5.4#28", "7.5.4#11")]
    public async Task One_request_has_everything_signed_by_both_sides_and_each_signature_is_told(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenMerchant("M");
        await flow.GivenPerson("B", phone: true);
        var signing = flow.Signing("M", new { couponWay = "1", couponRate = "5.00", sepMemBusCode = "B", sepMemName = "李四", sepRate = "10" });
        var asked = await flow.Call("1050", signing);
        Assert.Matches("^[0-9]{14}1050[0-9]{8}$", asked.Text("respTraceNum")!);
        Assert.NotEqual(asked.Text("signAgreementUrl"), asked.Text("sepSignAgreementUrl"));
        Assert.Equal("收单协议 0, 平台抽佣协议 0, 分账协议 0", await flow.AgreementsOf("M"));

        Assert.Equal("signing", (await flow.Sign("M", signing)).GetProperty("state").GetString());
        var first = (await flow.Receiver.WaitFor((string)signing["reqTraceNum"]!))[0];
        Assert.Equal(("1052", "M", "1", "1", "3", "1", "0", null, null), (first.TransCode, first.Text("signNum"), first.Text("elecAgreeStatus"),
            first.Text("couponAgreeStatus"), first.Text("sepAgreeStatus"), first.Text("sepAgreePayeeStatus"), first.Text("sepAgreeSepStatus"),
            first.Text("sepAgreeNo"), first.Text("signErrorMsg")));

        Assert.Equal("signed", (await flow.Sign("B", signing)).GetProperty("state").GetString());
        var second = (await flow.Receiver.WaitFor((string)signing["reqTraceNum"]!, 2))[1];
        Assert.Equal(("1", "1", "1", "B", "李四"), (second.Text("sepAgreeStatus"), second.Text("sepAgreePayeeStatus"),
            second.Text("sepAgreeSepStatus"), second.Text("sepMemBusCode"), second.Text("sepMemName")));
        Assert.Matches("^S[0-9]{19}$", second.Text("sepAgreeNo")!);
        Assert.Equal("收单协议 1, 平台抽佣协议 1, 分账协议 1", await flow.AgreementsOf("M"));
        var shown = await flow.Shown("B", 3);
        Assert.Equal(("分账协议", "10.00", "M", "1"), (shown.Text("agreementArray[0].agreementType"), shown.Text("agreementArray[0].maxRate"),
            shown.Text("agreementArray[0].anotherMemberInfo.signNum"), shown.Text("agreementArray[0].anotherMemberInfo.signResult")));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task The_splitter_may_sign_first()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        await flow.GivenPerson("B", phone: true);
        var signing = flow.Signing("M", Yst2Flow.Sharing("B"));
        await flow.Call("1050", signing);
        await flow.Sign("B", signing);
        Assert.Equal("收单协议 0, 分账协议 3", await flow.AgreementsOf("M"));
        var told = (await flow.Receiver.WaitFor((string)signing["reqTraceNum"]!))[0];
        Assert.Equal(("0", "3", "0", "1", null), (told.Text("elecAgreeStatus"), told.Text("sepAgreeStatus"), told.Text("sepAgreePayeeStatus"),
            told.Text("sepAgreeSepStatus"), told.Text("couponAgreeStatus")));
        await flow.Sign("M", signing);
        Assert.Equal("收单协议 1, 分账协议 1", await flow.AgreementsOf("M"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.4#25", "7.5.4#26", "7.5.4#27")]
    public async Task An_agreement_holds_until_its_renewal_is_signed_by_all_and_ends_in_that_instant(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenMerchant("M");
        await flow.GivenPerson("B", phone: true);
        await flow.GivenAgreed("M", Yst2Flow.Sharing("B", "5.00"), "B");
        var renewal = flow.Signing("M", Yst2Flow.Sharing("B", "8.00"));
        await flow.Call("1050", renewal);
        await flow.Sign("M", renewal);
        Assert.Equal("收单协议 1, 分账协议 1, 分账协议 3", await flow.AgreementsOf("M"));
        await flow.Sign("B", renewal);
        Assert.Equal("收单协议 1, 分账协议 4, 分账协议 1", await flow.AgreementsOf("M"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.4#9", "7.5.4#19")]
    public async Task A_payee_signs_with_each_splitter_and_no_commission_where_no_ratio_is_sent()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        foreach (var splitter in new[] { "B", "C" }) await flow.GivenPerson(splitter, phone: true);
        await flow.GivenAgreed("M", Yst2Flow.Sharing("B"), "B");
        await flow.GivenAgreed("M", Yst2Flow.Sharing("C"), "C");
        Assert.Equal("收单协议 1, 分账协议 1, 分账协议 1", await flow.AgreementsOf("M"));
    }

    [Fact, Holds("7.2.2#2")]
    public async Task Companies_sole_traders_and_persons_may_be_splitters()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        await flow.GivenPerson("P", phone: true);
        await flow.GivenCompany("Q", phone: true, name: "甲公司");
        await flow.GivenCompany("R", nature: "2", phone: true, name: "乙店");
        foreach (var (splitter, name) in new[] { ("P", "李四"), ("Q", "甲公司"), ("R", "乙店") })
            await flow.GivenAgreed("M", Yst2Flow.Sharing(splitter, name: name), splitter);
        Assert.Equal("收单协议 1, 分账协议 1, 分账协议 1, 分账协议 1", await flow.AgreementsOf("M"));
    }

    [Fact]
    public async Task A_newer_request_takes_the_place_of_one_that_is_not_signed_and_nobody_is_told()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        var older = flow.Signing("M", new { couponWay = "1", couponRate = "5.00" });
        await flow.Call("1050", older);
        var newer = flow.Signing("M", new { couponWay = "1", couponRate = "6.00" });
        await flow.Call("1050", newer);
        Assert.Equal("收单协议 2, 平台抽佣协议 2, 收单协议 0, 平台抽佣协议 0", await flow.AgreementsOf("M"));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sign("M", older))).Status);
        await flow.Sign("M", newer);
        await flow.Receiver.WaitFor((string)newer["reqTraceNum"]!);
        Assert.Single(flow.Receiver.Received, n => n.TransCode == "1052");
    }

    [Fact]
    public async Task A_repeat_is_answered_alike_and_another_content_is_refused()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        var signing = flow.Signing("M");
        var first = await flow.Call("1050", signing);
        var again = await flow.Call("1050", signing);
        Assert.Equal((first.Text("respTraceNum"), first.Text("signAgreementUrl")), (again.Text("respTraceNum"), again.Text("signAgreementUrl")));
        await flow.Call("1050", Yst2Flow.With(signing, new { jumpUrl = "http://127.0.0.1/x" }), "10006");
        Assert.Equal("收单协议 0", await flow.AgreementsOf("M"));
    }

    [Fact, Holds("7.5.4#5", "7.5.4#6", "7.5.4#23", "7.5.3#1", "7.5.3#9")]
    public async Task Every_refusal_has_its_code_and_changes_nothing()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        await flow.GivenPerson("B", phone: true);
        await flow.GivenPerson("N");
        await flow.GivenCompany("P", role: Yst2Flow.Payee, name: "丙公司");
        await flow.GivenCompany("Q", role: Yst2Flow.Payee, phone: true, name: "丁公司");
        var good = flow.Signing("M", Yst2Flow.Sharing("B"));
        async Task Refused(string code, object changes, object? terms = null)
        {
            var asked = Yst2Flow.With(good, changes);
            if (terms is not null) asked["agreementJson"] = Json.Text(Json.Object(terms));
            await flow.Call("1050", asked, code);
        }
        await Refused("25001", new { agreementType = "1" });
        await Refused("25001", new { agreementType = "2" });
        await Refused("10004", new { agreementType = "9" });
        await Refused("20001", new { signNum = "Z" });
        await Refused("25011", new { signNum = "B", memberName = "李四" });
        await Refused("25002", new { memberName = "别的公司" });
        await Refused("24001", new { signNum = "P", memberName = "丙公司" });
        foreach (var rate in new[] { "0", "0.00", "100.01", "1.234", "-1", "5%", "" })
            await Refused(rate.Length == 0 ? "10001" : "25006", new { }, Yst2Flow.Sharing("B", rate));
        await Refused("25006", new { }, new { couponWay = "1", couponRate = "101" });
        await Refused("10001", new { }, new { couponRate = "5.00" });
        await Refused("25010", new { }, Yst2Flow.Sharing("M"));
        await Refused("25010", new { }, Yst2Flow.Sharing(Yst2Flow.Platform));
        await Refused("25003", new { }, Yst2Flow.Sharing("Z"));
        await Refused("25004", new { }, Yst2Flow.Sharing("Q", name: "丁公司"));
        await Refused("25002", new { }, Yst2Flow.Sharing("B", name: "王五"));
        await Refused("25005", new { }, Yst2Flow.Sharing("N"));
        Assert.Equal("", await flow.AgreementsOf("M"));
        await flow.GivenAgreed("M");
        await flow.Call("1050", flow.Signing("M"), "25012");
        Assert.Equal("收单协议 1", await flow.AgreementsOf("M"));
    }

    [Fact]
    public async Task Terms_are_taken_as_json_too()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        var signing = flow.Signing("M");
        signing["agreementJson"] = new JsonObject { ["couponWay"] = "1", ["couponRate"] = "5.00" };
        await flow.Call("1050", signing);
        Assert.Equal("收单协议 0, 平台抽佣协议 0", await flow.AgreementsOf("M"));
    }

    [Fact]
    public async Task A_link_that_nobody_uses_for_seven_days_ends_and_is_told()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        await flow.GivenMerchant("M");
        await flow.GivenPerson("B", phone: true);
        var signing = flow.Signing("M", Yst2Flow.Sharing("B"));
        await flow.Call("1050", signing);
        await flow.Sign("M", signing);
        await flow.Sandbox.Advance("P6DT23H");
        Assert.Equal("收单协议 1, 分账协议 3", await flow.AgreementsOf("M"));
        await flow.Sandbox.Advance("PT2H");
        Assert.Equal("收单协议 1, 分账协议 2", await flow.AgreementsOf("M"));
        var told = (await flow.Receiver.WaitFor((string)signing["reqTraceNum"]!, 2))[1];
        Assert.Equal(("1", "2", "1", "2", "签约链接已过期"), (told.Text("elecAgreeStatus"), told.Text("sepAgreeStatus"),
            told.Text("sepAgreePayeeStatus"), told.Text("sepAgreeSepStatus"), told.Text("signErrorMsg")));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sign("B", signing))).Status);
        await flow.CloseTheDay();
    }
}
