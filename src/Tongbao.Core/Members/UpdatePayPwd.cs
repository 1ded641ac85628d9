namespace Tongbao.Core.Members;

/// <summary>修改支付密码 (通商云 4.1.18): by the one that is set.</summary>
public sealed record UpdatePayPwd(BizUserId Member, string Name, IdNumber IdNumber, string BackUrl, string? JumpUrl) : PasswordCommand
{
    public const string Method = "updatePayPwd";

    public override async ValueTask<Result> Run(Book book)
    {
        var (member, refusal) = await PasswordHolder.Find(book, Member, Name, IdNumber, phone: null);
        if (refusal is not null) return refusal;
        if (!member!.HasPassword) return Errors.PayPasswordNotSet;
        if (await book.IsPasswordLocked(member)) return Errors.PayPasswordLocked;
        if (NewPassword is not { } wanted) return new PasswordHolderReply(Member, null, AsksIdentity: false);
        if (!PayPassword.HasForm(wanted)) return PayPassword.BadForm;
        if (wanted == Password) return Errors.PasswordNotNew;
        if (await PayPassword.Check(book, member, this) is { } notYet) return notYet;
        if (PayPassword.NewHash(book, this) is not { } hash) return Done.It;
        await PayPassword.Set(book, member, hash);
        PasswordHolder.Tell(book, Member, Method, BackUrl);
        return Done.It;
    }
}
