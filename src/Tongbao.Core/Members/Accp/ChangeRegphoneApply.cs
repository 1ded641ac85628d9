using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>修改绑定手机申请 (连连 账户 3.8.1): password and old phone allow it; a code goes to the new one.</summary>
public sealed record ChangeRegphoneApply(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, Phone Phone, Phone NewPhone,
    Secret Password, string? RandomKey) : TypedPasswordCommand(Password, RandomKey)
{
    public const string Purpose = "changePhone";

    public override async ValueTask<Result> Run(Book book)
    {
        if (!PhoneRules.IsPhone(NewPhone)) return Errors.BadParameter.In(nameof(NewPhone));
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (member.Phone != Phone) return Errors.OldPhoneWrong;
        if (NewPhone == Phone) return Errors.PhoneAlreadyBound;
        if (await book.CheckTyped(member, this) is { } notYet) return notYet;
        return book.Apply(book.NewOperation(BizOrderNo, Member, OperationKind.PhoneChange, BackUrl) with { NewPhone = NewPhone }, NewPhone,
            Purpose);
    }
}
