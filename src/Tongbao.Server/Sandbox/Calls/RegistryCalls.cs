using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Calls;

/// <summary>沙箱登记: the companies, persons and cards that checks of names, ID numbers and cards must agree with.</summary>
public sealed class RegistryCalls(SandboxRegistry registry) : ICalls
{
    private const int MostEntries = 2_000, LongestName = 100;

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/registry", Put).Produces(204)
            .WithSummary("登记企业、个人、银行卡 List companies, persons and cards; what was listed before and is not named is listed no more");
        api.MapGet("/registry", Show).Produces<RegistryView>().WithSummary("已登记的，号码脱敏 What is listed, with numbers masked");
    }

    private async Task<IResult> Put(RegistryView body)
    {
        var rows = new List<RegistryRow>();
        foreach (var company in body.Companies ?? [])
        {
            if (!IsNumber("id", company.CreditCode) || !IsName(company.Name) || !IsName(company.LegalName)
                || (company.LegalIdNo is not null && !IsNumber("id", company.LegalIdNo)))
                return Answers.Problem(400, "a company has a creditCode, a name and a legalName, and may have a legalIdNo");
            rows.Add(new RegistryRow(registry.KeyOfCompany(company.CreditCode), company.Name.Trim())
            {
                CreditCode = company.CreditCode, LegalName = company.LegalName.Trim(), IdNo = IdOf(company.LegalIdNo),
            });
        }
        foreach (var person in body.Persons ?? [])
        {
            if (!IsNumber("id", person.IdNo) || !IsName(person.Name)) return Answers.Problem(400, "a person has an idNo and a name");
            rows.Add(new RegistryRow(registry.KeyOfPerson(person.IdNo), person.Name.Trim()) { IdNo = IdOf(person.IdNo) });
        }
        foreach (var card in body.Cards ?? [])
        {
            if (WrongIn(card) is { } wrong) return Answers.Problem(400, wrong);
            rows.Add(new RegistryRow(registry.KeyOfCard(card.CardNo), card.Name.Trim())
            {
                Card = new BankCardNo(card.CardNo), IdNo = IdOf(card.IdNo), Phone = card.Phone is null ? null : new Phone(card.Phone),
                IsCredit = card.Type == CardEntry.Credit, CreditLine = card.CreditLine,
            });
        }
        if (rows.Count > MostEntries) return Answers.Problem(400, $"at most {MostEntries} entries in all");
        if (rows.DistinctBy(row => row.Key).Count() < rows.Count) return Answers.Problem(400, "each number is listed once");
        await registry.Replace(rows);
        return Results.NoContent();
    }

    private static string? WrongIn(CardEntry card)
    {
        if (!IsNumber("card", card.CardNo) || !IsName(card.Name) || (card.IdNo is not null && !IsNumber("id", card.IdNo)))
            return "a card has a cardNo of 6 to 32 digits and a name, and may have an idNo, a phone, a type and a creditLine";
        if (card.Phone is { } phone && (phone.Length is 0 or > LongestPhone || !phone.All(char.IsAsciiDigit))) return "phone is digits";
        if (card.Type is not (CardEntry.Debit or CardEntry.Credit)) return "type is debit or credit";
        return card.CreditLine is { } line && !Sums.IsSum(line) ? $"creditLine is {Sums.ASum}" : null;
    }

    private const int LongestPhone = 20;

    private static bool IsNumber(string type, string? text) => text is not null && FieldForms.Parse(type, text) is not null;

    private static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName;

    private static IdNumber? IdOf(string? text) => text is null ? null : new IdNumber(text);

    private async Task<RegistryView> Show()
    {
        var (companies, persons, cards) = await registry.All();
        return new RegistryView(
            [.. companies.Select(r => new CompanyEntry(r.CreditCode!, r.Name, r.LegalName!, r.IdNo?.Masked))],
            [.. persons.Select(r => new PersonEntry(r.IdNo!.Masked, r.Name))],
            [.. cards.Select(r => new CardEntry(r.Card!.Masked, r.Name, r.IdNo?.Masked, r.Phone?.Masked,
                r.IsCredit ? CardEntry.Credit : CardEntry.Debit, r.CreditLine))]);
    }
}
