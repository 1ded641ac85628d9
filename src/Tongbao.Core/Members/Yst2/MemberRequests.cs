using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Core.Members.Yst2;

/// <summary>流水: requests on members have numbers in one row with orders; a repeat is answered as the first, by the state of now.</summary>
public static class MemberRequests
{
    public const string RealName = "1010", ConfirmedCard = "1011", Company = "1020", Papers = "1022", Merchant = "1024", Phone = "1030",
        PhoneReleased = "1031", ConfirmedPhone = "1032";

    /// <summary>One that is done with the request itself.</summary>
    public static AccountOperation KeepDone(this Book book, BizOrderNo no, BizUserId member, OperationKind kind, string? agreementNo = null)
    {
        var operation = book.NewOperation(no, member, kind, null) with { State = OperationState.Done, AgreementNo = agreementNo };
        book.Operations.Save(operation);
        return operation;
    }

    /// <summary>通联响应流水号 of an operation.</summary>
    public static string WireNoOf(this AccountOperation operation, string transCode) => WireNumbers.Of(operation.OrderNo.Value, transCode);

    /// <summary>The application that a confirmation names, while it waits; it is the member's own, and of that interface.</summary>
    public static async ValueTask<AccountOperation?> FindApplied(this Book book, string wireNo, BizUserId member,
        params string[] transCodes)
    {
        if (WireNumbers.NumberOf(wireNo) is not { } number
            || await book.Operations.FindBy(AccountOperation.ByOrderNo, number) is not { } operation) return null;
        return operation.Member == member && operation.State == OperationState.Created
            && transCodes.Any(code => operation.WireNoOf(code) == wireNo) ? operation : null;
    }

    /// <summary>Who asks for something must be open.</summary>
    public static async ValueTask<(Member? Member, Error? Wrong)> OpenMember(this Book book, BizUserId id)
    {
        if (await book.FindMember(id) is not { } member) return (null, Errors.MemberNotFound);
        return (member, member.CheckNormal());
    }
}

/// <summary>What a request on a member is answered.</summary>
/// <param name="WireNo">通联响应流水号.</param>
public sealed record MemberReply(BizUserId Member, string WireNo, ReplyStage Stage = ReplyStage.Done) : Reply, IStagedReply,
    IRefusedReply
{
    /// <summary>The request failed, and yet something is there now.</summary>
    public Error? Refusal { get; init; }
    public string? AgreementNo { get; init; }
    public Phone? Phone { get; init; }

    /// <summary>授权手机号签约链接.</summary>
    public string? SignUrl { get; init; }

    /// <summary>Of an application: while it waits for its code, the confirming call is asked for.</summary>
    public static MemberReply Of(AccountOperation operation, string transCode) => new(operation.Member, operation.WireNoOf(transCode),
        operation.State == OperationState.Created ? ReplyStage.CodeNeeded : ReplyStage.Done) { AgreementNo = operation.AgreementNo };
}
