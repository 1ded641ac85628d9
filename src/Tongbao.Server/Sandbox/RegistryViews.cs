using System.ComponentModel.DataAnnotations;

namespace Tongbao.Server.Sandbox;

/// <summary>沙箱登记, as it is set and as it is shown, with its numbers masked.</summary>
public sealed record RegistryView(IReadOnlyList<CompanyEntry>? Companies = null, IReadOnlyList<PersonEntry>? Persons = null,
    IReadOnlyList<CardEntry>? Cards = null);

public sealed record CompanyEntry(string CreditCode, string Name, string LegalName, string? LegalIdNo = null);

public sealed record PersonEntry(string IdNo, string Name);

public sealed record CardEntry(string CardNo, string Name, string? IdNo = null, string? Phone = null,
    [property: AllowedValues("debit", "credit")] string Type = CardEntry.Debit, long? CreditLine = null)
{
    public const string Debit = "debit", Credit = "credit";
}
