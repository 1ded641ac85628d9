using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Members.Accp;

/// <summary>
/// 销户申请 (连连): closes an account for ever, with the payment password and the user's own data, if it is empty and nothing of it is open. Its
/// data can still be queried, and its ID number may open another account.
/// </summary>
public sealed record CancelApply(BizUserId Member, BizOrderNo BizOrderNo, string BackUrl, string Name, IdNumber IdNumber, Phone Phone,
    Secret Password, string? RandomKey) : TypedPasswordCommand(Password, RandomKey)
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notNormal) return notNormal;
        if (Name != (member.RealName ?? member.Company?.CompanyName)) return Errors.NameRefused;
        var number = IdHolders.NumberOf(member);
        if (!string.Equals(IdNumber.Clear, number?.Clear, StringComparison.OrdinalIgnoreCase)) return Errors.IdCardRefused;
        if (Phone != member.Phone) return Errors.OldPhoneWrong;
        if (await book.CheckTyped(member, this) is { } notYet) return notYet;
        if (await IsInUse(book, member)) return Errors.AccountInUse;
        book.Members.Save(member with { ClosedAt = book.Now, Locked = true });
        await book.RemoveHolder(IdNumber, Member);
        return book.Finish(book.NewOperation(BizOrderNo, Member, OperationKind.Closing, BackUrl), AccountNotices.Closed);
    }

    /// <summary>It has money or may still get some, or a change of its bank account is not decided.</summary>
    private async ValueTask<bool> IsInUse(Book book, Member member) =>
        !(await book.Ledger.Account(book.AccountOf(Member))).Total.IsZero || member.AccountChange is not null
            || await book.HasUnderWay(Member);
}
