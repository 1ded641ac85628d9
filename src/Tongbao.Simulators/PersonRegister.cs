namespace Tongbao.Simulators;

/// <summary>人口库: every plausible person exists, except those listed under another name and the test values reserved for refusals.</summary>
public sealed class PersonRegister(IRegistry registry)
{
    public async ValueTask<bool> Exists(string name, string idNumber)
    {
        if (string.IsNullOrWhiteSpace(name) || !IsPlausible(idNumber)) return false;
        if (await registry.Person(idNumber) is { } listed) return ListedCard.Agree(listed.Name, name);
        return TestCards.IsHolder(name, idNumber)
            || TestValues.Find("person", field => field switch { "name" => name.Trim(), "id" => idNumber, _ => null }) is null;
    }

    /// <summary>
    /// 15 digits, or 17 to 18, of which the last may be X. The check digit is not verified, because the document's own test IDs would fail.
    /// </summary>
    private static bool IsPlausible(string id) =>
        id.Length is 15 or 17 or 18 && id[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(id[^1]) || id[^1] is 'X' or 'x');
}
