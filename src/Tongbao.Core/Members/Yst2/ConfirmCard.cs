using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>个人会员实名及绑卡（确认） (云商通二代 7.1): the code that went to the reserved phone binds the card.</summary>
public sealed record ConfirmCard(BizUserId Member, BizOrderNo BizOrderNo, string ApplyNo, Phone CardPhone, Secret VerificationCode)
    : Command
{
    public const string Purpose = "bindCard";

    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is not null) return MemberReply.Of(before, MemberRequests.ConfirmedCard);
        var (member, notOpen) = await book.OpenMember(Member);
        if (notOpen is not null) return notOpen;
        if (await book.FindApplied(ApplyNo, Member, MemberRequests.RealName) is not { Binding: { } binding } applied)
            return Errors.ApplicationUnknown;
        var about = Token.AboutOf(Member, applied.BizNo.Value);
        if (await book.JudgeCode(about, Purpose, CardPhone, VerificationCode) is { } wrong) return wrong;
        if (member!.FindCard(binding.Card) is not null) return Errors.CardAlreadyBound;
        await book.UseCode(about, Purpose);
        var bound = CardChecked.Bind(book, member, binding) with { Binding = member.Binding };
        book.Members.Save(bound);
        book.SaveDone(applied);
        return MemberReply.Of(book.KeepDone(BizOrderNo, Member, OperationKind.CardBinding, bound.FindCard(binding.Card)!.AgreementNo),
            MemberRequests.ConfirmedCard);
    }
}
