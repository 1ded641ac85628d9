using System.Text.Json;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>法人个人银行卡: the one personal card that a company binds (通商云 4.1.10, 4.1.12 to 4.1.14).</summary>
public abstract class LegalPersonsCardTests(Store store) : FlowTests(store)
{
    private const string Card = "6228490000000000077";

    [Fact, Holds("4.1.10#3", "4.1.13#4", "4.1.14#5", "4.2.3#3")]
    public async Task A_company_binds_one_card_of_its_legal_person_and_keeps_it()
    {
        await flow.GivenCompany("shop");
        await flow.WhenRefused("30014", "applyBindBankCard", Json.Merge(await Papers(), new { name = "李四" }));
        await flow.WhenRefused("30014", "applyBindBankCard",
            Json.Merge(await Papers(), new { identityNo = await flow.Encrypt("310101199001011234") }));
        await flow.When("applyBindBankCard", await Papers());
        await flow.WhenRefused("20007", "applyBindBankCard", await flow.CardPapers("shop", cardNo: "6228490000000000088"));
        await flow.WhenRefused("20003", "unbindBankCard", new { bizUserId = "shop", cardNo = await flow.Encrypt(Card) });
        Assert.Equal([$"{flow.Who("shop").CardNo} 1", $"{Card} 0"], await Cards());
    }

    [Fact, Holds("4.1.10#5")]
    public async Task Not_before_its_papers_are_approved()
    {
        await flow.GivenUnreviewedCompany("shop");
        await flow.WhenRefused("30050", "applyBindBankCard", await Papers());
        await flow.When("createMember", new { bizUserId = "blank", memberType = 2 });
        await flow.WhenRefused("30030", "applyBindBankCard", Json.Merge(await Papers(), new { bizUserId = "blank" }));
        await flow.Sandbox.Review(flow.App.Id, "shop", "approve");
        await flow.When("applyBindBankCard", await Papers());
    }

    [Fact, Holds("4.1.10#4", "4.1.12#4", "4.2.3#3", "4.2.3#10")]
    public async Task It_withdraws_to_that_card_and_needs_no_safe_one()
    {
        await flow.ChangeSettings(new { safeCardRequired = true });
        await flow.GivenCompany("shop");
        await flow.GivenDeposit("shop", 100_00);
        var withdrawal = new { bizUserId = "shop", amount = 40_00, bankCardPro = 0, bankCardNo = await flow.Encrypt(Card) };
        await flow.WhenRefused("30045", "withdrawApply", withdrawal);
        await flow.GivenCardOfMode("shop", 7, Card);            // bound by the code of the bank, as the document draws it
        await flow.WhenRefused("30006", "setSafeCard", new { bizUserId = "shop", cardNo = await flow.Encrypt(Card) });
        await flow.Pay(await flow.When("withdrawApply", withdrawal));
        await flow.ThenBalances("shop  60.00");
    }

    [Fact]
    public async Task An_app_may_forbid_it()
    {
        await flow.ChangeSettings(new { companyMayBindPersonalCard = false });
        await flow.GivenCompany("shop");
        await flow.WhenRefused("20008", "applyBindBankCard", await Papers());
    }

    private Task<object> Papers() => flow.CardPapers("shop", cardNo: Card);

    /// <summary>Each with 银行卡属性: 1 the corporate account, 0 a personal card.</summary>
    private async Task<string[]> Cards()
    {
        List<string> cards = [];
        foreach (JsonElement card in (await flow.When("queryBankCard", new { bizUserId = "shop" })).Value.GetProperty("bindCardList")
            .EnumerateArray())
            cards.Add($"{await flow.Client.Key.Decrypt(card.GetProperty("bankCardNo").GetString()!)} {card.GetProperty("bankCardPro")}");
        return [.. cards];
    }
}

public sealed class LegalPersonsCardOnSqlite() : LegalPersonsCardTests(Store.Sqlite);

public sealed class LegalPersonsCardOnPostgres() : LegalPersonsCardTests(Store.Postgres);
