using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>账户业务类型: what an operation on a member does.</summary>
public enum OperationKind { Opening, PhoneChange, CompanyCardChange, CardBinding, CardUnbinding, Closing, CardPhoneChange, Document }

/// <summary>账户业务状态.</summary>
public enum OperationState { Created, Done }

/// <summary>
/// 账户类交易流水: an operation on a member under a number of the merchant's. Orders share the name space: what one has taken the other is
/// refused.
/// </summary>
/// <param name="OrderNo">Ours, in one row with those of orders.</param>
public sealed record AccountOperation(BizOrderNo BizNo, OrderNo OrderNo, BizUserId Member, OperationKind Kind, DateTimeOffset CreatedAt)
{
    public static readonly RowKind<AccountOperation> Rows =
        new("account_operations", o => o.BizNo.Value, new RowIndex<AccountOperation>(ByOrderNo, o => o.OrderNo.Value, Unique: true));
    public const string ByOrderNo = "order_no";

    public OperationState State { get; init; } = OperationState.Created;

    /// <summary>Where its end is told, on which wire; null: nowhere.</summary>
    public string? BackUrl { get; init; }
    public string? Wire { get; init; }
}

/// <summary>Keeping operations.</summary>
public static class AccountOperations
{
    /// <summary>Takes the number for an operation that is under way from now on. Whether it was free is looked at before
    /// (Orders/BizNumbers.cs).</summary>
    public static AccountOperation BeginOperation(this Book book, BizOrderNo no, BizUserId member, OperationKind kind, string? backUrl = null)
    {
        var operation = new AccountOperation(no, book.NextOrderNo(), member, kind, book.Now) { BackUrl = backUrl, Wire = book.Wire };
        book.Operations.Save(operation);
        return operation;
    }

    public static ValueTask<AccountOperation?> FindOperation(this Book book, BizOrderNo no) => book.Operations.Find(no.Value);

    public static void SaveDone(this Book book, AccountOperation operation) =>
        book.Operations.Save(operation with { State = OperationState.Done });

    /// <summary>Tells the merchant, every try of the wire's schedule until it is heard.</summary>
    public static void Tell(this Book book, AccountOperation operation, string @event, NoticeFacts facts)
    {
        if (operation.BackUrl is { } url)
            book.Outbox.Notify(operation.BizNo.Value, url, @event, facts, retries: true, wire: operation.Wire);
    }
}
