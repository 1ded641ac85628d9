using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>库: stores rows, entries and statement lines. SQLite for one process, PostgreSQL for several.</summary>
public interface IStore : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The name under which this process holds leases in this store.</summary>
    string Holder { get; }

    /// <summary>Announces that this process is alive, until it ends.</summary>
    ValueTask BePresent();

    /// <summary>Whether the process that holds leases under this name is still alive. Only for other processes.</summary>
    ValueTask<bool> IsAlive(string holder);

    /// <summary>Opens a transaction that is the only writer of the given apps. It can read everything.</summary>
    ValueTask<IWriter> BeginWrite(IReadOnlyCollection<AppId> apps);

    /// <summary>Reads committed data.</summary>
    ValueTask<IReader> BeginRead();

    /// <summary>Reads the data committed at one instant, however long the reading takes.</summary>
    ValueTask<IReader> BeginSnapshot();
}

/// <summary>The lane of one endpoint among the notices of one app.</summary>
public readonly record struct LaneKey(AppId App, string Endpoint);

public interface IReader : IRowSource, IRowStream, IAsyncDisposable
{
    ValueTask<IReadOnlyList<T>> All<T>(AppId? app, RowKind<T> kind) where T : class;

    /// <summary>
    /// A page of rows. Without an app: of a table with one row per app. Not for accounts, whose table may be behind the entries.
    /// </summary>
    ValueTask<IReadOnlyList<T>> Page<T>(AppId? app, Stretch<T> rows) where T : class;

    /// <summary>What is due in a lane, of all apps, earliest first. Work of other lanes is not read.</summary>
    ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> DueWork(DateTimeOffset until, int take, Lane lane);

    /// <summary>Notices put on the agenda by a version that had no lanes.</summary>
    ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> UnnamedNotices(int take);

    /// <summary>What is due in the lane of one endpoint, earliest first.</summary>
    ValueTask<IReadOnlyList<WorkItem>> DueIn(LaneKey lane, DateTimeOffset until, int take);

    /// <summary>
    /// The lanes that have work, and when their first item is due. One index lookup per lane, however much is waiting there.
    /// </summary>
    ValueTask<IReadOnlyList<(LaneKey Lane, DateTimeOffset DueAt)>> Lanes();

    /// <summary>The apps that have such a row. One statement, however many apps there are.</summary>
    ValueTask<IReadOnlyList<AppId>> AppsBelow<T>(RowKind<T> kind, RowIndex<T> index, long value) where T : class;

    /// <summary>Every app that has a row in one of these tables, in order.</summary>
    ValueTask<IReadOnlyList<AppId>> AppsIn(params IReadOnlyList<string> tables);

    /// <summary>Entries in order, starting at a number.</summary>
    IAsyncEnumerable<Entry> Entries(AppId app, long from);

    /// <summary>The same, with their statement lines.</summary>
    IAsyncEnumerable<BookedEntry> BookedEntries(AppId app, long from);

    /// <summary>The same, one page.</summary>
    ValueTask<IReadOnlyList<BookedEntry>> BookedEntries(AppId app, long from, int take);

    /// <summary>A page of entries whose causes are in a range, ordered by cause and then by number, starting after a given entry.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesByCause(AppId app, Core.Audit.KeyRange causes, Entry? after, int take);

    /// <summary>A page of the rows in a range, ordered by key or by a text index.</summary>
    ValueTask<IReadOnlyList<T>> Range<T>(AppId app, RowKind<T> kind, RowIndex<T>? by, Core.Audit.KeyRange range, int take) where T : class;

    /// <summary>A row. Throws <see cref="DamagedRow"/> if it cannot be read or is stored under another row's key.</summary>
    ValueTask<T?> Fitting<T>(AppId app, RowKind<T> kind, string key) where T : class;

    ValueTask<T?> FittingBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The orders paid in a period (end exclusive), in the order of payment.</summary>
    IAsyncEnumerable<Core.Orders.Order> PaidBetween(AppId app, DateTimeOffset from, DateTimeOffset until);

    /// <summary>时点余额: every account as of an instant (inclusive).</summary>
    ValueTask<IReadOnlyList<Account>> BalancesAt(AppId app, DateTimeOffset at);

    /// <summary>Throws <see cref="DamagedRow"/> if a table's row cannot be read or is stored under another row's key.</summary>
    void MustFit(string table, string key, string body);

    /// <summary>Reads a whole table, row by row.</summary>
    ValueTask<System.Data.Common.DbDataReader> Scan(string table, string order);

    ValueTask<long> CountEntries();

    /// <summary>The entries that an order or a freeze caused.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesOf(AppId app, string cause);

    /// <summary>The last entries before a number, newest first, with a given cause or with any.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesBefore(AppId app, long before, string? cause, int take);
}

/// <summary>An entry as stored in its row, with its statement lines in the order of its moves, and its checksum.</summary>
public sealed record BookedEntry(Entry Entry, IReadOnlyList<Line> Lines, long Seal);

public interface IWriter : IRowSource, IAsyncDisposable
{
    /// <summary>Whether no other process has written these apps since this one last did.</summary>
    bool CacheIsCurrent { get; }

    /// <summary>Whether each read costs a network round trip, so that the reads of a group are better done together.</summary>
    bool IsFar { get; }

    /// <summary>Fetches the rows that a group will look for.</summary>
    ValueTask Fetch(IReadOnlyCollection<Wanted> wanted);

    ValueTask Write(IReadOnlyList<Slot> rows, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries);

    ValueTask Commit();
}
