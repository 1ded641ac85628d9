using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Bench;

/// <summary>
/// 总账 without wire: callers hand transfers to the teller; a key against repeats, two balances checked and changed, an entry, two lines,
/// durable.
/// </summary>
public static class LedgerRows
{
    private const int Callers = 256, Accounts = 100_000;
    private static readonly AppId App = new("bench");

    public static async Task AgainstPgbench(Bench bench, string store, double goal)
    {
        await using var core = await Core.Open(bench, store);
        var postgres = await bench.Postgres();
        await core.Run(Bench.WarmUp, null);
        await postgres.Pgbench(TimeSpan.FromSeconds(2));
        var (pgbench, transfers) = await bench.SideBySide(() => postgres.Pgbench(bench.Round), () => core.Run(bench.Round, null));
        var late = "";
        if (bench.IsLong && store == "sqlite")
        {
            while (core.Count < 5_000_000) await core.Run(TimeSpan.FromSeconds(10), null);
            late = $"; after {core.Count} entries {await core.Run(bench.Round, null):0}/s";
        }
        var verdict = await core.Verify();
        var name = $"ledger-{store}";
        bench.Report(name, $"{transfers:0} transfers/s of {pgbench:0}/s pgbench = {transfers / pgbench:0.0}{late}", $">= {goal:0}",
            transfers / pgbench >= goal);
        bench.Sound(name, verdict.Ok, verdict.FirstWrong);
    }

    public static async Task Hot(Bench bench, string store, double goal)
    {
        await using var core = await Core.Open(bench, store);
        await core.Run(Bench.WarmUp, core.Spread);
        var (spread, hot) = await bench.SideBySide(() => core.Run(bench.Round, core.Spread),
            () => core.Run(bench.Round, _ => Chart.Platform(Chart.Balance)));
        var verdict = await core.Verify();
        var name = $"hot-{store}";
        bench.Report(name, $"{hot:0}/s with one fee account of {spread:0}/s spread = {hot / spread:0.00}", $">= {goal:0.00}",
            hot / spread >= goal);
        bench.Sound(name, verdict.Ok, verdict.FirstWrong);
    }

    private sealed class Core : IAsyncDisposable
    {
        private readonly IStore _store;
        private readonly Teller _teller;
        private long _next;

        private Core(IStore store)
        {
            _store = store;
            _teller = new Teller(store, TimeProvider.System, null!, new WorkSignal(), NullLogger<Teller>.Instance);
            _teller.Start();
        }

        public long Count => _next;

        public static async Task<Core> Open(Bench bench, string store)
        {
            var folder = bench.NewFolder();
            var dialect = new Dialect(RowJson.Sealed(Vault.FromFile(Path.Combine(folder, "key"), mayCreate: true)));
            var core = new Core(store == "sqlite" ? await SqliteStore.Open(Path.Combine(folder, "data"), dialect)
                : await PostgresStore.Open(await (await bench.Postgres()).NewDatabase(), dialect));
            await core._teller.Run(SystemApp.Id, new MakeApp());
            for (var from = 0; from < Accounts; from += 1_000) await core._teller.Run(App, new Fund(from, 1_000));
            return core;
        }

        /// <returns>Transfers a second.</returns>
        public async Task<double> Run(TimeSpan duration, Func<Random, AccountId>? feeTo)
        {
            var (began, done) = (Stopwatch.GetTimestamp(), 0L);
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(c => Task.Run(async () =>
            {
                var random = new Random(c);
                var mine = 0L;
                while (Stopwatch.GetElapsedTime(began) < duration)
                {
                    var from = random.Next(Accounts);
                    var to = (from + 1 + random.Next(Accounts - 1)) % Accounts;
                    var no = Interlocked.Increment(ref _next);
                    var outcome = await _teller.Run(App,
                        new Transfer(no, AccountOf(from), AccountOf(to), new Cents(100), feeTo?.Invoke(random)));
                    if (outcome.Result.Error is { } error) throw new InvalidOperationException(error.Id);
                    mine++;
                }
                Interlocked.Add(ref done, mine);
            })));
            return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        public AccountId Spread(Random random) => AccountOf(random.Next(Accounts));

        public Task<Verdict> Verify() => new Verifier(_store, events: new EventTable([.. Events.All, Moved])).Run();

        public async ValueTask DisposeAsync()
        {
            await _teller.DisposeAsync();
            await _store.DisposeAsync();
        }

        private static AccountId AccountOf(int n) => Chart.Platform($"u{n:000000}");

        /// <summary>A transfer between accounts, with a fee or without: the bench's own event.</summary>
        private static readonly Event Moved =
            new("bench.moved", CauseKind.Outside,
            new Route(new(AccountKind.Custom, Bucket.Available), new(AccountKind.Custom, Bucket.Available)));

        private sealed record MakeApp : Command
        {
            public override ValueTask<Result> Run(Book book)
            {
                book.Shelf.Put(App, Tongbao.Core.Platform.App.Rows,
                    new App(App, "bench", [new Identity("tsy2", App.Value, "rsa", [], new Secret("x"), new Settings())], "200001",
                    book.Now));
                return new(Done.It);
            }
        }

        private sealed record Fund(int From, int Take) : Command
        {
            public override async ValueTask<Result> Run(Book book)
            {
                await book.Ledger.Must(Events.FundsCame, "bench",
                    [.. Enumerable.Range(From, Take)
                    .Select(n => new Move(Chart.CustodyBank.Available(), AccountOf(n).Available(), new Cents(1_000_000_000)))]);
                return Done.It;
            }
        }

        /// <summary>The key against repeats; any table of rows does.</summary>
        private sealed record Booked(string No)
        {
            public static readonly RowKind<Booked> Rows = new("batches", d => d.No);
        }

        private sealed record Transfer(long No, AccountId From, AccountId To, Cents Amount, AccountId? FeeTo) : Command
        {
            private string Key => No.ToString("0000000000");

            public override void Prefetch(IPrefetch rows)
            {
                rows.Row(Booked.Rows, Key);
                foreach (var account in new[] { From, To, FeeTo }.OfType<AccountId>()) rows.Row(Account.Rows, account.Value);
            }

            public override async ValueTask<Result> Run(Book book)
            {
                var no = Key;
                if (await book.Shelf.Find(App, Booked.Rows, no) is not null) return Errors.OrderExists;
                Move[] moves = FeeTo is not { } fee ? [new(From.Available(), To.Available(), Amount)]
                    : [new(From.Available(), To.Available(), Amount), new(To.Available(), fee.Available(), new Cents(1))];
                if (!await book.Ledger.Post(Moved, no, moves)) return Errors.BalanceShort;
                book.Shelf.Put(App, Booked.Rows, new Booked(no));
                return Done.It;
            }
        }
    }
}
