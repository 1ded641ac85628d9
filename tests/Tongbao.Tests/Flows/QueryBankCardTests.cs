using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>查询绑定银行卡, 解绑, 安全卡 (通商云 4.1.12 to 4.1.14).</summary>
public abstract class QueryBankCardTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.13#1", "4.1.13#2")]
    public async Task A_bound_card_is_listed_encrypted_for_the_merchant()
    {
        await flow.GivenMember("buyer");
        var card = Assert.Single((await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList")
            .EnumerateArray());
        Assert.Equal(flow.Who("buyer").CardNo, await flow.Client.Key.Decrypt(card.GetProperty("bankCardNo").GetString()!));
        Assert.Equal((1, 0, false), (card.GetProperty("bindState").GetInt64(), card.GetProperty("bankCardPro")
            .GetInt64(), card.GetProperty("isSafeCard").GetBoolean()));
    }

    [Fact, Holds("4.1.13#3")]
    public async Task Who_has_no_card_gets_an_empty_list()
    {
        await flow.GivenStranger("buyer");
        Assert.Equal(0, (await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList").GetArrayLength());
        await flow.WhenRefused("30001", "queryBankCard", new { bizUserId = "nobody" });
    }

    [Fact, Holds("4.1.13#1")]
    public async Task An_encrypted_nothing_is_a_field_that_did_not_come()
    {
        await flow.GivenMember("buyer");
        Assert.Equal(1, (await flow.When("queryBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt("") }))
            .Value.GetProperty("bindCardList").GetArrayLength());
        await flow.GivenCardOfMode("buyer", 5, "6228490000000000077",
            new { validate = await flow.Encrypt(""), cvv2 = await flow.Encrypt("") });
        await flow.WhenRefused("20017", "unbindBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt("") });
        await flow.WhenRefused("20017", "queryBankCard",
            new { bizUserId = "buyer", cardNo = new string('0', (await flow.Encrypt("")).Length) });
    }

    [Fact, Holds("4.1.14#1")]
    public async Task An_unbound_card_pays_and_receives_no_more()
    {
        await flow.GivenMembers("buyer", "seller");
        var payMethod = await flow.QuickPay("buyer", 100_00);
        await flow.When("unbindBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt(flow.Who("buyer").CardNo) });
        await flow.WhenRefused("30045", "consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod });
        Assert.False((await flow.Ask("unbindBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt(flow.Who("buyer").CardNo) }))
            .Ok);
    }

    [Fact, Holds("4.1.14#2", "4.1.14#3")]
    public async Task A_card_is_unbound_however_it_was_bound_and_the_last_one_too_while_there_is_money()
    {
        await flow.GivenCardless("buyer");
        await flow.GivenDeposit("buyer", 100_00);
        string CardOf(int cardCheck) => $"622849000000000{cardCheck:D2}77";
        foreach (var cardCheck in new[] { 3, 5, 6, 7, 8 }) await flow.GivenCardOfMode("buyer", cardCheck, CardOf(cardCheck));
        // 四要素+短信 (2) is asked for where the phone is changed by a card.
        var (phone, card) = ("13700000021", await flow.CardPapers("buyer", 2, CardOf(2)));
        var change = await flow.When("bankCardChangeBindPhone", Json.Merge(card, new { phone }));
        await flow.When("verifyBankCardChangeBindPhone",
            new { bizUserId = "buyer", tranceNum = change.Text("tranceNum"), transDate = change.Text("transDate"), phone,
                verificationCode = await flow.Sms(phone) });
        Assert.Equal(6, await CardsOf("buyer"));
        foreach (var cardCheck in new[] { 2, 3, 5, 6, 7, 8 })
            await flow.When("unbindBankCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt(CardOf(cardCheck)) });
        Assert.Equal(0, await CardsOf("buyer"));
        await flow.ThenBalances("buyer  100.00");
    }

    [Fact, Holds("4.1.12#1", "4.1.12#7", "4.1.12#8")]
    public async Task A_safe_card_is_a_bound_debit_card_of_a_person()
    {
        const string credit = "6228480000000001700";            // of mode 6 a number that ends in 00 is a credit card
        await flow.GivenMembers("buyer", "locked");
        await flow.GivenCompany("shop");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenCardOfMode("buyer", 6, credit, new { validate = await flow.Encrypt("0830"), cvv2 = await flow.Encrypt("123") });
        await flow.ThenRefusedInThisOrder("setSafeCard", new { bizUserId = "buyer", cardNo = await flow.Encrypt(flow.Who("buyer").CardNo) },
            ("10001", new { cardNo = "" }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30028", new { setSafeCard = false }),
            ("30006", new { bizUserId = "shop" }),
            ("30045", new { cardNo = await flow.Encrypt("6228490000000000077") }),
            ("30025", new { cardNo = await flow.Encrypt(credit) }));
    }

    [Fact, Holds("4.1.12#1", "4.2.3#2", "4.2.3#4")]
    public async Task Who_has_a_safe_card_withdraws_to_no_other()
    {
        const string other = "6228490000000000077";
        await flow.GivenMember("seller");
        await flow.GivenCardOfMode("seller", 5, other);
        await flow.GivenDeposit("seller", 100_00);
        await flow.When("setSafeCard", new { bizUserId = "seller", cardNo = await flow.Encrypt(flow.Who("seller").CardNo) });
        await flow.ThenRefused("withdrawApply", new { bizUserId = "seller", amount = 40_00, validateType = 0 },
            ("20020", new { bankCardNo = await flow.Encrypt(other) }));
        await flow.ThenBalances("seller  60.00");
    }

    [Fact, Holds("4.1.12#3", "4.1.12#5", "4.1.12#6", "4.1.14#4")]
    public async Task A_safe_card_is_set_once_and_stays()
    {
        await flow.GivenMember("buyer");
        var cardNo = await flow.Encrypt(flow.Who("buyer").CardNo);
        await flow.When("setSafeCard", new { bizUserId = "buyer", cardNo, setSafeCard = true });
        await flow.WhenRefused("30026", "setSafeCard", new { bizUserId = "buyer", cardNo, setSafeCard = true });
        await flow.WhenRefused("30028", "setSafeCard", new { bizUserId = "buyer", cardNo, setSafeCard = false });
        await flow.WhenRefused("30027", "unbindBankCard", new { bizUserId = "buyer", cardNo });
        Assert.True(Assert.Single((await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList")
            .EnumerateArray()).GetProperty("isSafeCard").GetBoolean());
    }

    [Fact, Holds("4.1.12#2", "4.2.3#4")]
    public async Task Where_a_safe_card_is_required_nobody_withdraws_without_one()
    {
        await flow.ChangeSettings(new { safeCardRequired = true });
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 100_00);
        await flow.WhenRefused("30029", "withdrawApply", new { bizUserId = "seller", amount = 50_00, validateType = 0 });
        await flow.When("setSafeCard",
            new { bizUserId = "seller", cardNo = await flow.Encrypt(flow.Who("seller").CardNo), setSafeCard = true });
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 50_00, validateType = 0 });
        await flow.ThenBalances("seller  50.00");
    }

    private async Task<int> CardsOf(string bizUserId) =>
        (await flow.When("queryBankCard", new { bizUserId })).Value.GetProperty("bindCardList").GetArrayLength();
}

public sealed class QueryBankCardOnSqlite() : QueryBankCardTests(Store.Sqlite);

public sealed class QueryBankCardOnPostgres() : QueryBankCardTests(Store.Postgres);
