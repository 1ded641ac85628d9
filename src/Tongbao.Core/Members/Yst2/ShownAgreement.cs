using Tongbao.Core.Members.Agreements;

namespace Tongbao.Core.Members.Yst2;

/// <summary>协议 of a payee, the oldest first; those that a renewal replaced stay visible.</summary>
public sealed record ShownAgreement(string SignerName, AgreementKind AgreementType, AgreementState SignState, string AgreementNo,
    DateTimeOffset? SignedAt, string? MaxRate, OtherSigner? Other)
{
    public static async ValueTask<IReadOnlyList<ShownAgreement>> Of(Book book, Member member)
    {
        var shown = new List<ShownAgreement>();
        var all = await book.Agreements.List(Agreement.ByParty, member.Id.Value);
        foreach (var agreement in all.OrderBy(a => a.No, StringComparer.Ordinal))
        {
            var other = agreement.Splitter is { } splitter ? await book.FindMember(splitter) : null;
            shown.Add(new ShownAgreement(NameOf(member), agreement.Kind, agreement.State, agreement.No, agreement.SignedAt,
                agreement.MostBasisPoints is { } most ? new Cents(most).ToString() : null,
                other is null ? null : new OtherSigner(other.Id, NameOf(other),
                    agreement.SplitterSignedAt is null ? AgreementState.Unsigned : AgreementState.Signed)));
        }
        return shown;
    }

    private static string NameOf(Member member) => member.RealName ?? member.Company?.CompanyName ?? "";
}

/// <summary>另一方.</summary>
public sealed record OtherSigner(BizUserId Member, string SignerName, AgreementState SignState);
