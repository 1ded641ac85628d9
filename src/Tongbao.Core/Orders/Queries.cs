using Tongbao.Core.Platform;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Core.Orders.Splitting;

namespace Tongbao.Core.Orders;

/// <summary>查询余额 (通商云 4.2.18): the total includes what is frozen (docs/wires/tsy2.md, decision 3).</summary>
public sealed record QueryBalance(BizUserId Member, string AccountSetNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (Member.IsPlatform) return await new QueryMerchantBalance(AccountSetNo).Run(book);
        if (await book.FindMember(Member) is null) return Errors.MemberNotFound;
        if (AccountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(AccountSetNo).On(nameof(AccountSetNo), AccountSetNo, Allowed.Just(book.Sets.OfMembers));
        return Balance.Of(await book.Ledger.Account(book.AccountOf(Member)));
    }
}

/// <summary>平台账户集余额查询 (通商云 4.3.4).</summary>
public sealed record QueryMerchantBalance(string AccountSetNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (book.Sets.Find(AccountSetNo) is not { } set)
            return Errors.WrongAccountSet.About(AccountSetNo)
                .On(nameof(AccountSetNo), AccountSetNo, Allowed.OneOf(book.Sets.For(SetUse.None)));
        if (!await book.IsMade(set)) return Errors.AccountSetNotFound;
        return Balance.Of(await book.Ledger.Account(set.Account));
    }
}

public sealed record Balance(Cents Total, Cents Frozen) : Reply
{
    public static Balance Of(Account account) => new(account.Available + account.Held, account.Held);
}

/// <summary>通联通头寸查询 (通商云 4.3.1).</summary>
public sealed record QueryReserveFundBalance(string? Sysid) : Query
{
    private const int AccountNoLength = 18;

    public override async ValueTask<Result> Run(Book book)
    {
        if (Sysid is not null && Sysid != book.No) return Errors.BadParameter.In(nameof(Sysid)).On(null, Sysid, Allowed.Just(book.No));
        return new Position($"200604{book.App.CustodySet}5721000".PadRight(AccountNoLength, '0')[..AccountNoLength], $"{book.App.Name}-备付金",
            await ReservePosition.Of(book), 1);
    }

    public sealed record Position(string AccountNo, string AccountName, Cents Balance, long DefClr) : Reply;
}

/// <summary>
/// 平台银行存管账户余额查询 (通商云 4.3.5): what stands at 华通, the only bank so far, in the platform's own account there or in a sub-account that it
/// opened.
/// </summary>
public sealed record QueryBankBalance(long AcctOrgType, string AcctNo, string AcctName) : Query
{
    public override async ValueTask<Result> Run(Book book) =>
        await Stands(book) is { } balance ? new BankBalance(AcctOrgType, AcctNo, AcctName, balance)
            : Errors.AccountNotFound.In(nameof(AcctNo));

    private async ValueTask<Cents?> Stands(Book book)
    {
        // Payouts that the bank made beyond what was brought there are its advance: no account shows less than nothing.
        if (AcctNo == book.App.BankAccountNo)
            return -await book.Ledger.Available(Chart.HuatongBank) is { IsNegative: false } there ? there : Cents.Zero;
        foreach (var set in book.Sets.Standard.Where(s => s.Allows.HasFlag(SetUse.SubAccount)))
        {
            if ((await book.SubAccounts.Find(SubAccount.KeyOf(set.Account.Set, BizUserId.Platform)))?.SubAcctNo == AcctNo)
                return (await book.Ledger.Account(set.Account)).Total;
        }
        return null;
    }

    public sealed record BankBalance(long AcctOrgType, string AcctNo, string AcctName, Cents Balance) : Reply;
}

/// <summary>查询订单状态 (通商云 4.2.19).</summary>
public sealed record GetOrderDetail(BizOrderNo BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindOrderOrRefund(BizOrderNo) is not { } order) return Errors.OrderNotFound;
        var why = order.Status == OrderStatus.Failed ? order.Outcome.FailMessage : null;
        return new OrderDetail(OrderResult.Of(book, order), order.Status, why);
    }
}

/// <summary>An order as its query shows it: the facts of its notice, its state, and why it failed.</summary>
public sealed record OrderDetail(OrderResult Facts, OrderStatus OrderStatus, Reason? ErrorMessage) : Reply;

