namespace Tongbao.Simulators;

/// <summary>
/// 沙箱登记: the companies, persons and cards that the host has listed. What is listed must agree in every element that a check names. What
/// is not listed passes, but for the test values.
/// </summary>
public interface IRegistry
{
    ValueTask<ListedCompany?> Company(string creditCode);
    ValueTask<ListedPerson?> Person(string idNo);
    ValueTask<ListedCard?> Card(string cardNo);

    /// <summary>The cards whose bank knows this phone.</summary>
    ValueTask<IReadOnlyList<ListedCard>> CardsWithPhone(string phone);
}

public sealed record ListedCompany(string CreditCode, string Name, string LegalName, string? LegalIdNo)
{
    /// <summary>Must not reveal anything, because it may be logged.</summary>
    public override string ToString() => "企业";
}

public sealed record ListedPerson(string IdNo, string Name)
{
    /// <summary>Must not reveal anything, because it may be logged.</summary>
    public override string ToString() => "个人";
}

/// <param name="CreditLine">额度 of a credit card, fen.</param>
public sealed record ListedCard(string CardNo, string Name, string? IdNo, string? Phone, bool IsCredit, long? CreditLine)
{
    /// <summary>
    /// What does not agree: name, id or phone; null if everything does. What is not given, or not listed, is not compared.
    /// </summary>
    public string? Differs(string? name, string? idNo, string? phone)
    {
        if (!Agree(Name, name)) return "name";
        if (!Agree(IdNo, idNo)) return "id";
        return Agree(Phone, phone) ? null : "phone";
    }

    /// <summary>Must not reveal anything, because it may be logged.</summary>
    public override string ToString() => "银行卡";

    internal static bool Agree(string? listed, string? given) =>
        string.IsNullOrEmpty(listed) || string.IsNullOrEmpty(given)
        || string.Equals(listed, given.Trim(), StringComparison.OrdinalIgnoreCase);
}
