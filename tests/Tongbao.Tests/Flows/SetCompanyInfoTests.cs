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
        var handedIn = await flow.When("setCompanyInfo",
            new { bizUserId = "stall", isAuth = true, companyBasicInfo = await flow.CompanyPapers("shop") });
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

    [Fact, Holds("4.1.6#1", "4.1.7#1")]
    public async Task A_company_orders_once_it_is_approved_and_has_a_phone()
    {
        var purchase = new { payerId = "shop", recieverId = "seller", amount = 10_00 };
        await flow.GivenMember("seller");
        await flow.GivenUnreviewedCompany("shop");
        await flow.WhenRefused("30050", "bindPhone",
            new { bizUserId = "shop", phone = flow.Who("shop").Phone, verificationCode = "123456" });
        await flow.WhenRefused("30021", "consumeApply", purchase);
        await flow.Sandbox.Review(flow.App.Id, "shop", "approve");
        await flow.WhenRefused("30021", "consumeApply", purchase);
        await flow.GivenPhone("shop");
        await flow.When("consumeApply", purchase);
    }

    [Fact, Holds("4.1.6#4", "4.1.6#7")]
    public async Task Where_companies_are_verified_online_the_answer_and_the_notice_say_at_once_what_came_of_it()
    {
        await flow.ChangeSettings(new { companyReview = "auto" });
        await flow.GivenUnreviewedCompany("shop");
        Assert.Equal(1, await ReviewState("shop"));             // isAuth was false: an operator decides
        Assert.Empty(await flow.Sandbox.Notifications(flow.App.Id, "review:shop"));
        Assert.False((await Verify(new { }, isAuth: false)).Has("result"));
        Assert.Equal(2, (await Verify(new { })).Number("result"));
        Assert.Equal(2, await ReviewState("shop"));
        Assert.Equal("verifyResult", Assert.Single(await flow.Sandbox.Notifications(flow.App.Id, "review:shop")).Event);
    }

    [Fact, Holds("4.1.6#6")]
    public async Task Each_element_of_a_company_is_verified_online()
    {
        await flow.ChangeSettings(new { companyReview = "auto" });
        await flow.GivenUnreviewedCompany("shop");
        var threeNumbers = new { authType = 1, uniCredit = "", businessLicense = "310000000000001", organizationCode = "MA1FL000X",
            taxRegister = "310000000000002" };
        var told = new Table();
        foreach (var (reason, wrong) in new (string, object)[]
        {
            ("企业信息不存在", new { companyName = "不存在的公司" }),
            ("法人信息不一致", new { legalName = "查无此人" }),
            ("法人证件号不一致", new { legalIds = await flow.Encrypt("310101199001010000") }),
            ("统一社会信用代码不一致", new { uniCredit = "913100000000000000" }),
            ("工商注册号不一致", Json.Merge(threeNumbers, new { businessLicense = "310000000000000" })),
            ("组织机构代码不一致", Json.Merge(threeNumbers, new { organizationCode = "MA1FL0000" })),
            ("纳税人识别号不一致", Json.Merge(threeNumbers, new { taxRegister = "310000000000000" })),
        })
        {
            var answer = await Verify(wrong);
            told.Add($"3 {reason}", $"{answer.Number("result")} {answer.Text("failReason")}");
        }
        told.MustMatch();
        // 一证: of the three numbers none is asked for
        Assert.Equal(2, (await Verify(new { businessLicense = "310000000000000" })).Number("result"));
    }

    [Fact, Holds("4.1.6#9")]
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
            ("10001", new { companyBasicInfo = await Papers(new { bankName = "" }) }),
            ("10001", new { companyBasicInfo = await Papers(new { unionBank = "" }) }),
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
        await flow.When("setCompanyInfo",
            new { bizUserId = "shop", companyBasicInfo = Json.Merge(await flow.CompanyPapers("other"), new { parentBankName }) });
    }

    [Theory]
    [InlineData("01020000")]            // a code is no name
    [InlineData("工商")]
    [InlineData("Industrial Bank")]
    public async Task No_other_name_of_a_bank_is(string parentBankName)
    {
        await flow.GivenUnreviewedCompany("shop");
        await flow.WhenRefused("20014", "setCompanyInfo",
            new { bizUserId = "shop", companyBasicInfo = await Papers(new { parentBankName }) });
    }

    /// <summary>Hands the shop's papers in again, to be verified online.</summary>
    private async Task<Tsy2Reply> Verify(object but, bool isAuth = true) =>
        await flow.When("setCompanyInfo", new { bizUserId = "shop", isAuth, companyBasicInfo = await Papers(but) });

    private async Task<object> Papers(object but) => Json.Merge(await flow.CompanyPapers("shop"), but);

    /// <summary>审核状态 (6.8): 1 waiting, 2 approved, 3 rejected.</summary>
    private async Task<long> ReviewState(string bizUserId) =>
        (await flow.When("getMemberInfo", new { bizUserId })).Value.GetProperty("memberInfo").GetProperty("status").GetInt64();
}

public sealed class SetCompanyInfoOnSqlite() : SetCompanyInfoTests(Store.Sqlite);

public sealed class SetCompanyInfoOnPostgres() : SetCompanyInfoTests(Store.Postgres);
