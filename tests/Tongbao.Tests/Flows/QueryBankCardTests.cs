using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>查询绑定银行卡, 解绑, 安全卡 (通商云 4.1.12 to 4.1.14).</summary>
public abstract class QueryBankCardTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.13#1", "4.1.13#2")]
    public async Task A_bound_card_is_listed_encrypted_for_the_merchant()
    {
        await flow.GivenMember("buyer");
        var card = Assert.Single((await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList").EnumerateArray());
        Assert.Equal(flow.Who("buyer").CardNo, await flow.Client.Key.Decrypt(card.GetProperty("bankCardNo").GetString()!));
        Assert.Equal((1, 0, false), (card.GetProperty("bindState").GetInt64(), card.GetProperty("bankCardPro").GetInt64(), card.GetProperty("isSafeCard").GetBoolean()));
    }

    [Fact, Holds("4.1.13#3")]
    public async Task Who_has_no_card_gets_an_empty_list()
    {
        await flow.GivenStranger("buyer");
        Assert.Equal(0, (await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList").GetArrayLength());
        await flow.WhenRefused("30001", "queryBankCard", new { bizUserId = "nobody" });
    }

    [Fact, Holds("4.1.14#1")]
    public async Task An_unbound_card_pays_and_receives_no_more()
    {
        await flow.GivenMembers("buyer", "seller");
        var payMethod = await flow.QuickPay("buyer", 100_00);
        await flow.When("unbindBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt(flow.Who("buyer").CardNo) });
        await flow.WhenRefused("30045", "consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod });
        Assert.False((await flow.Ask("unbindBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt(flow.Who("buyer").CardNo) })).Ok);
    }

    [Fact, Holds("4.1.12#3", "4.1.12#6", "4.1.14#4")]
    public async Task A_safe_card_is_set_once_and_stays()
    {
        await flow.GivenMember("buyer");
        var cardNo = await flow.Encrypt(flow.Who("buyer").CardNo);
        await flow.When("setSafeCard", new { bizUserId = "buyer", cardNo, setSafeCard = true });
        await flow.WhenRefused("30026", "setSafeCard", new { bizUserId = "buyer", cardNo, setSafeCard = true });
        await flow.WhenRefused("30027", "unbindBankCard", new { bizUserId = "buyer", cardNo });
    }

    [Fact, Holds("4.1.12#2")]
    public async Task Where_a_safe_card_is_required_nobody_withdraws_without_one()
    {
        await flow.ChangeSettings(new { safeCardRequired = true });
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.WhenRefused("30029", "withdrawApply", new { bizUserId = "seller", amount = 50_00, validateType = 0 });
        await flow.When("setSafeCard", new { bizUserId = "seller", cardNo = await flow.Encrypt(flow.Who("seller").CardNo), setSafeCard = true });
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 50_00, validateType = 0 });
        await flow.ThenBalances("seller  50.00");
    }
}

public sealed class QueryBankCardOnSqlite() : QueryBankCardTests(Store.Sqlite);

public sealed class QueryBankCardOnPostgres() : QueryBankCardTests(Store.Postgres);
