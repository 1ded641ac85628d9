using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>签约方式. The numbers are those that stand in the store.</summary>
public enum SigningKind
{
    /// <summary>Agreements of a payee, one of them perhaps with a splitter.</summary>
    Agreements = 1,

    /// <summary>授权委托书, after the legal person's face check.</summary>
    Letter = 2,

    /// <summary>授权委托书 on paper, which an operator looks at.</summary>
    PaperLetter = 3,

    /// <summary>协议查看: a page that shows what a member signed.</summary>
    View = 4,
}

/// <summary>签约方: whose page of a request it is.</summary>
public enum SigningSide { Payee, Splitter }

/// <summary>被授权人: who acts for an enterprise, by the phone that is to be bound.</summary>
public sealed record AuthorisedPerson(string Name, IdNumber IdNumber, string IdType, Phone Phone);

/// <summary>
/// 签约申请: a request to sign agreements, and the pages that it gave links to. What became of each agreement stands in the agreement itself.
/// </summary>
/// <param name="No">Ours; its links name it.</param>
/// <param name="Request">The merchant's.</param>
/// <param name="MemberName">As the request said it.</param>
/// <param name="ExpiresAt">Until when its links can be used; null of one without links.</param>
public sealed record Signing(OrderNo No, BizOrderNo Request, SigningKind Kind, BizUserId Member, string MemberName,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>How long links live. A letter waits for the legal person's face, and so for no longer than a day.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7), LetterLife = TimeSpan.FromHours(24);

    public const int MostFaceChecks = 3;

    public static readonly RowKind<Signing> Rows = new("signings", s => s.No.Value);

    /// <summary>The paper that was handed in.</summary>
    public static readonly BlobNames<Signing> Blobs = new(Rows, s => new[] { s.Paper }.OfType<BlobKey>());

    public BizUserId? Splitter { get; init; }
    public string? SplitterName { get; init; }

    /// <summary>Where the browser goes when the signer is done.</summary>
    public string? FrontUrl { get; init; }

    /// <summary>Who is to act for the enterprise by a letter of authority.</summary>
    public AuthorisedPerson? Authorised { get; init; }
    public int FaceFailures { get; init; }
    public DateTimeOffset? FacePassedAt { get; init; }
    public BlobKey? Paper { get; init; }

    /// <summary>The signer of a page.</summary>
    public BizUserId SignerOf(SigningSide side) => side == SigningSide.Payee ? Member : Splitter ?? Member;

    /// <summary>Which party of the request a member is.</summary>
    public SigningSide SideOf(BizUserId member) => member == Splitter ? SigningSide.Splitter : SigningSide.Payee;

    /// <summary>Whether this side of the request signs the agreement.</summary>
    public static bool Signs(SigningSide side, Agreement agreement) => side == SigningSide.Payee || agreement.Kind == AgreementKind.Split;

    public static DateTimeOffset? SignedAt(SigningSide side, Agreement agreement) =>
        side == SigningSide.Payee ? agreement.PayeeSignedAt : agreement.SplitterSignedAt;
}
