using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>设置企业信息, with 企业信息审核结果通知 (通商云 4.1.6, 4.1.7).</summary>
public abstract class SetCompanyInfoTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.6#5", "4.1.8#2")]
    public async Task A_company_waits_for_its_review_whatever_isAuth_says()
    {
        await flow.When("createMember", new { bizUserId = "stall", memberType = 2 });
        await flow.GivenUnreviewedCompany("shop");
        var handedIn = await flow.When("setCompanyInfo", new { bizUserId = "stall", isAuth = true, companyBasicInfo = await flow.CompanyPapers("shop") });
        Assert.False(handedIn.Has("result"));
        Assert.Equal(1, await ReviewState("stall"));
    }

    [Fact, Holds("4.1.6#3", "4.1.6#8", "4.1.7#2", "4.1.7#3")]
    public async Task An_approved_company_is_told_and_may_receive()
    {
        flow = await OnOwnServer();
        await flow.GivenUnreviewedCompany("shop");
        await flow.Sandbox.Review(flow.App.Id, "shop", "approve");
        await flow.Advance("PT5S");
        var notice = Assert.Single(await flow.Receiver.WaitFor("shop"));
        Assert.Equal(("MemberService", "verifyResult", "2"), (notice.Service, notice.Method, notice.Text("result")));
        Assert.Equal(2, await ReviewState("shop"));
    }

    [Fact, Holds("4.1.6#8", "4.1.7#3")]
    public async Task A_rejected_company_is_told_why_and_may_hand_in_again()
    {
        flow = await OnOwnServer();
        await flow.GivenUnreviewedCompany("shop");
        await flow.Sandbox.Review(flow.App.Id, "shop", "reject", "营业执照不清晰");
        await flow.Advance("PT5S");
        var notice = Assert.Single(await flow.Receiver.WaitFor("shop"));
        Assert.Equal(("3", "营业执照不清晰"), (notice.Text("result"), notice.Text("failReason")));
        Assert.Equal(3, await ReviewState("shop"));
        await flow.When("setCompanyInfo", new { bizUserId = "shop", companyBasicInfo = await flow.CompanyPapers("shop") });
        Assert.Equal(1, await ReviewState("shop"));
    }

    [Fact]
    public async Task Reviewing_again_changes_nothing()
    {
        await flow.GivenCompany("shop");
        await flow.Sandbox.Review(flow.App.Id, "shop", "reject", "重复审核");
        Assert.Equal(2, await ReviewState("shop"));
    }

    [Fact]
    public async Task An_app_may_have_its_companies_reviewed_at_once()
    {
        await flow.ChangeSettings(new { companyReview = "auto" });
        await flow.GivenUnreviewedCompany("shop");
        Assert.Equal(2, await ReviewState("shop"));
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("person");
        await flow.GivenStranger("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenCompany("approved");
        await flow.GivenUnreviewedCompany("shop");
        await flow.ThenRefusedInThisOrder("setCompanyInfo", new { bizUserId = "shop", companyBasicInfo = await flow.CompanyPapers("shop") },
            ("10001", new { companyBasicInfo = (object?)null }),
            ("10001", new { companyBasicInfo = await Papers(new { uniCredit = "" }) }),
            ("40037", new { companyBasicInfo = await Papers(new { unionBank = "12345" }) }),
            ("20012", new { companyBasicInfo = await Papers(new { identityType = 2 }) }),
            ("20014", new { companyBasicInfo = await Papers(new { parentBankName = "工商银行上海分行" }) }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30006", new { bizUserId = "person" }),
            ("30023", new { bizUserId = "approved" }));
    }

    [Theory]
    [InlineData("中国工商银行")]
    [InlineData("工商银行")]
    [InlineData("中国农业银行股份有限公司")]
    [InlineData("大华银行(中国)")]
    public async Task Any_name_that_the_list_of_banks_has_is_taken(string parentBankName)
    {
        await flow.When("createMember", new { bizUserId = "shop", memberType = 2 });
        await flow.GivenUnreviewedCompany("other");
        await flow.When("setCompanyInfo", new { bizUserId = "shop", companyBasicInfo = Json.Merge(await flow.CompanyPapers("other"), new { parentBankName }) });
    }

    [Theory]
    [InlineData("01020000")]            // a code is no name
    [InlineData("工商")]
    [InlineData("Industrial Bank")]
    public async Task No_other_name_of_a_bank_is(string parentBankName)
    {
        await flow.GivenUnreviewedCompany("shop");
        await flow.WhenRefused("20014", "setCompanyInfo", new { bizUserId = "shop", companyBasicInfo = await Papers(new { parentBankName }) });
    }

    private async Task<object> Papers(object but) => Json.Merge(await flow.CompanyPapers("shop"), but);

    /// <summary>审核状态 (6.8): 1 waiting, 2 approved, 3 rejected.</summary>
    private async Task<long> ReviewState(string bizUserId) =>
        (await flow.When("getMemberInfo", new { bizUserId })).Value.GetProperty("memberInfo").GetProperty("status").GetInt64();
}

public sealed class SetCompanyInfoOnSqlite() : SetCompanyInfoTests(Store.Sqlite);

public sealed class SetCompanyInfoOnPostgres() : SetCompanyInfoTests(Store.Postgres);
