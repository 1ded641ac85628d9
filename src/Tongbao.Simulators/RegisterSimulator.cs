namespace Tongbao.Simulators;

/// <summary>
/// 核验: answers checks of companies, persons, accounts and phones one by one. A listed one must agree in what the check names; of the others
/// those are refused that the test values of `register` name.
/// </summary>
public sealed class RegisterSimulator(IRegistry registry)
{
    public async ValueTask<bool> IsCompany(string creditCode, string name, string legalName) =>
        await registry.Company(creditCode) is { } listed
            ? ListedCard.Agree(listed.Name, name) && ListedCard.Agree(listed.LegalName, legalName)
            : IsUsual("company", field => field switch { "companyName" => name, "legalName" => legalName, _ => null });

    /// <param name="creditCode">The enterprise whose legal person it should be; null of a person.</param>
    public async ValueTask<bool> IsPerson(string name, string idNo, bool isIdCard, string? creditCode)
    {
        if (creditCode is not null && await registry.Company(creditCode) is { LegalIdNo: { } legalIdNo }
            && !ListedCard.Agree(legalIdNo, idNo)) return false;
        return await registry.Person(idNo) is { } listed ? isIdCard && ListedCard.Agree(listed.Name, name)
            : IsUsual("person", field => field switch { "name" => name, "id" => idNo, _ => null });
    }

    public async ValueTask<AccountFound> FindAccount(string cardNo, string name, string? idNo, string? phone, bool isIdCard)
    {
        if (await registry.Card(cardNo) is not { } listed)
            return new(IsUsual("account", field => field switch { "card" => cardNo, "name" => name, _ => null }), false, false);
        var differs = listed.Differs(name, idNo, phone);
        return new(differs is null && (isIdCard || listed.IdNo is null || idNo is null), listed.IsCredit, differs is "name" or "id");
    }

    /// <summary>A phone that a listed card reserves is that of the card's holder.</summary>
    public async ValueTask<bool> IsPhoneOf(string phone, string name, string idNo)
    {
        if (await registry.CardsWithPhone(phone) is { Count: > 0 } listed)
            return listed.Any(card => card.Differs(name, idNo, null) is null);
        return IsUsual("phone", field => field == "phone" ? phone : null);
    }

    private static bool IsUsual(string register, Func<string, string?> field) => TestValues.Find($"register.{register}", field) is null;
}

/// <param name="Ok">Whether account, holder and phone are of one another.</param>
/// <param name="IsOfAnother">The holder is somebody else.</param>
public sealed record AccountFound(bool Ok, bool IsCredit, bool IsOfAnother);
