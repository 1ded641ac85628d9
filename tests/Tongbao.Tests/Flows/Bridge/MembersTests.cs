using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Flows.Bridge;

/// <summary>会员: whoever came by one door is known at the other, with cards, balance, password and withdrawals.</summary>
public sealed class MembersTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_member_whom_通商云_made_is_an_open_user_of_ACCP(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        var buyer = await both.GivenMember("buyer", 100_00);
        await both.GivenMember("seller", 0);
        var user = await both.Accp.Account("query-userinfo", new { user_id = "buyer" });
        Assert.Equal("NORMAL", user.Text("user_status"));
        Assert.Equal([buyer.CardNo], await both.Accp.Cards("buyer"));

        var serial = await both.Accp.GivenPurchase("buyer", "60.00", ("seller", "50.00"), ("MERCHANT", "10.00"));
        await both.PayByBalance(serial, "buyer", "60.00", TwoDoors.Password);
        await both.Accp.ThenStands("""
            buyer   40.00
            seller  50.00
            MCHOWN  10.00
            """);
        await both.Tsy2.ThenBalances("""
            buyer     40.00
            seller    50.00
            platform  10.00
            """);

        var withdrawal = AccpFlow.With(await both.Accp.WithdrawalOf(buyer, "15.00"),
            new { payerInfo = new { password = await both.Accp.Seal(TwoDoors.Password) } });
        await both.Accp.Trade("withdrawal", withdrawal);
        Assert.Equal("TRADE_SUCCESS", Assert.Single(await both.Accp.Receiver.WaitFor(AccpFlow.SerialOf(withdrawal))).Text("txn_status"));
        await both.Tsy2.ThenBalances("buyer  25.00");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_user_whom_ACCP_opened_is_a_member_of_通商云(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store, accpFirst: true);
        var buyer = await both.Accp.GivenUserWith("buyer", "100.00");
        foreach (var user in new[] { buyer, await both.Accp.GivenUser("seller") }) both.Tsy2.Meet(user);
        var info = (await both.Tsy2.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo");
        Assert.Equal((buyer.Name, buyer.Phone, true, true), (info.GetProperty("name").GetString(), info.GetProperty("phone").GetString(),
            info.GetProperty("isPhoneChecked").GetBoolean(), info.GetProperty("isSetPayPwd").GetBoolean()));
        var card = Assert.Single((await both.Tsy2.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList")
            .EnumerateArray());
        Assert.Equal(1, card.GetProperty("cardType").GetInt64());

        await both.Tsy2.Pay(await both.Tsy2.When("consumeApply", new
        {
            payerId = "buyer", recieverId = "seller", amount = 30_00, fee = 2_00, validateType = 1,
            payMethod = both.Tsy2.Balance(30_00),
        }));
        var byCard = await both.Tsy2.When("depositApply",
            new { bizUserId = "buyer", amount = 5_00, payMethod = await both.Tsy2.QuickPay("buyer", 5_00) });
        await both.Tsy2.Pay(byCard);
        await both.Tsy2.When("withdrawApply", new { bizUserId = "buyer", amount = 20_00, validateType = 0 });
        await both.Accp.ThenStands("""
            buyer   55.00
            seller  28.00
            MCHOWN  2.00
            """);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_bank_of_a_company_has_its_code_on_ACCP_and_its_name_on_通商云(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.Accp.GivenCompany("made-there");
        await both.Tsy2.GivenCompany("made-here");
        foreach (var (company, name, code) in new[] { ("made-there", "中国银行", "01040000"), ("made-here", "工商银行", "01020000") })
        {
            Assert.Equal("NORMAL", await both.Accp.Status(company));
            var info = (await both.Tsy2.When("getMemberInfo", new { bizUserId = company })).Value.GetProperty("memberInfo");
            Assert.Equal(name, info.GetProperty("parentBankName").GetString());
            var account = (await both.Accp.Account("query-linkedacct", new { user_id = company })).Value.GetProperty("linked_acctlist")[0];
            Assert.Equal(code, account.GetProperty("linked_bankcode").GetString());
        }
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task What_bars_a_member_at_one_door_bars_it_at_the_other(Store store)
    {
        await using var both = await TwoDoors.OnSharedServer(store);
        await both.GivenMember("buyer", 10_00);
        await both.GivenMember("seller", 0);
        var serial = await both.Accp.GivenPurchase("buyer", "1.00", ("seller", "1.00"));
        await both.Tsy2.When("lockMember", new { bizUserId = "buyer" });
        Assert.Equal("PAUSE", await both.Accp.Status("buyer"));
        await both.PayByBalance(serial, "buyer", "1.00", TwoDoors.Password, "2001");
        await both.Tsy2.When("unlockMember", new { bizUserId = "buyer" });
        // The password is one for both; each wire counts errors by its own rule.
        foreach (var left in new[] { 4, 3, 2, 1 })
            Assert.Contains($"{left}次", (await both.PayByBalance(serial, "buyer", "1.00", "wrong123", "1015")).Message);
        await both.PayByBalance(serial, "buyer", "1.00", TwoDoors.Password);
        Assert.Equal("NORMAL", await both.Accp.Status("buyer"));
    }
}
