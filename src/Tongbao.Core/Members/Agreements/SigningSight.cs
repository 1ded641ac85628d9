using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>How a party's page stands.</summary>
public enum SigningStand { Open, Signed, Refused, Expired, AskedAgain, Failed }

/// <summary>签约页面: what a party sees of a request.</summary>
/// <param name="Signer">Whose page it is.</param>
/// <param name="Agreements">Those that this party signs, or signed.</param>
/// <param name="CodeSentTo">Where the code went that can be typed now; null where none was sent.</param>
/// <param name="HasPhone">Whether there is a phone that a code can go to.</param>
public sealed record SigningSight(Signing Request, SigningSide Side, SigningStand Stand, Member Signer,
    IReadOnlyList<AgreementOnPage> Agreements, Phone? CodeSentTo, bool HasPhone)
{
    /// <summary>A letter is signed after the legal person's face check.</summary>
    public bool WaitsForFace => Request is { Kind: SigningKind.Letter, FacePassedAt: null };

    public int FaceTriesLeft => Signing.MostFaceChecks - Request.FaceFailures;

    /// <summary>Null where there is no such page.</summary>
    public static async ValueTask<SigningSight?> Of(Book book, OrderNo no, SigningSide side)
    {
        if (await book.Signings.Find(no.Value) is not { Kind: not SigningKind.PaperLetter } request) return null;
        if (side == SigningSide.Splitter && request.Splitter is null) return null;
        if (await book.FindMember(request.SignerOf(side)) is not { } signer) return null;
        var agreements = request.Kind == SigningKind.View
            ? (await book.AgreementsOf(signer.Id)).Where(a => a.State is AgreementState.Signed or AgreementState.Superseded).ToList()
            : (await book.AgreementsOf(request)).Where(a => Signing.Signs(side, a)).ToList();
        var shown = new List<AgreementOnPage>();
        foreach (var agreement in agreements) shown.Add(new AgreementOnPage(agreement, await OtherOf(book, agreement, signer.Id)));
        var (code, phone) = (await book.Sms.Find(SigningStep.CodeId(request, side)), SigningStep.PhoneOf(request, signer));
        return new SigningSight(request, side, StandOf(request, side, agreements, book.Now >= request.ExpiresAt), signer, shown,
            code is not null && code.ExpiresAt > book.Now && code.Phone == phone ? phone : null, phone is not null);
    }

    private static SigningStand StandOf(Signing request, SigningSide side, IReadOnlyList<Agreement> agreements, bool isOver)
    {
        if (request.Kind == SigningKind.View || agreements.Any(a => a.IsOpen && Signing.SignedAt(side, a) is null))
            return isOver ? SigningStand.Expired : SigningStand.Open;
        if (agreements.Any(a => a.State != AgreementState.Failed)) return SigningStand.Signed;
        var why = agreements.Select(a => a.FailReason).FirstOrDefault(r => r != Reasons.SigningAskedAgain);
        return why is null ? SigningStand.AskedAgain
            : why == Reasons.SigningRefused ? SigningStand.Refused
            : why == Reasons.SigningExpired ? SigningStand.Expired : SigningStand.Failed;
    }

    private static async ValueTask<string?> OtherOf(Book book, Agreement agreement, BizUserId signer)
    {
        if (agreement.Splitter is not { } splitter) return null;
        return (await book.FindMember(signer == splitter ? agreement.Payee : splitter))?.RegisteredName;
    }
}

/// <summary>An agreement on a page, with the name of the other member that signs it.</summary>
public sealed record AgreementOnPage(Agreement Agreement, string? OtherName);
