using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>A member and a phone, as several answers print them.</summary>
public sealed record MemberPhone(BizUserId Member, Phone Phone) : Reply
{
    public string Result => "OK";
}

/// <summary>发送短信验证码 (通商云 4.1.2): before a phone is bound (9) or unbound (6).</summary>
public sealed record SendVerificationCode(BizUserId Member, Phone Phone, long VerificationCodeType) : Command
{
    public const long Bind = 9, Unbind = 6;

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (!PhoneRules.IsPhone(Phone)) return Errors.BadParameter.In(nameof(Phone));
        if (VerificationCodeType == Bind && member.Phone is not null) return Errors.PhoneAlreadyBound;
        if (VerificationCodeType == Unbind && member.Phone is null) return Errors.PhoneNotBound;
        if (VerificationCodeType == Unbind && member.Phone != Phone) return Errors.PhoneNotBound;
        book.SendCode(Member.Value, Phone, PhoneRules.PurposeOf(VerificationCodeType), SmsMessage.BindLife);
        return new MemberPhone(Member, Phone);
    }
}

/// <summary>绑定手机 (通商云 4.1.3): a company only after its review.</summary>
public sealed record BindPhone(BizUserId Member, Phone Phone, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Phone is not null) return Errors.PhoneAlreadyBound;
        if (member.Type == MemberType.Company && member.CheckVerified() is { } notVerified) return notVerified;
        if (!await book.AcceptCode(Member.Value, PhoneRules.PurposeOf(SendVerificationCode.Bind), Phone, VerificationCode))
            return Errors.WrongCode;
        book.Members.Save(member with { Phone = Phone });
        return new MemberPhone(Member, Phone);
    }
}

/// <summary>解绑手机, 验证原手机 (通商云 4.1.24).</summary>
public sealed record UnbindPhone(BizUserId Member, Phone Phone, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (member.Phone is null || member.Phone != Phone) return Errors.PhoneNotBound;
        if (!await book.AcceptCode(Member.Value, PhoneRules.PurposeOf(SendVerificationCode.Unbind), Phone, VerificationCode))
            return Errors.WrongCode;
        book.Members.Save(member with { Phone = null });
        return new MemberPhone(Member, Phone);
    }
}

internal static class PhoneRules
{
    public static bool IsPhone(Phone phone) => phone.Clear.Length == 11 && phone.Clear.All(char.IsAsciiDigit);

    public static string PurposeOf(long type) => type == SendVerificationCode.Bind ? "bindPhone" : "unbindPhone";
}
