using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>合规审核与补录: 1075, 1076, and their notices 1074 and 1081.</summary>
public sealed class ComplianceTests
{
    private const string DoorHead = "businessDoorHeadPhoto";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#6-7", "7.5.1.2#1", "7.5.1.2#8")]
    public async Task The_review_opens_when_the_agreement_is_signed_and_its_result_is_told(Store store)
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenOnboarded(papers);
        Assert.Equal("9", await flow.ComplianceOf("A"));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Review("A", "compliance", "approve"))).Status);
        await flow.GivenInReview(papers);
        await flow.Review("A", "compliance", "approve");
        Assert.Equal("1", await flow.ComplianceOf("A"));
        var told = (await flow.Told("1074"))[0];
        Assert.Equal(("A", "1", "0", "2"), (told.Text("signNum"), told.Text("complianceStatus"), told.Text("supplementUsed"),
            told.Text("supplementLeft")));
        Assert.NotNull(told.Text("auditTime"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.1#7", "7.1#11", "7.5.1.2#3-4", "7.5.1.2#9")]
    public async Task What_was_refused_is_handed_in_again_whole()
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var merchant = await flow.GivenOnboarded(papers);
        await Supply(flow, new { storePic = await flow.Picture() }, "21003");
        await flow.GivenInReview(papers);
        await Supply(flow, new { storePic = await flow.Picture() }, "21002");
        await flow.Review("A", "compliance", "reject", DoorHead);

        var refused = await flow.Call("1075", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" });
        Assert.Equal(("2", DoorHead, "审核不通过", "2"), (refused.Text("complianceStatus"), refused.Text("rejectItems[0].item"),
            refused.Text("rejectItems[0].reason"), refused.Text("supplementLeft")));
        Assert.Contains(DoorHead, (await Supply(flow, new { innerPic = await flow.Picture() }, "21006")).Message);
        var serial = Yst2Flow.Serial();
        await Supply(flow, new { storePic = await flow.Picture() }, "66666", serial);
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("1081", "1", "1"), (told.TransCode, told.Text("submitResult"), told.Text("supplementLeft")));
        var waiting = await flow.Call("1075", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" });
        Assert.Equal(("0", merchant, "1"), (waiting.Text("complianceStatus"), waiting.Text("vspCusId"), waiting.Text("supplementUsed")));
        await flow.Review("A", "compliance", "approve");
        Assert.Equal("1", (await flow.Receiver.WaitFor(serial, 2))[1].Text("complianceStatus"));
        await Supply(flow, new { storePic = await flow.Picture() }, "21003");
    }

    [Fact, Holds("7.5.1.2#9")]
    public async Task The_application_s_own_name_of_a_refused_item_does_too()
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenOnboarded(papers);
        await flow.GivenInReview(papers);
        await flow.Review("A", "compliance", "reject", DoorHead, "cusSimName");
        await Supply(flow, new { merAddAttachmentInfo = new { businessDoorHeadPhoto = await flow.Picture() } }, "21006");
        await Supply(flow, new { cusShortName = "测试店", merAddAttachmentInfo = new { businessDoorHeadPhoto = await flow.Picture() } },
            "66666");
    }

    [Theory, Holds("7.5.1.2#5-6", "7.5.1.2#10-11")]
    [InlineData(2), InlineData(5), InlineData(0)]
    public async Task The_refusal_after_the_last_supplement_freezes_the_number_and_a_new_one_is_applied_for(int most)
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite, new { supplementMax = most });
        var frozen = await flow.GivenOnboarded(papers);
        await flow.GivenInReview(papers);
        for (var supplement = 0; supplement < most; supplement++)
        {
            await flow.Review("A", "compliance", "reject", DoorHead);
            Assert.Equal("2", await flow.ComplianceOf("A"));
            await Supply(flow, new { storePic = await flow.Picture() }, "66666");
        }
        await flow.Review("A", "compliance", "reject", DoorHead);
        Assert.Equal("3", await flow.ComplianceOf("A"));
        await Supply(flow, new { storePic = await flow.Picture() }, "21005");
        await Products(flow, "20024");
        Assert.NotEqual(frozen, await flow.GivenOnboarded(papers));
        Assert.Equal("9", await flow.ComplianceOf("A"));
    }

    [Fact, Holds("7.5.1.2#6")]
    public async Task More_than_five_supplements_are_not_given()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(() =>
            flow.Sandbox.ChangeSettings(flow.App.Id, new { supplementMax = 6 }))).Status);
    }

    [Fact, Holds("7.1#11")]
    public async Task A_file_that_cannot_be_used_any_more_is_told_and_uses_up_no_chance()
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenOnboarded(papers);
        await flow.GivenInReview(papers);
        await flow.Review("A", "compliance", "reject", DoorHead);
        var serial = Yst2Flow.Serial();
        await Supply(flow, new { storePic = "3320261121100000000000000000000" }, "66666", serial);
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("2", "2"), (told.Text("submitResult"), told.Text("supplementLeft")));
        Assert.NotEmpty(told.Text("submitMsg")!);
        Assert.Equal("2", await flow.ComplianceOf("A"));
    }

    [Fact, Holds("7.5.1.2#7")]
    public async Task An_automatic_review_passes_within_a_working_day_of_the_signature()
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite, new { complianceReview = "auto" });
        await flow.GivenOnboarded(papers);
        await flow.GivenInReview(papers);
        await flow.Sandbox.MoveToNext();
        Assert.Equal("1", await flow.ComplianceOf("A"));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task A_supplement_that_comes_again_is_answered_as_the_first()
    {
        var papers = MerchantPapers.New("A");
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenOnboarded(papers);
        await flow.GivenInReview(papers);
        await flow.Review("A", "compliance", "reject", DoorHead);
        var (serial, picture) = (Yst2Flow.Serial(), await flow.Picture());
        var first = await Supply(flow, new { storePic = picture }, "66666", serial);
        Assert.Equal(first.Text("respTraceNum"), (await Supply(flow, new { storePic = picture }, "66666", serial)).Text("respTraceNum"));
        await Supply(flow, new { innerPic = picture }, "10006", serial);
        await flow.Call("1076", new { reqTraceNum = Yst2Flow.Serial(), signNum = "nobody", notifyUrl = flow.Receiver.Url() }, "20023");
    }

    private static Task<Yst2Reply> Supply(Yst2Flow flow, object items, string code, string? serial = null) => flow.Call("1076",
        Yst2Flow.With(new { reqTraceNum = serial ?? Yst2Flow.Serial(), signNum = "A", notifyUrl = flow.Receiver.Url() }, items), code);

    private static Task<Yst2Reply> Products(Yst2Flow flow, string code) => flow.Call("1073", new
    {
        reqTraceNum = Yst2Flow.Serial(), signNum = "A", notifyUrl = flow.Receiver.Url(), opType = "update",
        merAddProductInfo = new[] { Yst2Flow.Product("VSP501", "5.00") },
    }, code);
}
