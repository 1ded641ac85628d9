using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>手机验证: an application that the code to a phone completes, within ten minutes and five tries.</summary>
internal static class PhoneCodes
{
    public static async ValueTask<Result> Apply(Book book, BizUserId member, BizOrderNo no, Phone phone, OperationKind kind)
    {
        if (await book.SendCodeAlone(Token.AboutOf(member, no.Value), phone, PurposeOf(kind), SmsMessage.BindLife) is { } notNow)
            return notNow;
        var operation = book.NewOperation(no, member, kind, null) with { NewPhone = phone };
        book.Operations.Save(operation);
        return MemberReply.Of(operation, kind == OperationKind.PhoneBinding ? MemberRequests.Phone : MemberRequests.PhoneReleased);
    }

    public static string PurposeOf(OperationKind kind) => kind == OperationKind.PhoneBinding ? "bindPhone" : "unbindPhone";
}

/// <summary>确认绑定/解绑手机号 (云商通二代 7.5.3): which of both, the application says.</summary>
public sealed record ConfirmPhone(BizUserId Member, BizOrderNo BizOrderNo, string ApplyNo, Phone Phone, Secret VerificationCode) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (before, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (before is not null) return Reply(before);
        var (member, notOpen) = await book.OpenMember(Member);
        if (notOpen is not null) return notOpen;
        if (await book.FindApplied(ApplyNo, Member, MemberRequests.Phone, MemberRequests.PhoneReleased) is not { } applied)
            return Errors.ApplicationUnknown;
        // That of an authorised person is bound by its letter.
        if (applied.NewPhone is not { } phone) return Errors.LetterNotSigned;
        var binds = applied.Kind == OperationKind.PhoneBinding;
        if (binds && member!.Phone is not null) return Errors.PhoneAlreadyBound;
        if (!binds && member!.Phone != phone) return Errors.PhoneNotBound;
        var (about, purpose) = (Token.AboutOf(Member, applied.BizNo.Value), PhoneCodes.PurposeOf(applied.Kind));
        if (await book.JudgeCode(about, purpose, Phone, VerificationCode) is { } wrong) return wrong;
        await book.UseCode(about, purpose);
        book.Members.Save(member! with { Phone = binds ? phone : null });
        book.SaveDone(applied);
        return Reply(book.KeepDone(BizOrderNo, Member, applied.Kind));
    }

    private MemberReply Reply(AccountOperation done) => MemberReply.Of(done, MemberRequests.ConfirmedPhone) with { Phone = Phone };
}
