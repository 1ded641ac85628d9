using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>授权委托书: the phone of an authorised person, by the page of 1030 or on paper by 1051.</summary>
public sealed class LetterOfAuthorityTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.3#4", "7.5.3#6", "7.5.4#12", "7.5.4#13")]
    public async Task After_face_check_and_letter_the_phone_is_bound_without_1032_and_receives_codes(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenCompany("M", role: Yst2Flow.Payee);
        var phone = Yst2Flow.NextPhone();
        var asked = Binding(flow, "M", phone);
        var reply = await flow.Call("1030", asked);
        Assert.StartsWith(flow.Server.Url.ToString(), reply.Text("signUrl"));
        await flow.Call("1050", flow.Signing("M"), "24001");
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sign("M", asked))).Status);
        Assert.Equal("passed", (await flow.Face("M", "success")).GetProperty("status").GetString());
        await flow.Sign("M", asked);
        Assert.Equal(("1", phone), await flow.Shown("M", 5) is var shown ? (shown.Text("bindPhoneJson.isBind"),
            shown.Text("bindPhoneJson.phone")) : default);
        var told = (await flow.Receiver.WaitFor((string)asked["reqTraceNum"]!))[0];
        Assert.Equal(("1052", "1", null), (told.TransCode, told.Text("accreditAgreeStatus"), told.Text("elecAgreeStatus")));
        Assert.Equal(reply.Text("respTraceNum"), (await flow.Call("1030", asked)).Text("respTraceNum"));
        await flow.Call("1050", flow.Signing("M"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.3#5")]
    public async Task Three_failed_face_checks_end_the_request_and_nothing_is_bound()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenCompany("M", role: Yst2Flow.Payee);
        var asked = Binding(flow, "M", Yst2Flow.NextPhone());
        await flow.Call("1030", asked);
        foreach (var status in new[] { "failed", "failed", "ended" })
            Assert.Equal(status, (await flow.Face("M", "fail")).GetProperty("status").GetString());
        Assert.Equal("0", (await flow.Shown("M", 5)).Text("bindPhoneJson.isBind"));
        var told = (await flow.Receiver.WaitFor((string)asked["reqTraceNum"]!))[0];
        Assert.Equal(("2", "人脸识别未通过"), (told.Text("accreditAgreeStatus"), told.Text("signErrorMsg")));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Face("M", "success"))).Status);
    }

    [Fact, Holds("7.5.3#3")]
    public async Task Refusals_of_an_authorised_persons_phone()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenPerson("B");
        await flow.GivenCompany("M");
        var phone = Yst2Flow.NextPhone();
        await flow.Call("1030", Binding(flow, "B", phone), "24009");
        var nobody = Binding(flow, "M", phone);
        nobody.Remove("authPerInfo");
        await flow.Call("1030", nobody, "24008");
        await flow.Call("1030", Binding(flow, "Z", phone), "20001");
    }

    [Fact, Holds("7.5.3#10")]
    public async Task A_letter_on_paper_is_reviewed_and_binds_the_phone_or_not()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenCompany("M", role: Yst2Flow.Payee);
        var (refused, approved, phone) = (await Paper(flow, "M"), await Paper(flow, "M"), Yst2Flow.NextPhone());
        await flow.Call("1051", await Paper(flow, "M", "无此文件"), "10008");
        await flow.Call("1051", refused, "66666");
        await flow.Sandbox.Review(flow.App.Id, "M", "reject", "字迹不清");
        var told = (await flow.Receiver.WaitFor((string)refused["reqTraceNum"]!))[0];
        Assert.Equal(("2", "字迹不清"), (told.Text("accreditAgreeStatus"), told.Text("signErrorMsg")));
        approved["agreementJson"]!["authPerAgreeInfo"]!["authPhone"] = phone;
        await flow.Call("1051", approved, "66666");
        await flow.Sandbox.Review(flow.App.Id, "M", "approve");
        Assert.Equal("1", (await flow.Receiver.WaitFor((string)approved["reqTraceNum"]!))[0].Text("accreditAgreeStatus"));
        Assert.Equal(phone, (await flow.Shown("M", 5)).Text("bindPhoneJson.phone"));
    }

    private static JsonObject Binding(Yst2Flow flow, string member, string phone) => Json.Object(new
    {
        reqTraceNum = Yst2Flow.Serial(), signNum = member, phone, phoneType = "2", notifyUrl = flow.Receiver.Url(),
        authPerInfo = new { authPerName = "赵六", authPerCerNum = flow.Seal(Yst2Flow.NextId()), authPerCerType = "1" },
    });

    private static async Task<JsonObject> Paper(Yst2Flow flow, string member, string? file = null) => Json.Object(new
    {
        reqTraceNum = Yst2Flow.Serial(), signNum = member, memberName = "上海某某（集团）有限公司", agreementType = "3",
        notifyUrl = flow.Receiver.Url(),
        agreementJson = new
        {
            authPerAgreeInfo = new
            {
                authPhone = Yst2Flow.NextPhone(), authPerName = "赵六", authPerCerNum = flow.Seal(Yst2Flow.NextId()), authPerCerType = "1",
                authPerAgreeToken = file ?? await flow.Files.GivenPicture(),
            },
        },
    });
}
