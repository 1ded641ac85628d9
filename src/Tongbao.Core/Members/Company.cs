namespace Tongbao.Core.Members;

/// <summary>企业信息审核状态 (6.8). The numbers are those that stand in the store.</summary>
public enum ReviewState { Waiting = 1, Approved = 2, Rejected = 3 }

/// <summary>企业基本信息 (5.4), and how its review stands.</summary>
public sealed record Company(string CompanyName, string? CompanyAddress, long? AuthType, string? UniCredit, string? BusinessLicense,
    string? OrganizationCode, string? TaxRegister, DateOnly? ExpLicense, string? Telephone, string LegalName, long IdentityType,
    IdNumber LegalIdNumber, Phone LegalPhone, BankCardNo AccountNo, string ParentBankName, string? BankCityNo, string BankName,
    string UnionBank, string? Province, string? City)
{
    public ReviewState Review { get; init; } = ReviewState.Waiting;
    public DateTimeOffset? CheckedAt { get; init; }
    public Reason? FailReason { get; init; }
    public string? Remark { get; init; }
    public string? BackUrl { get; init; }

    /// <summary>银行编码 of the bank of its corporate account; null if the request gave only the bank's name.</summary>
    public string? BankCode { get; init; }

    /// <summary>绑卡协议号 of its corporate account; null where nobody gave one.</summary>
    public string? AgreementNo { get; init; }

    /// <summary>The wire that its review is told on; null as of orders.</summary>
    public string? Wire { get; init; }

    /// <summary>Null of a company of which no wire has told these things.</summary>
    public CompanyDetails? Details { get; init; }

    /// <summary>资料审核; null where none was needed.</summary>
    public PapersReview? Papers { get; init; }
}

/// <summary>企业性质. The numbers are those that stand in the store.</summary>
public enum CompanyNature
{
    /// <summary>企业.</summary>
    Enterprise = 1,

    /// <summary>个体工商户.</summary>
    SoleTrader = 2,

    /// <summary>事业单位.</summary>
    Institution = 3,
}

/// <summary>What only some wires tell of a company.</summary>
public sealed record CompanyDetails(CompanyNature Nature)
{
    /// <summary>省市地区码.</summary>
    public string? AreaCode { get; init; }
    public DateOnly? LegalIdBegins { get; init; }
    public DateOnly? LegalIdExpires { get; init; }

    /// <summary>对私: its account is one of the legal person's own.</summary>
    public bool AccountIsPersonal { get; init; }

    /// <summary>银行预留手机号 of a personal account.</summary>
    public Phone? AccountPhone { get; init; }
}
