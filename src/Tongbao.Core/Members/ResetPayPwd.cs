namespace Tongbao.Core.Members;

/// <summary>
/// 重置支付密码 (通商云 4.1.19), for who forgot it. The code of the bound phone proves the member; who has none types the ID number, and
/// errors in it count as errors of the password. A password that three errors locked stays locked until midnight all the same.
/// </summary>
public sealed record ResetPayPwd(BizUserId Member, Phone Phone, string Name, IdNumber IdNumber, string BackUrl, string? JumpUrl)
    : PasswordCommand
{
    public const string Method = "resetPayPwd";

    public bool SendsCode { get; init; }
    public Secret? Code { get; init; }
    public IdNumber? TypedIdNumber { get; init; }

    public override async ValueTask<Result> Run(Book book)
    {
        var (member, refusal) = await PasswordHolder.Find(book, Member, Name, IdNumber, Phone);
        if (refusal is not null) return refusal;
        if (!member!.HasPassword) return Errors.PayPasswordNotSet;
        if (SendsCode && await PasswordHolder.SendCodeTo(book, member, Method) is { } notNow) return notNow;
        if (NewPassword is not { } wanted) return new PasswordHolderReply(Member, member.Phone?.Masked, AsksIdentity: member.Phone is null);
        if (!PayPassword.HasForm(wanted)) return PayPassword.BadForm;
        if (member.Phone is null && await CheckIdentity(book, member) is { } notTheirs) return notTheirs;
        return await PasswordHolder.Choose(book, member, this, Code, Method, BackUrl);
    }

    private async ValueTask<Error?> CheckIdentity(Book book, Member member)
    {
        if (await book.FindCredential(member) is not { } credential) return Errors.PayPasswordNotSet;
        if (credential.IsLocked(book.Now)) return Errors.PayPasswordLocked;
        if (TypedIdNumber == member.IdNumber) return null;
        PayPassword.CountError(book, member, credential, Rule);
        return Errors.IdCardRefused;
    }
}
