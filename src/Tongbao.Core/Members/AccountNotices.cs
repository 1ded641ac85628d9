using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>绑卡、解绑、换绑: what was done to what a member has bound.</summary>
public enum CardChange { Bound, Unbound, CompanyAccount }

/// <summary>账户类业务结果通知: an operation on a member is done. One that fails is told by its answer alone.</summary>
[StoredAs("accountOperation")]
public sealed record OperationTold(BizUserId Member, BizOrderNo BizOrderNo, OrderNo OrderNo) : NoticeFacts
{
    public CardChange? Action { get; init; }
    public string? AgreementNo { get; init; }
    public OperationState Result => OperationState.Done;
}

/// <summary>The answer of an operation that is done.</summary>
public sealed record OperationReply(BizUserId Member, BizOrderNo BizOrderNo, OrderNo OrderNo) : Reply
{
    public string? AgreementNo { get; init; }
}

/// <summary>The answer to an application that a token completes.</summary>
public sealed record Applied(BizUserId Member, BizOrderNo BizOrderNo, OrderNo OrderNo, string Token) : Reply
{
    public string? Name { get; init; }
}

/// <summary>账户类通知: the events of operations on members, by the names of their tables.</summary>
public static class AccountNotices
{
    public const string PersonOpened = "notify-openacct-individual", CompanyOpened = "notify-openacct-enterprise",
        CardBound = "notify-bindcard", CardUnbound = "notify-unlinkedacct", CompanyCardChanged = "notify-changecard",
        PhoneChanged = "notify-change-regphone", CardPhoneChanged = "notify-change-linkedphone", Closed = "notify-cancel";

    /// <summary>签约结果.</summary>
    public const string Agreements = "1052";

    public static readonly IReadOnlyList<string> All =
        [PersonOpened, CompanyOpened, CardBound, CardUnbound, CompanyCardChanged, PhoneChanged, CardPhoneChanged, Closed];
}
