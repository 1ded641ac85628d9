using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>
/// What should be: a plain book, the orders, and what time will bring. It is told what is asked and what channels do, says how a request
/// must be answered (null: taken), and never looks at the server.
/// </summary>
public sealed partial class Market(PlainBook book, WorkDays workDays)
{
    private static readonly TimeSpan CloseAt = new(0, 30, 0), UnpaidAge = TimeSpan.FromHours(24);
    private const int InProgressDays = 8;

    private readonly SortedList<(DateTimeOffset At, long Nth), Action> future = [];
    private long planned;

    public PlainBook Book => book;
    public DateTimeOffset Now { get; private set; }
    public Dictionary<string, Deal> Deals { get; } = [];

    /// <summary>What was changed since it was last looked at.</summary>
    public HashSet<Deal> Touched { get; } = [];

    /// <summary>Kinds of events that this market has seen: a run that sees few proves little.</summary>
    public SortedSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public void Open(DateTimeOffset now)
    {
        Now = now;
        Plan(NextTime(CloseAt), Close);
    }

    public DateTimeOffset? NextEvent => future.Count == 0 ? null : future.Keys[0].At;

    public void MoveTo(DateTimeOffset target)
    {
        while (future.Count > 0 && future.Keys[0].At <= target)
        {
            var (at, act) = (future.Keys[0].At, future.Values[0]);
            future.RemoveAt(0);
            Now = at;
            act();
        }
        Now = target;
    }

    private void Plan(DateTimeOffset at, Action act) => future.Add((at, planned++), act);

    private DateTimeOffset NextTime(TimeSpan time) => Now.TimeOfDay < time ? At(Now, 0, time) : At(Now, 1, time);

    private static DateTimeOffset At(DateTimeOffset day, int later, TimeSpan time) =>
        new DateTimeOffset(day.Date, day.Offset).AddDays(later) + time;

    private void Close()
    {
        foreach (var deal in Deals.Values.Where(IsDue).ToList())
        {
            // A buyer may have paid unheard: the channel is asked, and one that is silent is asked again in the next night.
            if (deal is { Status: OrderStatus.Unpaid, Asked: true, Standing: { } standing })
                Hear(deal, standing.Said, standing.Amount, standing.Nth);
            if (!deal.IsOpen || deal is { Asked: true, Status: OrderStatus.Unpaid, Unknown: true }) continue;
            Saw("closed");
            GiveUp(deal, OrderStatus.Closed);
        }
        Plan(At(Now, 1, CloseAt), Close);
    }

    private bool IsDue(Deal deal) => deal.Kind is not DealKind.Refund && deal.Status switch
    {
        OrderStatus.Unpaid => Now - deal.CreatedAt > UnpaidAge,
        OrderStatus.InProgress => deal.Kind != DealKind.Withdrawal && !deal.Unknown
            && Now.Date > deal.CreatedAt.Date.AddDays(InProgressDays - 1),
        _ => false,
    };

    private void Add(Deal deal)
    {
        deal.CreatedAt = Now;
        Deals.Add(deal.No, deal);
        Touched.Add(deal);
    }

    private void Become(Deal deal, OrderStatus status)
    {
        (deal.Status, deal.Unknown) = (status, false);
        Touched.Add(deal);
    }

    private void Saw(string what) => Seen.Add(what);

    // What members do with their own balance.

    public string? Freeze(string member, long amount)
    {
        if (book[book.Of(member)] < amount) return "50001";
        book.Move(book.Of(member), book.Held(member), amount);
        return null;
    }

    public void Unfreeze(string member, long amount) => book.Move(book.Held(member), book.Of(member), amount);

    public void FundsCame(string set, long amount) => book.Move(PlainBook.Channel("bank"), PlainBook.Set(set), amount);

    public string? Transfer(Deal deal)
    {
        if (book[deal.Parts[0].Place] < deal.Amount) return "40014";
        Add(deal);
        book.Move(deal.Parts[0].Place, deal.Account, deal.Amount);
        Become(deal, OrderStatus.Paid);
        return null;
    }
}
