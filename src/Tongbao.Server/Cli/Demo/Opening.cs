namespace Tongbao.Server.Cli.Demo;

/// <summary>开户: members register, are verified by name and phone, and bind their cards.</summary>
internal static class Opening
{
    private const int Person = 3, Company = 2, BindPhoneCode = 9, FourElements = 5, Agreement = 6;

    public static async Task Play(Stage s)
    {
        Member[] persons = [Cast.Florist, Cast.Courier, Cast.Zhang, Cast.Li], withdrawers = [Cast.Florist, Cast.Courier];
        await Task.WhenAll([OpenCompany(s, Cast.Shop), .. persons.Select(who => OpenPerson(s, who)),
            .. Cast.Example.Select(who => NamePerson(s, who))]);
        s.Screen.Step("createMember", $"shop     {Tongue.Say("企业：setCompanyInfo、审核、bindPhone", "a company: setCompanyInfo, review, bindPhone")}");
        s.Screen.Step("createMember", $"{string.Join(", ", persons.Select(who => who.Id))}  {Tongue.Say("个人：", "persons: ")}setRealName, bindPhone");
        s.Screen.Step("createMember", $"10000 … 10004  {Tongue.Say("5.3 示例的五人：", "the five members of example 5.3: ")}setRealName");
        await Task.WhenAll([.. withdrawers.Select(who => BindCard(s, who, FourElements)), BindCard(s, Cast.Zhang, Agreement)]);
        s.Screen.Step("applyBindBankCard", $"florist, courier  {Tongue.Say("四要素，用于提现", "by four facts, for withdrawals")}");
        s.Screen.Step("bindBankCard", $"zhang  {Tongue.Say("协议支付签约，短信确认", "for quick-pay, by SMS")}");
        await s.Sandbox.Funds(Cast.Marketing, 100_00);
        s.Screen.Step("/sandbox/funds", $"2000000  {Tongue.Say("营销资金", "marketing money")} 100.00");
    }

    /// <summary>A company submits its documents, waits for the review, and binds a phone only afterwards.</summary>
    private static async Task OpenCompany(Stage s, Member shop)
    {
        await s.Ask("createMember", new { bizUserId = shop.Id, memberType = Company, source = 2 });
        await s.Ask("setCompanyInfo", new
        {
            bizUserId = shop.Id, backUrl = s.BackUrl, isAuth = false,
            companyBasicInfo = new
            {
                companyName = "上海晨光超市有限公司", authType = 2, uniCredit = "91310000MA1FL0000X", legalName = shop.Name, identityType = 1,
                legalIds = s.Encrypt(shop.IdNumber), legalPhone = shop.Phone, accountNo = s.Encrypt(shop.Card),
                parentBankName = "工商银行", bankName = "工商银行上海分行", unionBank = "102290000011",
            },
        });
        await s.Sandbox.Review(shop.Id);
        await BindPhone(s, shop);
    }

    private static async Task OpenPerson(Stage s, Member who)
    {
        await NamePerson(s, who);
        await BindPhone(s, who);
    }

    private static async Task NamePerson(Stage s, Member who)
    {
        await s.Ask("createMember", new { bizUserId = who.Id, memberType = Person, source = 2 });
        await s.Ask("setRealName", new { bizUserId = who.Id, isAuth = true, name = who.Name, identityType = 1,
            identityNo = s.Encrypt(who.IdNumber) });
    }

    private static async Task BindPhone(Stage s, Member who)
    {
        await s.Ask("sendVerificationCode", new { bizUserId = who.Id, phone = who.Phone, verificationCodeType = BindPhoneCode });
        await s.Ask("bindPhone", new { bizUserId = who.Id, phone = who.Phone, verificationCode = await s.Sandbox.Sms(who.Phone) });
    }

    /// <summary>Binding a card for quick-pay is confirmed by the code that the bank sent.</summary>
    private static async Task BindCard(Stage s, Member who, int cardCheck)
    {
        var asked = await s.Ask("applyBindBankCard", new
        {
            bizUserId = who.Id, cardCheck, phone = who.Phone, name = who.Name, identityType = 1,
            cardNo = s.Encrypt(who.Card), identityNo = s.Encrypt(who.IdNumber),
        });
        if (cardCheck != Agreement) return;
        var verificationCode = await s.Sandbox.Sms(who.Phone);
        await s.Ask("bindBankCard", new { bizUserId = who.Id, tranceNum = asked.GetProperty("tranceNum")
            .GetString(), phone = who.Phone, verificationCode });
    }
}
