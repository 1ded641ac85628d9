using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>企业会员实名开户 (1020).</summary>
public sealed class OpenCompanyTests
{
    private const string Open = "1020";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.2.2#1", "7.5.2.2#10", "7.3#3")]
    public async Task A_company_that_all_registers_confirm_is_open_at_once_and_that_is_told_too(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var request = flow.Company("C");
        var opened = await flow.Call(Open, request);
        Assert.Matches("^20[0-9]{12}1020[0-9]{8}$", opened.Text("respTraceNum")!);
        Assert.Equal(opened.Text("respTraceNum"), (await flow.Call(Open, request)).Text("respTraceNum"));
        var told = Assert.Single(await flow.Receiver.WaitFor((string)request["reqTraceNum"]!));
        Assert.Equal(("1020", "C", "上海某某（集团）有限公司", "2", null), (told.TransCode, told.Text("signNum"), told.Text("enterpriseName"),
            told.Text("auditResult"), told.Text("auditResultMsg")));
        var basics = await flow.Shown("C", 1);
        var sent = request["enterpriseBaseInfo"]!;
        Assert.Equal(("2", "1", "1", "王五", (string)sent["unifiedSocialCredit"]!, "310115"), (basics.Text("memberBasicInfo.memberType"),
            basics.Text("memberBasicInfo.memberStatus"), basics.Text("memberBasicInfo.enterpriseNature"),
            basics.Text("memberBasicInfo.legalPersonName"), basics.Text("memberBasicInfo.unifiedSocialCredit"),
            basics.Text("memberBasicInfo.addressCode")));
        Assert.NotNull((await flow.Shown("C", 9)).Text("settleAcctInfo.acctNo"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.2.2#2", "7.5.2.2#3", "7.5.2.2#4", "7.5.2.2#17", "7.1#1")]
    public async Task What_a_new_company_must_bring()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var company = flow.Company("C");
        await Refused(new { memberRole = "" }, "20004");
        await Refused(new { memberRole = "收单商户" }, "20005");
        await Refused(new { enterpriseBaseInfo = new { enterpriseNature = "4" } }, "20016");
        await Refused(new { enterpriseBaseInfo = new { enterpriseNature = "" } }, "10001");
        await Refused(new { enterpriseBaseInfo = new { unifiedSocialCredit = "91310000MA1FL0LU05" } }, "10002");
        await Refused(new { enterpriseBaseInfo = new { legalPersonCerNum = flow.Seal("110101199003070012") } }, "10002");
        await Refused(new { enterpriseBaseInfo = new { legpCerFrontFileId = "nosuchfile" } }, "10008");
        await Refused(new { bankAcctDetail = new { openBankNo = "" } }, "10001");
        await Refused(new { bankAcctDetail = new { acctAttr = "0" } }, "10001");
        await Refused(new { bankAcctDetail = new { acctAttr = "0", bankReservePhone = "13800000001" } }, "20010");
        var personal = new { acctAttr = "0", bankReservePhone = "13800000001" };
        await Refused(new { enterpriseBaseInfo = new { enterpriseNature = "3" }, bankAcctDetail = personal }, "20010");
        await flow.Call("1027", new { signNum = "C", infoType = "1" }, "20001");
        await flow.Call(Open, Yst2Flow.With(flow.Company("T", "2"), new { bankAcctDetail = personal }));
        Assert.Equal(("0", "王五"), (await flow.Shown("T", 2)) is var shown
            ? (shown.Text("acctInfo[0].acctAttr"), shown.Text("acctInfo[0].bankAccountName")) : default);
        await flow.Call(Open, flow.Company("I", "3"));
        // One client sends the nature beside.
        await flow.Call(Open, Yst2Flow.With(company, new { enterpriseNature = "1", enterpriseBaseInfo = new { enterpriseNature = "" } }));

        async Task Refused(object change, string code) => await flow.Call(Open, Yst2Flow.With(company, change), code);
    }

    [Fact, Holds("7.5.2.2#5", "7.5.2.2#6", "7.5.2.2#15", "7.2.2#3")]
    public async Task Register_legal_person_and_bank_are_asked_in_this_order()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var company = flow.Company("C");
        var noBank = Yst2Flow.With(company, new { bankAcctDetail = new { acctNum = flow.Seal("31001500000000000000") } });
        var noPerson = Yst2Flow.With(noBank, new { enterpriseBaseInfo = new { legalPersonName = "实名不符" } });
        await flow.Call(Open, Yst2Flow.With(noPerson, new { enterpriseBaseInfo = new { enterpriseName = "工商不符公司" } }), "20007");
        await flow.Call(Open, noPerson, "20008");
        await flow.Call(Open, noBank, "20009");
        // Another paper than the ID card: the legal person is not looked up.
        await flow.Call(Open, Yst2Flow.With(noPerson, new { enterpriseBaseInfo = new { legalPersonCerType = "2" } }), "20009");
        await flow.Call("1027", new { signNum = "C", infoType = "1" }, "20001");
        await flow.Call(Open, Yst2Flow.With(company, new { reqTraceNum = Yst2Flow.Serial() }));
    }

    [Fact, Holds("7.5.2.2#16")]
    public async Task A_company_that_is_open_is_opened_again_by_the_same_data_alone_and_has_one_account()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var company = await flow.GivenCompany("C");
        JsonObject Again(object change) => Yst2Flow.With(company, Yst2Flow.With(new { reqTraceNum = Yst2Flow.Serial() }, change));
        await flow.Call(Open, Again(new { memberRole = "" }));
        await flow.Call(Open, Again(new { bankAcctDetail = new { acctNum = flow.Seal(Yst2Flow.NextCard()) } }), "20011");
        await flow.Call(Open, Again(new { enterpriseBaseInfo = new { enterpriseName = "别的公司" } }), "20003");
        await flow.Call(Open, Again(new { enterpriseBaseInfo = new { enterpriseNature = "2" } }), "20003");
        await flow.GivenPerson("P");
        await flow.Call(Open, flow.Company("P"), "20003");
        await flow.Sandbox.PutInState(flow.App.Id, "C", "RISK");
        await flow.Call(Open, Again(new { }), "20002");
        Assert.Equal("3", (await flow.Shown("C", 1)).Text("memberBasicInfo.memberStatus"));
    }
}
