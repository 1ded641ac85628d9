using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>会员资料补录 (1022), and the review of papers.</summary>
public sealed class SupplementPapersTests
{
    private const string Open = "1020", Supplement = "1022";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.5.2.2#7", "7.5.2.2#8", "7.5.2.2#9", "7.1#1", "7.1#13")]
    public async Task A_company_whose_legal_person_no_register_knows_is_opened_after_a_look_at_its_papers(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var company = Waiting(flow);
        await flow.Call(Open, company, "20018");
        await flow.Call(Open, company, "20018");
        Assert.Equal("0", (await flow.Shown("C", 1)).Text("memberBasicInfo.memberStatus"));
        await flow.Call("1027", new { signNum = "C", infoType = "9" }, "20002");
        await flow.Call("1023", new { signNum = "C" }, "20002");
        Assert.Null((await flow.Shown("C", 4)).Text("ocrResultJson"));
        await NothingWaits(flow);

        // Over several requests.
        var first = Papers(flow, new { legpCerFront = await flow.Files.GivenPicture() });
        await flow.Call(Supplement, Papers(flow, new { }), "20020");
        await flow.Call(Supplement, Papers(flow, new { legpCerBack = "nosuchfile" }), "10008");
        await flow.Call(Supplement, first);
        var last = Papers(flow, new { legpCerBack = await flow.Files.GivenPicture(), unifiedSocialCredit = await flow.Files.GivenPicture() });
        var handedIn = await flow.Call(Supplement, last, "66666");
        Assert.Equal(handedIn.Text("respTraceNum"), (await flow.Call(Supplement, last, "66666")).Text("respTraceNum"));

        await flow.Sandbox.Review(flow.App.Id, "C", "approve");
        var told = Assert.Single(await flow.Receiver.WaitFor((string)last["reqTraceNum"]!));
        Assert.Equal(("1022", "2", "1", "1"), (told.TransCode, told.Text("auditResult"), told.Text("enterpriseCompareResult"),
            told.Text("legalPersonCompareResult")));
        Assert.Equal("1", (await flow.Shown("C", 1)).Text("memberBasicInfo.memberStatus"));
        Assert.NotNull((await flow.Shown("C", 9)).Text("settleAcctInfo.acctNo"));
        Assert.Equal("1", (await flow.Shown("C", 4)).Text("ocrResultJson.enterpriseCompareResult"));
        await flow.Call(Open, company);
        // What a member that is open hands in is kept, and nobody looks at it.
        await flow.Call(Supplement, Papers(flow, new { legpCerFront = await flow.Files.GivenPicture() }));
        await NothingWaits(flow);
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.2.2#11", "7.5.2.2#15")]
    public async Task Papers_that_were_refused_are_handed_in_again()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.Call(Open, Waiting(flow), "20018");
        var all = Papers(flow, new
        {
            legpCerFront = await flow.Files.GivenPicture(), legpCerBack = await flow.Files.GivenPicture(),
            unifiedSocialCredit = await flow.Files.GivenPicture(),
        });
        await flow.Call(Supplement, all, "66666");
        await flow.Sandbox.Review(flow.App.Id, "C", "reject", "照片不清", "papers", "unifiedSocialCredit");
        var told = Assert.Single(await flow.Receiver.WaitFor((string)all["reqTraceNum"]!));
        Assert.Equal(("3", "照片不清", "0", "1"), (told.Text("auditResult"), told.Text("auditResultMsg"), told.Text("enterpriseCompareResult"),
            told.Text("legalPersonCompareResult")));
        Assert.Equal(("2", "照片不清"), (await flow.Shown("C", 1)) is var shown
            ? (shown.Text("memberBasicInfo.memberStatus"), shown.Text("memberBasicInfo.respMsg")) : default);
        await flow.Call(Supplement, Papers(flow, new { unifiedSocialCredit = await flow.Files.GivenPicture() }), "66666");
        Assert.Equal("0", (await flow.Shown("C", 1)).Text("memberBasicInfo.memberStatus"));
        await flow.Sandbox.Review(flow.App.Id, "C", "reject");
        // Or it is opened by an ID card, without papers.
        await flow.Call(Open, flow.Company("C"));
        Assert.Equal("1", (await flow.Shown("C", 1)).Text("memberBasicInfo.memberStatus"));
    }

    [Fact]
    public async Task Where_reviews_are_automatic_complete_papers_are_enough()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite, new { companyReview = "auto" });
        await flow.Call(Open, Waiting(flow), "20018");
        await flow.Call(Supplement, Papers(flow, new
        {
            legpCerFront = await flow.Files.GivenPicture(), legpCerBack = await flow.Files.GivenPicture(),
            unifiedSocialCredit = await flow.Files.GivenPicture(),
        }));
        Assert.Equal("1", (await flow.Shown("C", 1)).Text("memberBasicInfo.memberStatus"));
    }

    private static async Task NothingWaits(Yst2Flow flow) => Assert.Equal(409,
        (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.Review(flow.App.Id, "C", "approve"))).Status);

    private static JsonObject Waiting(Yst2Flow flow) =>
        Yst2Flow.With(flow.Company("C"), new
        {
            enterpriseBaseInfo = new { legalPersonCerType = "2", legalPersonCerNum = flow.Seal("E12345678") },
        });

    private static JsonObject Papers(Yst2Flow flow, object pictures) =>
        Yst2Flow.With(new { reqTraceNum = Yst2Flow.Serial(), signNum = "C", notifyUrl = flow.Receiver.Url() }, pictures);
}
