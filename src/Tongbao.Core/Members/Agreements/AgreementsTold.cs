using Tongbao.Core.Platform;

namespace Tongbao.Core.Members.Agreements;

/// <summary>签约结果通知: the agreements of one request, as they stand. What the request did not ask for is null.</summary>
[StoredAs("agreements")]
public sealed record AgreementsTold(BizUserId Member, BizOrderNo BizOrderNo, string MemberName) : NoticeFacts
{
    public AgreementState? AcquiringState { get; init; }
    public string? AcquiringNo { get; init; }
    public DateTimeOffset? AcquiringSignedAt { get; init; }
    public AgreementState? CommissionState { get; init; }
    public string? CommissionNo { get; init; }
    public DateTimeOffset? CommissionSignedAt { get; init; }
    public BizUserId? Splitter { get; init; }
    public string? SplitterName { get; init; }
    public AgreementState? SplitState { get; init; }
    public string? SplitNo { get; init; }
    public DateTimeOffset? SplitSignedAt { get; init; }
    public AgreementState? PayeeSignState { get; init; }
    public AgreementState? SplitterSignState { get; init; }
    public AgreementState? LetterState { get; init; }
    public string? LetterNo { get; init; }
    public DateTimeOffset? LetterSignedAt { get; init; }
    public Reason? SignError { get; init; }

    /// <param name="why">Why what fails now fails; null where nothing does.</param>
    public static AgreementsTold Of(Signing signing, IReadOnlyList<Agreement> agreements, Reason? why) =>
        agreements.Aggregate(new AgreementsTold(signing.Member, signing.Request, signing.MemberName) { SignError = why },
            (told, agreement) => told.With(signing, agreement));

    private AgreementsTold With(Signing signing, Agreement agreement)
    {
        // An agreement that is not in force yet has no number to show.
        var no = agreement.SignedAt is null ? null : agreement.No;
        return agreement.Kind switch
        {
            AgreementKind.Acquiring => this with
            {
                AcquiringState = agreement.State, AcquiringNo = no, AcquiringSignedAt = agreement.SignedAt,
            },
            AgreementKind.Commission => this with
            {
                CommissionState = agreement.State, CommissionNo = no, CommissionSignedAt = agreement.SignedAt,
            },
            AgreementKind.Split => this with
            {
                Splitter = signing.Splitter, SplitterName = signing.SplitterName, SplitState = agreement.State, SplitNo = no,
                SplitSignedAt = agreement.SignedAt, PayeeSignState = SideOf(agreement, agreement.PayeeSignedAt),
                SplitterSignState = SideOf(agreement, agreement.SplitterSignedAt),
            },
            _ => this with { LetterState = agreement.State, LetterNo = no, LetterSignedAt = agreement.SignedAt },
        };
    }

    private static AgreementState SideOf(Agreement agreement, DateTimeOffset? signedAt) =>
        signedAt is not null ? AgreementState.Signed
        : agreement.State == AgreementState.Failed ? AgreementState.Failed : AgreementState.Unsigned;
}
