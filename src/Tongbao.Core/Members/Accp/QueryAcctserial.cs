using Tongbao.Core.Ledger;

namespace Tongbao.Core.Members.Accp;

/// <summary>排序: which lines come first.</summary>
public enum FlowOrder { NewestFirst, OldestFirst }

/// <summary>
/// 资金流水列表查询 (连连 账户 3.16): what came in and went out of an account in a period, page by page. The totals cover all pages. Freezing and
/// unfreezing change nothing of the balance, so they are no lines.
/// </summary>
public sealed record QueryAcctserial(BizUserId? Member, OwnerType UserType, string AcctType, DateTimeOffset From, DateTimeOffset To,
    FlowDirection? Direction, long Page, long PageSize, FlowOrder? SortType) : Query
{
    private const long MaxPageSize = 100, MaxPage = 1_000_000_000;

    /// <summary>Both ends belong to the period and are given to the second.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public override async ValueTask<Result> Run(Book book)
    {
        if (CheckFields(book) is { } contradiction) return contradiction;
        var (owner, wrong) = await AccountOwner.Find(book, UserType, Member);
        if (wrong is not null) return wrong;
        var account = owner!.Accounts.Single(a => a.Type == AcctType);
        var flows = new FlowSelection(book, account, From, To + Second, Direction);
        var (count, totalIn, totalOut) = await flows.Sum();
        var rows = new List<Flow>();
        foreach (var line in await PageOf(flows, count)) rows.Add(await Flow.Of(book, account, line));
        return new Found(owner.Id, Page, totalOut, totalIn, count, (count + PageSize - 1) / PageSize, rows);
    }

    /// <summary>Lines are read newest first. A page in the other order is counted from the end and reversed.</summary>
    private async ValueTask<IReadOnlyList<Line>> PageOf(FlowSelection flows, long count)
    {
        var before = (Page - 1) * PageSize;
        var take = (int)Math.Min(PageSize, count - before);
        if (take <= 0) return [];
        if (SortType != FlowOrder.OldestFirst) return await flows.Page(before, take);
        return [.. (await flows.Page(count - before - take, take)).Reverse()];
    }

    private Error? CheckFields(Book book)
    {
        if (To < From) return Errors.BadParameter.In(nameof(To)).On(nameof(To), To, Allowed.AtLeast(From));
        if (To > book.Now) return Errors.BadParameter.In(nameof(To)).On(nameof(To), To, Allowed.AtMost(book.Now));
        if (Page is < 1 or > MaxPage) return Errors.BadParameter.In(nameof(Page)).On(nameof(Page), Page, Allowed.Between(1, MaxPage));
        if (PageSize is < 1 or > MaxPageSize)
            return Errors.BadParameter.In(nameof(PageSize)).On(nameof(PageSize), PageSize, Allowed.Between(1, MaxPageSize));
        var types = NamedAccount.TypesOf(book, UserType);
        return types.Contains(AcctType) ? null
            : Errors.WrongAccountSet.In(nameof(AcctType)).On(nameof(AcctType), AcctType, Allowed.OneOf(types));
    }

    public sealed record Found(BizUserId Member, long Page, Cents TotalOut, Cents TotalIn, long Count, long Pages,
        IReadOnlyList<Flow> Lines) : Reply;
}
