namespace Tongbao.Core.Members.Yst2;

/// <summary>企业基本信息 of an opening, as it was sent.</summary>
/// <param name="LegalPortrait">法人证件人像面, a file that was sent ahead; so are the next two.</param>
public sealed record CompanyForm(string CompanyName, CompanyNature? Nature, string AreaCode, string Address, string CreditCode,
    DateOnly? LicenceExpires, string LegalName, string LegalIdType, IdNumber LegalIdNumber, DateOnly? LegalIdBegins,
    DateOnly? LegalIdExpires, Phone LegalPhone, string? LegalPortrait, string? LegalEmblem, string? Licence)
{
    /// <summary>Can a register of persons confirm the legal person?</summary>
    public bool HasIdCard => LegalIdType == PaperTypes.IdCard;
}

/// <summary>银行账户信息 of an opening, as it was sent.</summary>
/// <param name="AccountAttribute">对公 where it was not sent.</param>
public sealed record CompanyAccountForm(string? AccountAttribute, BankCardNo Card, Phone? CardPhone, string? BankCode, string? BranchName,
    string? UnionBank, string Province, string City)
{
    private const string Personal = "0";

    public bool IsPersonal => AccountAttribute == Personal;

    public Error? Check()
    {
        if (IsPersonal && CardPhone is null) return Errors.ParameterMissing.In(nameof(CardPhone));
        return !IsPersonal && BankCode is null ? Errors.ParameterMissing.In(nameof(BankCode)) : null;
    }
}
