using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>账户业务类型: what an operation on a member does.</summary>
public enum OperationKind
{
    Opening, PhoneChange, CompanyCardChange, CardBinding, CardUnbinding, Closing, CardPhoneChange, Document,

    /// <summary>商户进件.</summary>
    Onboarding,

    /// <summary>产品变更: products and rates of a merchant number.</summary>
    ProductChange,

    /// <summary>合规补录.</summary>
    Supplement,

    /// <summary>渠道认证: a page on which a merchant certifies itself at WeChat and Alipay.</summary>
    Certification,

    /// <summary>绑定手机号.</summary>
    PhoneBinding,

    /// <summary>解绑手机号.</summary>
    PhoneUnbinding,

    /// <summary>绑定收银宝商户.</summary>
    MerchantBinding,

    /// <summary>协议签约.</summary>
    Signing,

    /// <summary>授权委托书: the phone of whom an enterprise authorises.</summary>
    Letter,

    /// <summary>协议查看.</summary>
    AgreementView,
}

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

    /// <summary>By it a repeat of the request that began it is known (<see cref="ContentDigest"/>); empty where no repeats are.</summary>
    public string Digest { get; init; } = "";

    /// <summary>绑卡协议号 that it was answered with.</summary>
    public string? AgreementNo { get; init; }

    /// <summary>What waits for its code: a card to be bound, or one whose reserved phone is to be another.</summary>
    public CardBinding? Binding { get; init; }
    public BankCardNo? Card { get; init; }

    /// <summary>The phone that the code went to, and that is to be bound or reserved.</summary>
    public Phone? NewPhone { get; init; }
}

/// <summary>Keeping operations.</summary>
public static class AccountOperations
{
    /// <summary>Takes the number for an operation that is under way from now on. Whether it was free is looked at before
    /// (Orders/BizNumbers.cs).</summary>
    public static AccountOperation BeginOperation(this Book book, BizOrderNo no, BizUserId member, OperationKind kind,
        string? backUrl = null)
    {
        var operation = book.NewOperation(no, member, kind, backUrl);
        book.Operations.Save(operation);
        return operation;
    }

    /// <summary>One that is not kept yet.</summary>
    public static AccountOperation NewOperation(this Book book, BizOrderNo no, BizUserId member, OperationKind kind, string? backUrl) =>
        new(no, book.NextOrderNo(), member, kind, book.Now)
        {
            BackUrl = backUrl, Wire = book.Wire, Digest = book.Request?.ContentDigest ?? "",
        };

    public static ValueTask<AccountOperation?> FindOperation(this Book book, BizOrderNo no) => book.Operations.Find(no.Value);

    /// <summary>Takes the number for an application that a token and the code to a phone complete.</summary>
    public static Applied Apply(this Book book, AccountOperation waiting, Phone phone, string purpose)
    {
        book.Operations.Save(waiting);
        book.SendCode(Token.AboutOf(waiting.Member, waiting.BizNo.Value), phone, purpose, Token.Life);
        return new Applied(waiting.Member, waiting.BizNo, waiting.OrderNo, book.IssueToken(waiting.Member, waiting.BizNo.Value, purpose)
            .Value);
    }

    /// <summary>What an application of this purpose was about, where token and code are good; they are used up then.</summary>
    public static async ValueTask<(AccountOperation? Operation, Error? Wrong)> Complete(this Book book, BizOrderNo no, BizUserId member,
        string purpose, string tokenSent, Secret code)
    {
        var (token, unfit) = await book.FindToken(tokenSent, member, no.Value, purpose);
        if (unfit is not null) return (null, unfit);
        if (await book.FindOperation(no) is not { State: OperationState.Created } operation) return (null, Errors.NothingToDo);
        var about = Token.AboutOf(member, no.Value);
        if (await book.JudgeCode(about, purpose, null, code) is { } wrong) return (null, wrong);
        await book.UseCode(about, purpose);
        book.UseUp(token!);
        return (operation, null);
    }

    /// <summary>It is done; what waited for its code is kept no longer.</summary>
    public static void SaveDone(this Book book, AccountOperation operation) =>
        book.Operations.Save(operation with { State = OperationState.Done, Binding = null, Card = null, NewPhone = null });

    /// <summary>Done, told, and answered.</summary>
    public static OperationReply Finish(this Book book, AccountOperation operation, string @event, CardChange? action = null,
        string? agreementNo = null)
    {
        book.SaveDone(operation);
        book.Tell(operation, @event, new OperationTold(operation.Member, operation.BizNo, operation.OrderNo)
        {
            Action = action, AgreementNo = agreementNo,
        });
        return new OperationReply(operation.Member, operation.BizNo, operation.OrderNo) { AgreementNo = agreementNo };
    }

    /// <summary>Tells the merchant, every try of the wire's schedule until it is heard.</summary>
    public static void Tell(this Book book, AccountOperation operation, string @event, NoticeFacts facts)
    {
        if (operation.BackUrl is { } url)
            book.Outbox.Notify(operation.BizNo.Value, url, @event, facts, retries: true, wire: operation.Wire);
    }
}
