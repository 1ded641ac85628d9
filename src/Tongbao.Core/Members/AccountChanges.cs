using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>换绑账户: the bank account that is to replace a company's account.</summary>
/// <param name="BizNo">The number of the application.</param>
/// <param name="Bank">开户银行, its name.</param>
/// <param name="Branch">开户支行.</param>
public sealed record AccountChange(BizOrderNo BizNo, BankCardNo AccountNo, string Bank, string BankCode, string Branch, string UnionBank)
{
    /// <summary>Null if no proof is required.</summary>
    public SmallRemittance? Proof { get; init; }

    /// <summary>The company with this account.</summary>
    public Company In(Company company, string agreementNo) => company with
    {
        AccountNo = AccountNo, ParentBankName = Bank, BankCode = BankCode, BankName = Branch, UnionBank = UnionBank, BankCityNo = null,
        Province = null, City = null, AgreementNo = agreementNo,
    };
}

/// <summary>换绑结果. There is no notice of a change that failed: the old account simply stays.</summary>
public enum AccountChangeResult { ProofPending, Done }

/// <summary>换绑结果通知: the account was replaced, or it will be once the small remittance described here has arrived.</summary>
[StoredAs("accountChange")]
public sealed record AccountChangeTold(BizUserId Member, BizOrderNo BizOrderNo, OrderNo OrderNo, AccountChangeResult Result) : NoticeFacts
{
    public CardChange Action => CardChange.CompanyAccount;
    public string? AgreementNo { get; init; }
    public string? AccountNo { get; init; }
    public string? AccountName { get; init; }
    public Cents? Amount { get; init; }
    public DateOnly? Deadline { get; init; }
}

/// <summary>企业换绑: at once, or after a small remittance has proved the new account. Until then the old account is used.</summary>
public static class AccountChanges
{
    /// <summary>A newer application replaces one that waits for its proof.</summary>
    public static OperationReply Ask(Book book, Member member, AccountOperation operation, AccountChange change)
    {
        if (!book.Settings.RemittanceProof) return Make(book, member, operation, change);
        var proof = SmallRemittance.Ask(book);
        book.Members.Save(member with { AccountChange = change with { Proof = proof } });
        book.Operations.Save(operation);
        book.Work.Save(OpeningResults.ProofDue.Item(WorkId(operation.OrderNo), operation.BizNo.Value, proof.Ends));
        book.Tell(operation, AccountNotices.CompanyCardChanged, Told(operation, AccountChangeResult.ProofPending) with
        {
            AccountNo = proof.AccountNo, AccountName = proof.AccountName, Amount = proof.Amount, Deadline = proof.Deadline,
        });
        return new OperationReply(member.Id, operation.BizNo, operation.OrderNo);
    }

    /// <summary>An operator says that the small remittance has arrived, or that it will not.</summary>
    public static async ValueTask<Result> Review(Book book, Member member, AccountChange change, bool came)
    {
        if (await book.FindOperation(change.BizNo) is not { } operation) return Errors.NothingToDo;
        if (await book.Work.Find(WorkId(operation.OrderNo)) is { } due) book.Work.Remove(due);
        if (came) Make(book, member, operation, change);
        else book.Members.Save(member with { AccountChange = null });
        return new CompanyResult(member.Id, came ? ReviewState.Approved : ReviewState.Rejected, null, null);
    }

    private static OperationReply Make(Book book, Member member, AccountOperation operation, AccountChange change)
    {
        var agreementNo = book.NextNumber();
        book.Members.Save(member with { Company = change.In(member.Company!, agreementNo), AccountChange = null });
        book.SaveDone(operation);
        book.Tell(operation, AccountNotices.CompanyCardChanged,
            Told(operation, AccountChangeResult.Done) with { AgreementNo = agreementNo });
        return new OperationReply(member.Id, operation.BizNo, operation.OrderNo) { AgreementNo = agreementNo };
    }

    private static AccountChangeTold Told(AccountOperation operation, AccountChangeResult result) =>
        new(operation.Member, operation.BizNo, operation.OrderNo, result);

    private static string WorkId(OrderNo order) => $"proof:{order}";
}
