using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>修改绑定手机, 银行卡验证 (通商云 4.1.25).</summary>
public abstract class BankCardChangeBindPhoneTests(Store store) : FlowTests(store)
{
    private const string NewPhone = "13700000001";

    [Theory, Holds("4.1.25#1", "4.1.25#4", "4.1.26#2")]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Signing_a_card_that_is_not_bound_binds_it_and_its_phone(int cardCheck)
    {
        await GivenPersonWithPhone("buyer");
        var asked = await flow.When("bankCardChangeBindPhone", await Papers("buyer", cardCheck));
        Assert.Equal("buyer", asked.Text("bizUserId"));
        Assert.Equal(1, asked.Number("cardType"));
        Assert.Equal(flow.Who("buyer").Phone, await PhoneOf("buyer"));
        await flow.When("verifyBankCardChangeBindPhone", await Code("buyer", asked));
        Assert.Equal(NewPhone, await PhoneOf("buyer"));
        var card = (await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList").EnumerateArray()
            .Single();
        Assert.Equal(NewPhone, card.GetProperty("phone").GetString());
        Assert.Equal(cardCheck, card.GetProperty("bindMethod").GetInt32());
    }

    [Fact, Holds("4.1.25#3")]
    public async Task Signing_a_bound_card_updates_it_and_the_phone()
    {
        await flow.GivenMember("buyer");
        await flow.When("verifyBankCardChangeBindPhone",
            await Code("buyer", await flow.When("bankCardChangeBindPhone", await Papers("buyer", 7))));
        await flow.When("verifyBankCardChangeBindPhone",
            await Code("buyer", await flow.When("bankCardChangeBindPhone", await Papers("buyer", 7))));
        var card = (await flow.When("queryBankCard", new { bizUserId = "buyer" })).Value.GetProperty("bindCardList").EnumerateArray()
            .Single();
        Assert.Equal(NewPhone, card.GetProperty("phone").GetString());
        Assert.Equal(NewPhone, await PhoneOf("buyer"));
        // The code of the next binding goes to the new phone, and the old one is no longer anybody's.
        await flow.WhenRefused("30021", "sendVerificationCode",
            new { bizUserId = "buyer", phone = flow.Who("buyer").Phone, verificationCodeType = 6 });
        await flow.When("sendVerificationCode", new { bizUserId = "buyer", phone = NewPhone, verificationCodeType = 6 });
    }

    [Fact]
    public async Task A_credit_card_gives_its_expiry_year_first_in_mode_2_and_month_first_in_the_others()
    {
        await flow.When("createMember", new { bizUserId = "wang", memberType = 3 });
        await flow.GivenNameAndPhone("wang", "王桂英", "340828198510206127");
        var papers = new
        {
            bizUserId = "wang", phone = NewPhone, name = "王桂英", identityType = 1, identityNo = await flow.Encrypt("340828198510206127"),
            cardNo = await flow.Encrypt("6259983921622221"), cvv2 = await flow.Encrypt("504"),
        };
        await flow.When("bankCardChangeBindPhone", Json.Merge(papers, new { cardCheck = 2, validate = await flow.Encrypt("2201") }));
        await flow.When("bankCardChangeBindPhone", Json.Merge(papers, new { cardCheck = 7, validate = await flow.Encrypt("0122") }));
        await flow.WhenRefused("30014", "bankCardChangeBindPhone",
            Json.Merge(papers, new { cardCheck = 2, validate = await flow.Encrypt("0122") }));
        await flow.WhenRefused("10001", "bankCardChangeBindPhone", Json.Merge(papers, new { cardCheck = 7 }));
    }

    [Fact, Holds("4.1.25#1", "4.1.25#2")]
    public async Task Refusals_in_order_of_precedence()
    {
        await GivenPersonWithPhone("buyer");
        await flow.GivenCompany("shop");
        await flow.GivenMember("locked");
        await flow.GivenStranger("nameless");
        await flow.GivenPhone("nameless");
        await flow.GivenStranger("phoneless");
        await flow.GivenRealName("phoneless");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("bankCardChangeBindPhone", await Papers("buyer", 7),
            ("20017", new { cardNo = "00" }),
            ("10000", new { cardCheck = 5 }),
            ("20012", new { identityType = 2 }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30006", new { bizUserId = "shop" }),
            ("30008", new { bizUserId = "nameless" }),
            ("30021", new { bizUserId = "phoneless" }),
            ("30014", new { name = "李四" }),
            ("10000", new { phone = "1370000000" }),
            ("30049", new { cardNo = await flow.Encrypt("9999990000000000000") }));
    }

    [Fact]
    public async Task As_many_cards_as_the_app_allows_and_no_more()
    {
        await flow.ChangeSettings(new { cardsPerPerson = 1 });
        await flow.GivenMember("buyer");
        await flow.WhenRefused("20007", "bankCardChangeBindPhone",
            Json.Merge(await Papers("buyer", 7), new { cardNo = await flow.Encrypt("6228480000000000199") }));
    }

    private async Task GivenPersonWithPhone(string bizUserId)
    {
        await flow.GivenStranger(bizUserId);
        await flow.GivenPhone(bizUserId);
        await flow.GivenRealName(bizUserId);
    }

    private async Task<object> Papers(string bizUserId, int cardCheck) =>
        Json.Merge(await flow.CardPapers(bizUserId, cardCheck), new { phone = NewPhone });

    private async Task<object> Code(string bizUserId, Tsy2Reply asked) => new
    {
        bizUserId, tranceNum = asked.Text("tranceNum"), transDate = asked.Text("transDate"), phone = NewPhone,
            verificationCode = await flow.Sms(NewPhone),
    };

    private async Task<string?> PhoneOf(string bizUserId) =>
        (await flow.When("getMemberInfo", new { bizUserId })).Value.GetProperty("memberInfo").GetProperty("phone").GetString();
}

public sealed class BankCardChangeBindPhoneOnSqlite() : BankCardChangeBindPhoneTests(Store.Sqlite);

public sealed class BankCardChangeBindPhoneOnPostgres() : BankCardChangeBindPhoneTests(Store.Postgres);
