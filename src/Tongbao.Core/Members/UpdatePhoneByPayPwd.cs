using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>
/// 修改绑定手机, 密码验证 (通商云 4.1.20): the password allows it, and a code proves the new phone. Who never bound one binds the first.
/// </summary>
public sealed record UpdatePhoneByPayPwd(BizUserId Member, string Name, IdNumber IdNumber, Phone OldPhone, string? JumpUrl, string BackUrl)
    : PasswordCommand
{
    public const string Method = "updatePhoneByPayPwd";

    public Phone? NewPhone { get; init; }

    public override async ValueTask<Result> Run(Book book)
    {
        var (member, refusal) = await PasswordHolder.Find(book, Member, Name, IdNumber, OldPhone);
        if (refusal is not null) return refusal;
        if (!member!.HasPassword) return Errors.PayPasswordNotSet;
        if (await book.IsPasswordLocked(member)) return Errors.PayPasswordLocked;
        if (NewPhone is not { } phone) return new PasswordHolderReply(Member, member.Phone?.Masked, AsksIdentity: false);
        if (!PhoneRules.IsPhone(phone) || phone == PasswordHolder.NeverBound) return Errors.BadParameter.In("Phone");
        if (phone == member.Phone) return Errors.PhoneAlreadyBound;
        if (await PayPassword.Check(book, member, this) is { } notYet) return notYet;
        return await book.SendCodeAsked(Member.Value, phone, Method, SmsMessage.BindLife) is { } notNow ? notNow : Done.It;
    }
}

/// <summary>The second step: the code that was sent to the new phone.</summary>
/// <param name="OldPhone">As the merchant's link has it: should the phone have been changed meanwhile, this does nothing.</param>
public sealed record ConfirmNewPhone(BizUserId Member, string Name, IdNumber IdNumber, Phone OldPhone, string BackUrl, Phone NewPhone,
    Secret Code) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (member, refusal) = await PasswordHolder.Find(book, Member, Name, IdNumber, OldPhone);
        if (refusal is not null) return refusal;
        if (!await book.AcceptCode(Member.Value, UpdatePhoneByPayPwd.Method, NewPhone, Code)) return Errors.WrongCode;
        book.Members.Save(member! with { Phone = NewPhone });
        book.Outbox.Notify($"{UpdatePhoneByPayPwd.Method}:{Member}", BackUrl, UpdatePhoneByPayPwd.Method,
            new PhoneChanged(Member, NewPhone), retries: false);
        return Done.It;
    }
}

/// <summary>绑定手机变更通知 (4.1.20).</summary>
[StoredAs("phone")]
public sealed record PhoneChanged(BizUserId Member, Phone NewPhone) : NoticeFacts;
