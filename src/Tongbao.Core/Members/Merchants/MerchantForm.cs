namespace Tongbao.Core.Members.Merchants;

/// <summary>商户性质. The numbers are those that stand in the store.</summary>
public enum MerchantNature { Enterprise = 1, Institution = 2, SoleTrader = 3, Person = 4 }

/// <summary>商户基本信息 of an application: what the checks and the opening need. The rest of it stays in the request as it was kept.</summary>
/// <param name="CompanyName">营业执照名称; null of a person.</param>
/// <param name="LegalIdType">证件类型, by its value on the wire.</param>
/// <param name="PersonPhone">个人手机.</param>
public sealed record MerchantBasics(string Name, string ShortName, MerchantNature Nature, string? CompanyName, string? CreditCode,
    DateOnly? LicenceExpires, string LegalName, string LegalIdType, IdNumber LegalIdNumber, DateOnly? LegalIdBegins,
    DateOnly LegalIdExpires, string Address, string? ContactPhone, string? AreaCode, Phone? PersonPhone, string? ClearTimeRule)
{
    public bool IsPerson => Nature == MerchantNature.Person;

    /// <summary>个体工商户、个人: their settlement account may be a card of their own.</summary>
    public bool MayHavePersonalCard => Nature is MerchantNature.SoleTrader or MerchantNature.Person;
}

/// <summary>结算账户 of an application.</summary>
/// <param name="CardPhone">银行预留手机号.</param>
public sealed record SettlementAccount(AccountAttribute AccountAttribute, BankCardNo Card, Phone? CardPhone, string? BankCode,
    string? BranchName, string? UnionBank, string Province, string City)
{
    public bool IsPersonal => AccountAttribute == AccountAttribute.Personal;
}

/// <summary>账户属性. The numbers are those that stand in the store.</summary>
public enum AccountAttribute { Personal = 0, Corporate = 1 }

/// <summary>商户附件: the files that a request names.</summary>
public sealed record MerchantPhotos(string? Licence, string? LegalPortrait, string? LegalEmblem, string? AccountPhoto, string? StoreFront,
    string? Interior, string? Portrait)
{
    public static readonly MerchantPhotos None = new(null, null, null, null, null, null, null);

    /// <summary>Those that are there, by the properties that name them.</summary>
    public IEnumerable<(string Property, string FileId)> Named => new[]
    {
        (nameof(Licence), Licence), (nameof(LegalPortrait), LegalPortrait), (nameof(LegalEmblem), LegalEmblem),
        (nameof(AccountPhoto), AccountPhoto), (nameof(StoreFront), StoreFront), (nameof(Interior), Interior), (nameof(Portrait), Portrait),
    }.Where(photo => photo.Item2 is not null)!;
}