/// <summary>订单分账明细查询 (通商云 4.2.24).</summary>
public sealed record GetOrderSplitRuleListDetail(BizOrderNo BizOrderNo) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindOrder(BizOrderNo) is not { } order) return Errors.OrderNotFound;
        if (order.Split.Count == 0) return Errors.OrderHasNoSplit;
        var state = order.SplitDone == true ? SplitState.Booked : SplitState.Waiting;
        return new Details(order.No, order.BizNo, order.Payee, [.. order.Split.Select(s => SplitDetail.Of(s, state))], state);
    }

    public sealed record Details(OrderNo OrderNo, BizOrderNo BizOrderNo, BizUserId Payee, IReadOnlyList<SplitDetail> SplitRuleListDetail,
        SplitState State) : Reply;
}

/// <summary>分账状态: whether a split was booked.</summary>
public enum SplitState { Waiting, Booked }

/// <summary>One node of a split with the state of its booking.</summary>
public sealed record SplitDetail(BizUserId Member, string? AccountSetNo, Cents Amount, Cents Fee, string? Remark, SplitState State,
    IReadOnlyList<SplitDetail>? Split)
{
    public static SplitDetail Of(SplitRule rule, SplitState state) =>
        new(rule.Member, rule.AccountSetNo, rule.Amount, rule.Fee, rule.Remark, state,
        rule.Children.Count == 0 ? null : [.. rule.Children.Select(c => Of(c, state))]);
}

/// <summary>查询账户收支明细 (通商云 4.2.20): newest first; freezes do not show, since they change nothing of a + h.</summary>
public sealed record QueryInExpDetail(BizUserId Member, string? AccountSetNo, DateOnly DateStart, DateOnly DateEnd, long StartPosition,
    long QueryNum) : Query
{
    public const int MaxMonths = 3, MaxRows = 5_000;

    public override async ValueTask<Result> Run(Book book)
    {
        if (!Member.IsPlatform && await book.FindMember(Member) is null) return Errors.MemberNotFound;
        if (Accounts(book) is not { } accounts)
            return Errors.WrongAccountSet.About(AccountSetNo!)
                .On(nameof(AccountSetNo), AccountSetNo, Member.IsPlatform ? Allowed.OneOf(book.Sets.For(SetUse.None))
                : Allowed.Just(book.Sets.OfMembers));
        if (Member.IsPlatform && book.Sets.Find(AccountSetNo) is { } set && !await book.IsMade(set)) return Errors.AccountSetNotFound;
        if (DateEnd < DateStart || DateEnd == DateOnly.MaxValue || DateStart < Days.DateOf(book.Now).AddMonths(-MaxMonths))
            return Errors.SpanTooLong;
        if (StartPosition < 1) return Errors.StartBeforeFirst;
        if (QueryNum is < 1 or > MaxRows) return Errors.TooManyRowsAsked.With(MaxRows);
        var (total, lines) = await book.Shelf.Statements.Between(book.App.Id, accounts, Days.At(DateStart, TimeSpan.Zero),
            Days.At(DateEnd.AddDays(1), TimeSpan.Zero), StartPosition - 1, (int)QueryNum);
        var rows = new List<InExpDetail>(lines.Count);
        foreach (var line in lines) rows.Add(await InExpDetail.Of(book, line));
        return new InExpDetails(Member, total, rows);
    }

    private IReadOnlyList<AccountId>? Accounts(Book book)
    {
        if (!Member.IsPlatform) return AccountSetNo is null || AccountSetNo == book.Sets.OfMembers ? [book.AccountOf(Member)] : null;
        if (AccountSetNo is null) return [.. book.Sets.Standard.Select(s => s.Account)];
        return book.Sets.Find(AccountSetNo) is { } set ? [set.Account] : null;
    }
}

/// <summary>
/// The lines, and above them what their orders were applied for with, where all of them were with the same (ours: the table has it in both
/// places).
/// </summary>
public sealed record InExpDetails(BizUserId Member, long TotalNum, IReadOnlyList<InExpDetail> InExpDetail) : Reply
{
    public string? ExtendInfo => InExpDetail.Select(line => line.ExtendInfo).Distinct().ToList() is [var same] ? same : null;
}

/// <summary>收支明细 (5.12).</summary>
public sealed record InExpDetail(string TradeNo, string AccountSetName, DateTimeOffset ChangeTime, Cents CurAmount, Cents OriAmount,
    Cents ChgAmount, Cents CurFrozenAmount, string? BizOrderNo, string? ExtendInfo)
{
    public static async ValueTask<InExpDetail> Of(Book book, Line line)
    {
        var order = await book.Orders.Find(line.Cause);
        return new InExpDetail($"{line.Entry:0000000000}{line.No:00000000}", book.Sets.NameOf(line.Account), line.At, line.After,
            line.After - line.Change, line.Change, line.Held, order?.BizNo.Value, order?.Said.ExtendInfo);
    }
}
