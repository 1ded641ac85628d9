using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>会员进件: 1070, its notice 1071 and its query 1072.</summary>
public sealed class OnboardingTests
{
    private static readonly string[] Told =
        ["reqTraceNum", "respTraceNum", "signNum", "applyStatus", "vspCusId", "settleAcctNo", "failStep", "failReason", "finishTime"];

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#2-4", "7.2.1#1", "7.5.1.1#1-2", "7.5.1.1#8-9", "7.5.1.1#13")]
    public async Task A_merchant_that_passes_its_checks_gets_a_number_and_an_account(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var serial = Yst2Flow.Serial();
        var taken = await flow.Call("1070", await flow.Application(MerchantPapers.New("A"), serial), "66666");
        Assert.Equal(("A", "0"), (taken.Text("signNum"), taken.Text("applyStatus")));
        Assert.Matches("^20[0-9]{12}1070[0-9]{8}$", taken.Text("respTraceNum"));

        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal("1071", told.TransCode);
        Assert.Equal(("1", "A", "00000"), (told.Text("applyStatus"), told.Text("signNum"), told.Text("respCode")));
        Assert.Matches("^[0-9]{15}$", told.Text("vspCusId"));
        var asked = await flow.Call("1072", new { reqTraceNum = serial, signNum = "A" });
        Assert.All(Told, field => Assert.Equal(told.Text(field), asked.Text(field) ?? (field == "reqTraceNum" ? serial : null)));
        Assert.Equal(taken.Text("respTraceNum"), asked.Text("respTraceNum"));
        var newest = await flow.Call("1072", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" });
        Assert.Equal(told.Text("vspCusId"), newest.Text("vspCusId"));
        await flow.CloseTheDay();
    }

    [Theory, Holds("7.5.1.1#3-4")]
    [InlineData(MerchantPapers.Enterprise), InlineData(MerchantPapers.Institution), InlineData(MerchantPapers.SoleTrader)]
    [InlineData(MerchantPapers.Person)]
    public async Task Companies_institutions_sole_traders_and_persons_are_onboarded(string nature)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        Assert.Matches("^[0-9]{15}$", await flow.GivenOnboarded(MerchantPapers.New("A", nature)));
    }

    [Theory, Holds("7.5.1.1#6", "7.5.1.1#10-12", "7.5.1.1#14-15")]
    [InlineData("工商不符", "实名不符", true, "1"), InlineData("", "实名不符", true, "2"), InlineData("", "", true, "3")]
    public async Task The_first_check_that_fails_decides_and_it_may_come_again(string company, string legal, bool badCard, string step)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var papers = MerchantPapers.New("A");
        var serial = Yst2Flow.Serial();
        await flow.Call("1070", Yst2Flow.With(await flow.Application(papers, serial), new
        {
            merAddBasicInfo = new { corpBusName = papers.CompanyName + company, legalName = papers.LegalName + legal },
            merAddBankAcctInfo = new { acctNum = flow.Seal(badCard ? "6228480000000000000" : papers.CardNo) },
        }), "66666");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("2", step, null), (told.Text("applyStatus"), told.Text("failStep"), told.Text("vspCusId")));
        Assert.Equal($"2000{6 + int.Parse(step)}", told.Text("respCode"));
        Assert.Equal(told.Text("respMsg"), told.Text("failReason"));
        await flow.Call("1075", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" }, "20023");
        Assert.Equal("1", (await Again(flow, papers)).Text("applyStatus"));
    }

    [Fact, Holds("7.5.1.1#7")]
    public async Task A_corporate_account_is_kept_and_not_checked()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var papers = MerchantPapers.New("A", MerchantPapers.Enterprise) with { CardNo = "31050000000000000000" };
        Assert.Matches("^[0-9]{15}$", await flow.GivenOnboarded(papers));
    }

    [Fact, Holds("7.2.2#3")]
    public async Task Two_members_with_one_licence_are_checked_each_on_its_own()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var papers = MerchantPapers.New("A");
        var first = await flow.GivenOnboarded(papers);
        var second = await flow.GivenOnboarded(papers with { Member = "B" });
        Assert.NotEqual(first, second);
        var failing = Yst2Flow.With(await flow.Application(papers with { Member = "C" }, Yst2Flow.Serial()),
            new { merAddBasicInfo = new { legalName = "实名不符" } });
        await flow.Call("1070", failing, "66666");
        Assert.Equal("2", (await flow.Call("1072", new { reqTraceNum = Yst2Flow.Serial(), signNum = "C" })).Text("failStep"));
    }

    private static async Task<Yst2Reply> Again(Yst2Flow flow, MerchantPapers papers)
    {
        await flow.GivenOnboarded(papers);
        return await flow.Call("1072", new { reqTraceNum = Yst2Flow.Serial(), signNum = papers.Member });
    }
}
