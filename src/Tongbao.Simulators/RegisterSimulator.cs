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

    /// <returns>Whether account, holder and phone are of one another, and whether it is a credit card.</returns>
    public async ValueTask<(bool Ok, bool IsCredit)> IsAccountOf(string cardNo, string name, string? idNo, string? phone, bool isIdCard)
    {
        if (await registry.Card(cardNo) is not { } listed)
            return (IsUsual("account", field => field switch { "card" => cardNo, "name" => name, _ => null }), false);
        return (listed.Differs(name, idNo, phone) is null && (isIdCard || listed.IdNo is null || idNo is null), listed.IsCredit);
    }

    public static bool IsPhoneOfItsOwner(string phone) => IsUsual("phone", field => field == "phone" ? phone : null);

    private static bool IsUsual(string register, Func<string, string?> field) => TestValues.Find($"register.{register}", field) is null;
}
