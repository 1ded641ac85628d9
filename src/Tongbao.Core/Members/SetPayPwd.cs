namespace Tongbao.Core.Members;

/// <summary>
/// 设置支付密码 (通商云 4.1.17). Without a password it says whether one may be set, and sends the code that proves the bound phone (ours:
/// whoever holds the merchant's link is not yet the member).
/// </summary>
public sealed record SetPayPwd(BizUserId Member, Phone Phone, string Name, IdNumber IdNumber, string JumpUrl, string BackUrl)
    : PasswordCommand
{
    public const string Method = "setPayPwd";

    public bool SendsCode { get; init; }
    public Secret? Code { get; init; }

    public override async ValueTask<Result> Run(Book book)
    {
        var (member, refusal) = await PasswordHolder.Find(book, Member, Name, IdNumber, Phone);
        if (refusal is not null) return refusal;
        if (member!.HasPassword) return Errors.PaymentPasswordAlreadySet;
        if (SendsCode && await PasswordHolder.SendCodeTo(book, member, Method) is { } notNow) return notNow;
        if (NewPassword is not { } wanted) return new PasswordHolderReply(Member, member.Phone?.Masked, AsksIdentity: false);
        return PayPassword.HasForm(wanted) ? await PasswordHolder.Choose(book, member, this, Code, Method, BackUrl) : PayPassword.BadForm;
    }
}
