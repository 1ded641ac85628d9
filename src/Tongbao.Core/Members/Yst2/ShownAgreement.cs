using Tongbao.Core.Members.Agreements;

namespace Tongbao.Core.Members.Yst2;

/// <summary>协议 of a payee or a splitter, the oldest first; those that a renewal replaced stay visible.</summary>
public sealed record ShownAgreement(string SignerName, AgreementKind AgreementType, AgreementState SignState, string AgreementNo,
    DateTimeOffset? SignedAt, string? MaxRate, OtherSigner? Other)
{
    public static async ValueTask<IReadOnlyList<ShownAgreement>> Of(Book book, Member member)
    {
        var shown = new List<ShownAgreement>();
        foreach (var agreement in await book.AgreementsOf(member.Id))
        {
            shown.Add(new ShownAgreement(member.RegisteredName, agreement.Kind, agreement.State, agreement.No, agreement.SignedAt,
                agreement.MostBasisPoints is { } most ? new Cents(most).ToString() : null, await OtherOf(book, agreement, member.Id)));
        }
        return shown;
    }

    private static async ValueTask<OtherSigner?> OtherOf(Book book, Agreement agreement, BizUserId member)
    {
        if (agreement.Splitter is not { } splitter) return null;
        var (id, signedAt) = member == splitter ? (agreement.Payee, agreement.PayeeSignedAt) : (splitter, agreement.SplitterSignedAt);
        return new OtherSigner(id, (await book.FindMember(id))?.RegisteredName ?? "",
            signedAt is null ? AgreementState.Unsigned : AgreementState.Signed);
    }
}

/// <summary>另一方.</summary>
public sealed record OtherSigner(BizUserId Member, string SignerName, AgreementState SignState);
