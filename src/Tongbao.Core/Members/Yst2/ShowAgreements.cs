using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Core.Members.Yst2;

/// <summary>签约协议查看H5 (云商通二代 1053): the address of a page that shows what a member signed.</summary>
public sealed record ShowAgreements(BizOrderNo BizOrderNo, BizUserId Member, string MemberName, string AgreementType, string? FrontUrl)
    : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (twin is not null) return ReplyOf(book, twin.OrderNo);
        if (AgreementType != SignAgreements.OfThePlatform) return Errors.AgreementTypeUnfit;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notValid) return notValid;
        if (member.RegisteredName != MemberName) return Errors.NameNotRegistered.In(nameof(MemberName));
        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.AgreementView);
        book.Signings.Save(new Signing(operation.OrderNo, BizOrderNo, SigningKind.View, Member, MemberName, book.Now + Signing.Life)
        {
            FrontUrl = FrontUrl,
        });
        book.SaveDone(operation);
        return ReplyOf(book, operation.OrderNo);
    }

    private static SigningAsked ReplyOf(Book book, OrderNo no) =>
        new(WireNumbers.Of(no.Value, WireNumbers.AgreementView), book.LinkOf(no, SigningSide.Payee), null);
}
