namespace Tongbao.Core.Members.Agreements;

/// <summary>协议种类. The numbers are those that stand in the store.</summary>
public enum AgreementKind
{
    /// <summary>收单协议: before the payee collects.</summary>
    Acquiring = 1,

    /// <summary>平台抽佣协议: before the platform takes a commission.</summary>
    Commission = 2,

    /// <summary>分账协议: between a payee and a splitter, before the splitter gets a part of the payee's orders.</summary>
    Split = 3,

    /// <summary>授权委托书: somebody else than the legal person acts for an enterprise.</summary>
    Letter = 4,
}

/// <summary>签约状态. The numbers are those that stand in the store.</summary>
public enum AgreementState { Unsigned = 0, Signed = 1, Failed = 2, Signing = 3, Superseded = 4 }

/// <summary>
/// 协议: what a payee agreed to, and with whom. It takes force when all its parties have signed; a renewal takes its place in the same
/// instant.
/// </summary>
public sealed record Agreement
{
    public const string InForce = "in_force", ByParty = "party", BySplitter = "splitter", ByRequest = "request";

    public static readonly RowKind<Agreement> Rows = new("agreements", a => a.No,
        new RowIndex<Agreement>(InForce, a => a.State == AgreementState.Signed ? KeyOf(a.Kind, a.Payee, a.Splitter) : null, Unique: true),
        new RowIndex<Agreement>(ByParty, a => a.Payee.Value), new RowIndex<Agreement>(BySplitter, a => a.Splitter?.Value),
        new RowIndex<Agreement>(ByRequest, a => a.Request.Value));

    /// <summary>协议号.</summary>
    public required string No { get; init; }
    public required AgreementKind Kind { get; init; }
    public required BizUserId Payee { get; init; }

    /// <summary>分账方 of a split agreement.</summary>
    public BizUserId? Splitter { get; init; }

    /// <summary>The greatest share or commission, in hundredths of a percent of the order: 500 is 5.00 %. Null: none is agreed.</summary>
    public int? MostBasisPoints { get; init; }

    /// <summary>The request that it is signed by.</summary>
    public required BizOrderNo Request { get; init; }
    public required AgreementState State { get; init; }
    public DateTimeOffset? PayeeSignedAt { get; init; }
    public DateTimeOffset? SplitterSignedAt { get; init; }

    /// <summary>When it took force.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Why it is not signed; null of one that is, or may still be.</summary>
    public Reason? FailReason { get; init; }

    /// <summary>May still be signed.</summary>
    public bool IsOpen => State is AgreementState.Unsigned or AgreementState.Signing;

    public bool HasAllSignatures => PayeeSignedAt is not null && (Kind != AgreementKind.Split || SplitterSignedAt is not null);

    /// <summary>The index text of what is in force: one agreement of a kind between the same parties.</summary>
    public static string KeyOf(AgreementKind kind, BizUserId payee, BizUserId? splitter) =>
        $"{(int)kind}|{payee.Value.Length}|{payee.Value}|{splitter?.Value}";
}
