using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>请求绑定银行卡 (通商云 4.1.10, 6.18).</summary>
public abstract class ApplyBindBankCardTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.10#7")]
    public async Task Four_elements_bind_a_card_at_once()
    {
        await GivenVerified("buyer");
        var bound = await flow.When("applyBindBankCard", await flow.CardPapers("buyer", cardCheck: 5));
        Assert.Equal(("农业银行", "01030000", 1), (bound.Text("bankName"), bound.Text("bankCode"), bound.Number("cardType")));
        Assert.False(bound.Has("tranceNum"));
        Assert.Equal(1, await CardsOf("buyer"));
    }

    [Theory, Holds("4.1.10#7")]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Modes_1_and_8_bind_at_once_as_well(int cardCheck)
    {
        await GivenVerified("buyer");
        await flow.When("applyBindBankCard", await flow.CardPapers("buyer", cardCheck));
        Assert.Equal(1, await CardsOf("buyer"));
    }

    [Theory, Holds("4.1.10#6", "4.1.10#7")]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Modes_6_and_7_answer_a_serial_and_wait_for_the_code(int cardCheck)
    {
        await GivenVerified("buyer");
        var asked = await flow.When("applyBindBankCard", await flow.CardPapers("buyer", cardCheck));
        Assert.True(asked.Has("tranceNum"));
        Assert.Equal("111111", await flow.Sms(flow.Who("buyer").Phone));
        Assert.Equal(0, await CardsOf("buyer"));
    }

    [Fact, Holds("4.1.10#2")]
    public async Task A_person_binds_several_cards_unless_the_app_allows_fewer()
    {
        await flow.GivenMember("buyer");
        await flow.When("applyBindBankCard", await flow.CardPapers("buyer", cardNo: "6228490000000000077"));
        await flow.ChangeSettings(new { cardsPerPerson = 2 });
        await flow.WhenRefused("20007", "applyBindBankCard", await flow.CardPapers("buyer", cardNo: "6228490000000000088"));
        await flow.ChangeSettings(new { cardsPerPerson = 3 });
        await flow.When("applyBindBankCard", await flow.CardPapers("buyer", cardNo: "6228490000000000088"));
        Assert.Equal(3, await CardsOf("buyer"));
    }

    [Fact, Holds("4.1.10#8")]
    public async Task The_test_environment_knows_cards_of_19_digits_and_two_beginnings()
    {
        await GivenVerified("buyer");
        foreach (var cardNo in new[] { "6228470000000000099", "6217000000000000099", "622848000000000009", "62284900000000000099" })
            await flow.WhenRefused("30049", "applyBindBankCard", await flow.CardPapers("buyer", cardNo: cardNo));
        foreach (var cardNo in new[] { "6228480000000000099", "6228490000000000099" })
            await flow.When("applyBindBankCard", await flow.CardPapers("buyer", cardNo: cardNo));
    }

    [Fact, Holds("4.1.10#11")]
    public async Task Only_three_elements_do_without_a_phone()
    {
        await GivenVerified("buyer");
        foreach (var cardCheck in new[] { 3, 5, 6, 7, 8 })
            await flow.WhenRefused("10001", "applyBindBankCard", Json.Merge(await flow.CardPapers("buyer", cardCheck), new { phone = "" }));
        await flow.When("applyBindBankCard", Json.Merge(await flow.CardPapers("buyer", 1), new { phone = "" }));
    }

    [Fact, Holds("4.1.10#10", "4.1.10#12")]
    public async Task A_credit_card_proves_itself_in_every_mode_but_8_and_is_no_safe_card()
    {
        const string card = "6259983921622221";
        await flow.When("createMember", new { bizUserId = "buyer", memberType = 3 });
        await flow.GivenNameAndPhone("buyer", "王桂英", "340828198510206127");
        var proof = new { validate = await flow.Encrypt("0122"), cvv2 = await flow.Encrypt("504") };
        foreach (var cardCheck in new[] { 6, 7 })
        {
            var papers = await flow.CardPapers("buyer", cardCheck, card);
            await flow.ThenRefused("applyBindBankCard", Json.Merge(papers, proof),
                ("10001", new { validate = "" }),
                ("10001", new { cvv2 = "" }),
                ("30025", new { isSafeCard = true }));
        }
        var byEight = await flow.CardPapers("buyer", 8, card);
        await flow.WhenRefused("30025", "applyBindBankCard", Json.Merge(byEight, new { isSafeCard = true }));
        await flow.When("applyBindBankCard", byEight);
        await flow.When("applyBindBankCard", await flow.CardPapers("buyer"));
        Assert.Equal("no no", await SafeCardsOf("buyer"));                   // nothing said is no safe card
        await flow.When("applyBindBankCard",
            Json.Merge(await flow.CardPapers("buyer", cardNo: "6228490000000000077"), new { isSafeCard = true }));
        Assert.Equal("no no yes", await SafeCardsOf("buyer"));
    }

    [Theory]
    [InlineData("01", "手机号不一致")]
    [InlineData("02", "身份证不一致")]
    [InlineData("03", "卡号异常")]
    [InlineData("04", "账号户名不一致")]
    public async Task The_vendors_test_cards_of_mode_6_fail_as_printed(string ending, string message)
    {
        await GivenVerified("buyer");
        var refused = await flow.WhenRefused("30014", "applyBindBankCard",
            await flow.CardPapers("buyer", 6, flow.Who("buyer").CardNo[..17] + ending));
        Assert.Contains(message, refused.Message);
    }

    [Fact, Holds("4.1.10#1")]
    public async Task A_card_must_be_of_the_verified_person()
    {
        await GivenVerified("buyer");
        var papers = await flow.CardPapers("buyer");
        Assert.False((await flow.Ask("applyBindBankCard", Json.Merge(papers, new { name = "李四" }))).Ok);
        Assert.False((await flow.Ask("applyBindBankCard", Json.Merge(papers, new { identityNo = await flow.Encrypt("310101199001011234") })))
            .Ok);
    }

    [Fact, Holds("4.1.5#1")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.ChangeSettings(new { cardsPerPerson = 1 });
        await GivenVerified("buyer");
        await flow.GivenStranger("nameless");
        await flow.GivenMember("carded");
        await flow.GivenMember("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("applyBindBankCard", await flow.CardPapers("buyer"),
            ("10001", new { cardNo = "" }),
            ("10000", new { cardCheck = 4 }),
            ("20012", new { identityType = 2 }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30008", new { bizUserId = "nameless" }));
        await flow.WhenRefused("30017", "applyBindBankCard", await flow.CardPapers("carded"));
        await flow.WhenRefused("20007", "applyBindBankCard", await flow.CardPapers("carded", cardNo: "6228490000000000077"));
        await flow.WhenRefused("30049", "applyBindBankCard", await flow.CardPapers("carded", cardNo: "9999990000000000077"));
    }

    private async Task GivenVerified(string bizUserId)
    {
        await flow.GivenStranger(bizUserId);
        await flow.GivenRealName(bizUserId);
    }

    private async Task<int> CardsOf(string bizUserId) =>
        (await flow.When("queryBankCard", new { bizUserId })).Value.GetProperty("bindCardList").GetArrayLength();

    /// <summary>Of each bound card, whether it is the safe one.</summary>
    private async Task<string> SafeCardsOf(string bizUserId) => string.Join(' ', (await flow.When("queryBankCard", new { bizUserId }))
        .Value.GetProperty("bindCardList").EnumerateArray().Select(c => c.GetProperty("isSafeCard").GetBoolean() ? "yes" : "no"));
}

public sealed class ApplyBindBankCardOnSqlite() : ApplyBindBankCardTests(Store.Sqlite);

public sealed class ApplyBindBankCardOnPostgres() : ApplyBindBankCardTests(Store.Postgres);
