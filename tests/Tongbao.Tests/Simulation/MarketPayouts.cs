using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>Withdrawals and what banks say of them, as they should go.</summary>
public sealed partial class Market
{
    private static readonly TimeSpan D1At = new(9, 0, 0), T1At = new(14, 0, 0);
    private static readonly string Reserve = PlainBook.Channel("reserve");

    public string? Withdraw(Deal deal, bool confirmedLater)
    {
        if (book[deal.Account] < deal.Amount) return "40014";
        Add(deal);
        return confirmedLater ? null : Accept(deal);
    }

    private string? Accept(Deal deal)
    {
        if (book[deal.Account] < deal.Amount) return "40014";
        book.Move(deal.Account, PlainBook.HeldOf(deal.Account), deal.Amount);
        Become(deal, OrderStatus.InProgress);
        if (deal.WithdrawType == "D1") Plan(At(Now, 1, D1At), () => Send(deal));
        else if (deal.WithdrawType == "T1customized") Plan(At(workDays.After(Now), 0, T1At), () => Send(deal));
        else Send(deal);
        return null;
    }

    private void Send(Deal deal)
    {
        deal.Sent = true;
        Ask(deal);
    }

    private void HearOfPayout(Deal deal, Said said)
    {
        var held = PlainBook.HeldOf(deal.Account);
        if (deal.Status == OrderStatus.InProgress)
        {
            deal.Unknown = said == Said.Timeout;
            if (said == Said.Success)
            {
                book.Move(held, Reserve, deal.Amount - deal.Fee);
                book.Move(held, PlainBook.FeeIncome, deal.Fee);
                Become(deal, OrderStatus.Paid);
                deal.Told.Add("OK");
            }
            else if (said is Said.Fail or Said.Returned)
            {
                book.Move(held, deal.Account, deal.Amount);
                GiveUp(deal, OrderStatus.Failed);
                deal.Told.Add("error");
            }
        }
        else if (deal.Status == OrderStatus.Paid && said is Said.Fail or Said.Returned)
        {
            Saw("payout returned");
            book.Move(Reserve, deal.Account, deal.Amount - deal.Fee);
            if (book[PlainBook.FeeIncome] >= deal.Fee) book.Move(PlainBook.FeeIncome, deal.Account, deal.Fee);
            Become(deal, OrderStatus.Failed);
            deal.Told.Add("error");
        }
    }
}

/// <summary>工作日: weekends, and what the State Council says, read from the project's own table as data.</summary>
public sealed class WorkDays
{
    private readonly HashSet<DateOnly> holidays = [], workdays = [];

    public WorkDays()
    {
        foreach (var words in File.ReadLines(Repository.File("catalog", "shared", "holidays.tbl"))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is not [var day, "holiday" or "workday", ..]) continue;
            (words[1] == "holiday" ? holidays : workdays).Add(DateOnly.Parse(day));
        }
    }

    public DateTimeOffset After(DateTimeOffset day)
    {
        do day = day.AddDays(1); while (!IsWorkDay(DateOnly.FromDateTime(day.DateTime)));
        return day;
    }

    private bool IsWorkDay(DateOnly day) =>
        workdays.Contains(day) || (!holidays.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
}
