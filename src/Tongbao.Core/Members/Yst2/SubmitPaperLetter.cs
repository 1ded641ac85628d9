using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Yst2;

/// <summary>授权委托协议信息 (云商通二代 1051).</summary>
/// <param name="LetterFile">The number of the uploaded file.</param>
public sealed record Letter(Phone Phone, string Name, IdNumber IdNumber, string IdType, string LetterFile);

/// <summary>协议信息 (云商通二代 1051): the files of the other product are no part of this one.</summary>
public sealed record PaperAgreements(Letter? Letter);

/// <summary>
/// 线下协议文件上传 (云商通二代 1051): a letter of authority that was signed on paper. An operator looks at it; then the phone of whom it
/// authorises is bound.
/// </summary>
public sealed record SubmitPaperLetter(BizOrderNo BizOrderNo, BizUserId Member, string MemberName, string AgreementType,
    PaperAgreements Papers, string BackUrl) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (twin, taken) = await book.TwinOf(BizOrderNo);
        if (taken is not null) return taken;
        if (twin is not null) return ReplyOf(twin);
        if (AgreementType != SignAgreements.OfThePlatform) return Errors.AgreementTypeUnfit;
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.CheckNormal() is { } notValid) return notValid;
        if (member.RegisteredName != MemberName) return Errors.NameNotRegistered.In(nameof(MemberName));
        var letter = Papers.Letter;
        var authorised = letter is null ? null : new AuthorisedPerson(letter.Name, letter.IdNumber, letter.IdType, letter.Phone);
        if (LetterOfAuthority.Check(member, authorised) is { } unfit) return unfit;
        var (paper, noFile) = await book.NameFile(letter!.LetterFile, nameof(letter.LetterFile));
        if (noFile is not null) return noFile;
        var operation = book.BeginOperation(BizOrderNo, Member, OperationKind.Letter, BackUrl);
        await book.Begin(new Signing(operation.OrderNo, BizOrderNo, SigningKind.PaperLetter, Member, MemberName)
        {
            Authorised = authorised, Paper = paper,
        }, [(AgreementKind.Letter, null)]);
        return ReplyOf(operation);
    }

    private static LetterSubmitted ReplyOf(AccountOperation operation) =>
        new(WireNumbers.Of(operation.OrderNo.Value, WireNumbers.PaperAgreement), operation.Member);
}

/// <summary>It waits for its review.</summary>
public sealed record LetterSubmitted(string WireNo, BizUserId Member) : Reply, IStagedReply
{
    public ReplyStage Stage => ReplyStage.Accepted;
}
