namespace Tongbao.Core.Members.Merchants;

/// <summary>合规审核状态: how the review of a merchant number stands. The numbers are those that stand in the store.</summary>
public enum ComplianceState { Waiting = 0, Passed = 1, Refused = 2, Frozen = 3, NotOpen = 9 }

/// <summary>不通过项.</summary>
/// <param name="Item">The field, by its name on the wire.</param>
public sealed record RejectItem(string Item, Reason Reason);

/// <summary>合规审核 of a merchant number: what was refused last, and how often papers were handed in again.</summary>
/// <param name="Request">The application or the supplement that is reviewed; its operation says where the result is told.</param>
public sealed record ComplianceReview(BizOrderNo Request)
{
    public IReadOnlyList<RejectItem> Rejected { get; init; } = [];
    public DateTimeOffset? AuditedAt { get; init; }

    /// <summary>已补录次数.</summary>
    public int SupplementsUsed { get; init; }
}
