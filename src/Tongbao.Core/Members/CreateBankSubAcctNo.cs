using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Members;

/// <summary>银行子账户: the account that the custody bank keeps for one account of ours.</summary>
public sealed record SubAccount(string AccountSetNo, BizUserId Member, long AcctOrgType, string SubAcctNo, DateTimeOffset OpenedAt)
{
    public static readonly RowKind<SubAccount> Rows = new("sub_accounts", s => KeyOf(s.AccountSetNo, s.Member));

    public static string KeyOf(string accountSetNo, BizUserId member) => $"{accountSetNo}:{member}";
}

/// <summary>Asks the custody bank for the sub-account of an account; asked again, it names the same.</summary>
public sealed record SubAccountAsk(string AccountSetNo, BizUserId Member, long AcctOrgType) : Ask;

/// <summary>
/// 子账户开户 (通商云 4.1.27): at 华通银行 alone. The bank keeps accounts of known persons and companies only (ours). Opened before, it
/// answers what it answered then.
/// </summary>
public sealed record CreateBankSubAcctNo(string AccountSetNo, BizUserId Member, long AcctOrgType) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if ((Member.IsPlatform ? await CheckPlatform(book) : await CheckMember(book)) is { } notAble) return notAble;
        if (await book.SubAccounts.Find(SubAccount.KeyOf(AccountSetNo, Member)) is { } opened) return SubAccountReply.Of(opened);
        book.Ask = new SubAccountAsk(AccountSetNo, Member, AcctOrgType);
        return Done.It;
    }

    private async ValueTask<Error?> CheckPlatform(Book book)
    {
        if (book.Sets.Find(AccountSetNo, SetUse.SubAccount) is not { } set)
            return Errors.WrongAccountSet.About(AccountSetNo)
                .On(nameof(AccountSetNo), AccountSetNo, Allowed.OneOf(book.Sets.For(SetUse.SubAccount)));
        return await book.IsMade(set) ? null : Errors.AccountSetNotFound;
    }

    private async ValueTask<Error?> CheckMember(Book book)
    {
        if (await book.FindMember(Member) is not { } member) return Errors.MemberNotFound;
        if (member.Locked) return Errors.MemberLocked;
        if (AccountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(AccountSetNo).On(nameof(AccountSetNo), AccountSetNo, Allowed.Just(book.Sets.OfMembers));
        return member.CheckVerified();
    }
}

/// <summary>What the bank said.</summary>
/// <param name="SubAcctNo">null: no answer came; asked again, the bank tells it.</param>
public sealed record SubAccountOpened(SubAccountAsk Asked, string? SubAcctNo) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (SubAcctNo is null) return Errors.TimedOut;
        if (await book.SubAccounts.Find(SubAccount.KeyOf(Asked.AccountSetNo, Asked.Member)) is { } opened)
            return SubAccountReply.Of(opened);
        var account = new SubAccount(Asked.AccountSetNo, Asked.Member, Asked.AcctOrgType, SubAcctNo, book.Now);
        book.SubAccounts.Save(account);
        return SubAccountReply.Of(account);
    }
}

public sealed record SubAccountReply(string SubAcctNo, string AccountSetNo, BizUserId Member) : Reply
{
    public static SubAccountReply Of(SubAccount account) => new(account.SubAcctNo, account.AccountSetNo, account.Member);
}
