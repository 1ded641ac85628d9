namespace Tongbao.Core.Members;

/// <summary>获取会员信息 (通商云 4.1.8): a person's or a company's; a locked one too, since its state must be visible.</summary>
public sealed record GetMemberInfo(BizUserId Member) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        var bank = await book.SubAccounts.Find(SubAccount.KeyOf(book.App.CustodySet, Member));
        return new MemberReply(member.Id, member.Type, member.Type == MemberType.Person ? PersonInfo.Of(member, bank) : null,
            member.Type == MemberType.Company ? CompanyInfo.Of(member, bank) : null);
    }
}

public sealed record MemberReply(BizUserId Member, MemberType MemberType, PersonInfo? MemberInfo, CompanyInfo? CompanyInfo) : Reply;

/// <summary>个人基本信息 (5.6).</summary>
public sealed record PersonInfo(string? Name, MemberState UserState, string UserId, Phone? Phone, IdNumber? IdNumber, bool IsPhoneChecked,
    DateTimeOffset RegisterTime, bool IsIdentityChecked, DateTimeOffset? RealNameTime, long Source, bool IsSetPayPwd, bool IsSignContract,
        long? AcctOrgType, string? SubAcctNo)
{
    public static PersonInfo Of(Member m, SubAccount? bank) =>
        new(m.RealName, m.Locked ? MemberState.Locked : MemberState.Valid, m.UserId, m.Phone, m.IdNumber, m.Phone is not null,
        m.RegisteredAt, m.RealName is not null, m.RealNameAt, m.Source, m.HasPassword, m.ContractNo is not null,
        bank?.AcctOrgType, bank?.SubAcctNo);
}

/// <summary>企业基本信息 (5.5); before setCompanyInfo only its phone and agreement are known.</summary>
public sealed record CompanyInfo(string? CompanyName, string? CompanyAddress, long? AuthType, string? BusinessLicense,
    string? OrganizationCode,
    string? UniCredit, string? TaxRegister, DateOnly? ExpLicense, string? Telephone, Phone? Phone, string? LegalName, long? IdentityType,
    IdNumber? LegalIdNumber, Phone? LegalPhone, BankCardNo? AccountNo, string? ParentBankName, string? BankCityNo, string? BankName,
    string? UnionBank, string? Province, string? City, bool IsSignContract, ReviewState? Status, DateTimeOffset? CheckTime, string? Remark,
        Reason? FailReason,
    long? AcctOrgType, string? SubAcctNo)
{
    public static CompanyInfo Of(Member m, SubAccount? bank)
    {
        var c = m.Company;
        return new CompanyInfo(c?.CompanyName, c?.CompanyAddress, c is null ? null : c.AuthType
            ?? 1, c?.BusinessLicense, c?.OrganizationCode,
            c?.UniCredit, c?.TaxRegister, c?.ExpLicense, c?.Telephone, m.Phone, c?.LegalName, c?.IdentityType, c?.LegalIdNumber,
                c?.LegalPhone,
            c?.AccountNo, c?.ParentBankName, c?.BankCityNo, c?.BankName, c?.UnionBank, c?.Province, c?.City, m.ContractNo is not null,
            c?.Review, c?.CheckedAt, c?.Remark, c?.FailReason, bank?.AcctOrgType, bank?.SubAcctNo);
    }
}
