namespace Tongbao.Tests.Flows;

/// <summary>Given: members, companies, money.</summary>
public sealed partial class Flow
{
    private const int BindPhone = 9;

    /// <summary>通联通四要素: bound at once, no code to confirm.</summary>
    private const int FourElements = 5;

    /// <summary>Persons with a phone, a verified name and a bound debit card.</summary>
    public Task GivenMembers(params string[] bizUserIds) => Task.WhenAll(bizUserIds.Select(GivenMember));

    public async Task GivenMember(string bizUserId)
    {
        await GivenStranger(bizUserId);
        await GivenPhone(bizUserId);
        await GivenRealName(bizUserId);
        await GivenCard(bizUserId);
    }

    /// <summary>A member whom another wire made: who it is, for what requests say of it.</summary>
    public void Meet(Person person) => people[person.BizUserId] = person;

    /// <summary>A person with nothing: neither phone nor name nor card.</summary>
    public async Task GivenStranger(string bizUserId)
    {
        people[bizUserId] = Person.New(bizUserId);
        await When("createMember", new { bizUserId, memberType = 3 });
    }

    /// <summary>A company that handed in its papers and was approved, with a phone.</summary>
    public async Task GivenCompany(string bizUserId)
    {
        await GivenUnreviewedCompany(bizUserId);
        await Sandbox.Review(App.Id, bizUserId, "approve");
        await GivenPhone(bizUserId);
    }

    /// <summary>A company whose papers wait for review.</summary>
    public async Task GivenUnreviewedCompany(string bizUserId)
    {
        people[bizUserId] = Person.New(bizUserId);
        await When("createMember", new { bizUserId, memberType = 2 });
        await When("setCompanyInfo", new { bizUserId, companyBasicInfo = await CompanyPapers(bizUserId) });
    }

    public async Task GivenPhone(string bizUserId)
    {
        var phone = Who(bizUserId).Phone;
        await When("sendVerificationCode", new { bizUserId, phone, verificationCodeType = BindPhone });
        await When("bindPhone", new { bizUserId, phone, verificationCode = await Sms(phone) });
    }

    public async Task GivenRealName(string bizUserId) =>
        await When("setRealName", new { bizUserId, name = Who(bizUserId).Name, identityNo = await Encrypt(Who(bizUserId).IdNumber) });

    /// <summary>A verified name that the test itself chose, and a phone: for cards that are known to be somebody's.</summary>
    public async Task GivenNameAndPhone(string bizUserId, string name, string idNumber)
    {
        people[bizUserId] = Person.New(bizUserId) with { Name = name, IdNumber = idNumber };
        await GivenRealName(bizUserId);
        await GivenPhone(bizUserId);
    }

    public async Task GivenCard(string bizUserId, int cardCheck = FourElements) =>
        await When("applyBindBankCard", await CardPapers(bizUserId, cardCheck));

    /// <summary>Members with money on their account, put there by a paid deposit.</summary>
    public async Task GivenDeposit(string bizUserId, long amount) =>
        await WhenChannelPays(await When("depositApply", new { bizUserId, amount, payMethod = Scan(amount) }));

    /// <summary>Money on one of the platform's own account sets.</summary>
    public Task GivenFunds(string accountSetNo, long amount) => Sandbox.Funds(App.Id, accountSetNo, amount);

    /// <summary>What applyBindBankCard wants to know.</summary>
    public async Task<object> CardPapers(string bizUserId, int cardCheck = FourElements, string? cardNo = null)
    {
        var person = Who(bizUserId);
        return new
        {
            bizUserId, cardCheck, phone = person.Phone, name = person.Name, identityType = 1,
            cardNo = await Encrypt(cardNo ?? person.CardNo), identityNo = await Encrypt(person.IdNumber),
        };
    }

    /// <summary>企业基本信息 (5.4), one certificate.</summary>
    public async Task<object> CompanyPapers(string bizUserId)
    {
        var boss = Who(bizUserId);
        return new
        {
            companyName = "上海测试商贸有限公司", authType = 2, uniCredit = "91310000MA1FL0000X", legalName = boss.Name, identityType = 1,
            legalIds = await Encrypt(boss.IdNumber), legalPhone = boss.Phone, accountNo = await Encrypt(boss.CardNo),
            parentBankName = "工商银行", bankName = "工商银行上海分行", unionBank = "102290000011",
        };
    }
}
