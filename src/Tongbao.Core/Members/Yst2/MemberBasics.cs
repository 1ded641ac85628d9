namespace Tongbao.Core.Members.Yst2;

/// <summary>会员状态: how far a member is, out of what it is; whichever wire made it so.</summary>
public enum MemberStatus { Pending, Valid, ReviewFailed, RiskListed, Blacklisted, Closed }

/// <summary>基本信息 of a member, a person's or a company's.</summary>
public sealed record MemberBasics(MemberType MemberType, IReadOnlyList<MemberRole> Role, MemberStatus MemberState, Phone? Phone,
    YesNo MayWithdraw)
{
    public string? Name { get; init; }
    public string? IdType { get; init; }
    public IdNumber? IdNumber { get; init; }
    public DateTimeOffset? RegisterTime { get; init; }
    public YesNo? IsRealName { get; init; }
    public DateTimeOffset? RealNameTime { get; init; }
    public string? CompanyName { get; init; }
    public string? AreaCode { get; init; }
    public string? Address { get; init; }
    public CompanyNature? Nature { get; init; }
    public string? CreditCode { get; init; }
    public DateOnly? LicenceExpires { get; init; }
    public string? LegalName { get; init; }
    public string? LegalIdType { get; init; }
    public IdNumber? LegalIdNumber { get; init; }
    public Phone? LegalPhone { get; init; }
    public DateTimeOffset? AuditedAt { get; init; }
    public Reason? Reason { get; init; }
    public DateOnly? IdBegins { get; init; }
    public DateOnly? IdExpires { get; init; }

    public static MemberBasics Of(Member member, BankCardNo? settlement)
    {
        var mayWithdraw = member.CheckNormal() is null && (settlement is not null || member.Cards.Count > 0 || member.Company is not null);
        var basics = new MemberBasics(member.Type, member.Roles, StatusOf(member), member.Phone, mayWithdraw ? YesNo.Yes : YesNo.No);
        return member.Type == MemberType.Company ? basics.OfCompany(member.Company) : basics.OfPerson(member);
    }

    /// <summary>Who an operator paused is shown as blacklisted: it may do nothing, and is still there.</summary>
    public static MemberStatus StatusOf(Member member) => UserStates.StateOf(member) switch
    {
        UserState.Closed => MemberStatus.Closed,
        UserState.Normal when member.AccountBar is null => MemberStatus.Valid,
        UserState.Normal or UserState.Paused => member.Blacklist == Blacklist.RiskControl ? MemberStatus.RiskListed
            : MemberStatus.Blacklisted,
        _ when member.Company is { Review: ReviewState.Rejected } => MemberStatus.ReviewFailed,
        _ => MemberStatus.Pending,
    };

    private MemberBasics OfPerson(Member member) => this with
    {
        Name = member.RealName, IdType = member.IdNumber is null ? null : PaperTypes.IdCard, IdNumber = member.IdNumber,
        RegisterTime = member.RegisteredAt, IsRealName = member.RealName is null ? YesNo.No : YesNo.Yes, RealNameTime = member.RealNameAt,
    };

    private MemberBasics OfCompany(Company? c) => c is null ? this : this with
    {
        CompanyName = c.CompanyName, AreaCode = c.Details?.AreaCode, Address = c.CompanyAddress, Nature = c.Details?.Nature,
        CreditCode = c.UniCredit, LicenceExpires = c.ExpLicense, LegalName = c.LegalName,
        LegalIdType = c.IdentityType.ToString(System.Globalization.CultureInfo.InvariantCulture), LegalIdNumber = c.LegalIdNumber,
        LegalPhone = c.LegalPhone, AuditedAt = c.CheckedAt, Reason = c.FailReason, IdBegins = c.Details?.LegalIdBegins,
        IdExpires = c.Details?.LegalIdExpires,
    };
}
