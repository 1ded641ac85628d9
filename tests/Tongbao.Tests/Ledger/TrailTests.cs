using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// 明细链: lines are found from their account without an index, however many there are, as a list of all of them would have it.
/// </summary>
public abstract class TrailTests(Store store) : IAsyncLifetime
{
    private const int Entries = 300;

    /// <summary>An event of this test alone: the trail does not ask what happened.</summary>
    private static readonly Event Moved =
        new("test.moved", CauseKind.Outside, new(new(Any, Bucket.Available), new(Any, Bucket.Available)),
        new(new(Any, Bucket.Available), new(Any, Bucket.Held)));
    private const AccountKind Any = AccountKind.Custom | AccountKind.Balance | AccountKind.CustodyBank;

    private static readonly AccountId Ann = Chart.Platform("ann"), Bob = Chart.Platform("b|o%b\n");

    private Bank bank = null!;
    private AppId app;
    private List<Line> all = [];
    private DateTimeOffset began;

    /// <summary>A second from entry to entry; every third is a freeze, which no statement shows.</summary>
    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(store, new EventTable([.. Events.All, Moved]));
        app = await bank.NewApp(new { });
        began = bank.Clock.GetUtcNow();
        for (var n = 0; n < Entries; n++)
        {
            bank.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Null((await bank.Teller.Run(app, new Day(n))).Result.Error);
        }
        await using var reader = await bank.Rows.BeginRead();
        await foreach (var booked in reader.BookedEntries(app, 0)) all.AddRange(booked.Lines);
    }

    [Fact]
    public async Task A_page_of_a_statement_is_what_the_list_of_all_lines_has_there()
    {
        await using var reader = await bank.Rows.BeginRead();
        foreach (var accounts in new AccountId[][] { [Ann], [Bob], [Ann, Bob, new("P:100001")], [new("P:nobody")] })
        {
            foreach (var (from, until) in new[] { (0, Entries + 1), (0, 1), (7, 8), (50, 51), (100, 250), (290, 999), (Entries + 1, 999),
                (200, 100) })
            {
                foreach (var (skip, take) in new[] { (0, 1000), (0, 1), (1, 7), (99, 30), (250, 500) })
                {
                    var (total, page) = await reader.Statements.Between(app, accounts, At(from), At(until), skip, take);
                    var due = all.Where(l => accounts.Contains(l.Account) && l.At >= At(from) && l.At < At(until) && !l.Change.IsZero)
                        .OrderByDescending(l => (l.Entry, l.No)).ToList();
                    Assert.Equal(due.Count, total);
                    Assert.Equal(due.Skip(skip).Take(take), page);
                }
            }
        }
    }

    [Fact]
    public async Task Balances_of_an_instant_are_those_of_the_last_lines_until_then()
    {
        await using var reader = await bank.Rows.BeginRead();
        foreach (var second in new[] { -1, 0, 1, 2, 50, 299, Entries, 999 })
        {
            var due = all.Where(l => l.At <= At(second)).GroupBy(l => l.Account).Select(g => g.Last())
                .OrderBy(l => l.Account.Value, StringComparer.Ordinal);
            Assert.Equal(due.Select(l => (l.Account, l.No, l.Available, l.Held)), (await reader.BalancesAt(app, At(second)))
                .Select(a => (a.Id, a.LastLine, a.Available, a.Held)));
        }
    }

    [Fact]
    public void Any_line_is_found_in_few_steps()
    {
        const long Lines = 100_000;
        var (trail, jumps) = (default(Trail), new long[Lines + 1]);
        for (var no = 1L; no <= Lines; no++)
        {
            // The entry of line n is 10 n, so that the one is known from the other.
            (trail, var jump) = trail.Add(no - 1, 10 * no);
            Assert.Equal(10 * Trail.JumpOf(no), jump);
            jumps[no] = Trail.JumpOf(no);
            Assert.InRange(trail.Heads.Length, 1, 17);
        }
        foreach (var sought in new long[] { 1, 2, 3, 4_095, 65_536, 99_999 })
        {
            var (no, steps) = (Lines, 0);
            while (no != sought) (no, steps) = (jumps[no] >= sought ? jumps[no] : no - 1, steps + 1);
            Assert.InRange(steps, 1, 40);
        }
    }

    private DateTimeOffset At(int second) => began.AddSeconds(second);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Assert.Null(await bank.Check(app));
        await bank.DisposeAsync();
    }

    private sealed record Day(int N) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (N % 3 == 0) await book.Ledger.Must(Moved, "test",
                new Move(Chart.CustodyBank.Available(), Ann.Available(), new Cents(N + 1)),
                new Move(Ann.Available(), Bob.Available(), new Cents(1)),
                new Move(Ann.Available(), Chart.Platform(Chart.Balance).Available(), new Cents(N % 2)));
            else if (N % 3 == 1) await book.Holds.Place(Ann, "freeze", new Cents(1), Moved, "test");
            else await book.Ledger.Must(Moved, "test", new Move(Bob.Available(), Ann.Available(), new Cents(1)));
            return Done.It;
        }
    }
}

public sealed class TrailOnSqlite() : TrailTests(Store.Sqlite);

public sealed class TrailOnPostgres() : TrailTests(Store.Postgres);
