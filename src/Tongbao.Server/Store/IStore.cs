using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>库: a place where rows, entries and statement lines are kept. SQLite for one process, PostgreSQL for several.</summary>
public interface IStore : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The name under which this process holds leases in this store.</summary>
    string Holder { get; }

    /// <summary>Makes it known that this process lives, for as long as it does.</summary>
    ValueTask BePresent();

    /// <summary>Does the process that holds leases under this name still live? Asked of others only.</summary>
    ValueTask<bool> IsAlive(string holder);

    /// <summary>Opens a transaction that alone may write the apps named, and reads what it finds.</summary>
    ValueTask<IWriter> BeginWrite(IReadOnlyCollection<AppId> apps);

    /// <summary>Reads what is committed.</summary>
    ValueTask<IReader> BeginRead();

    /// <summary>Reads what is committed at one instant, however long the reading takes.</summary>
    ValueTask<IReader> BeginSnapshot();
}

/// <summary>The lane of one endpoint, among the notices of one app.</summary>
public readonly record struct LaneKey(AppId App, string Endpoint);

public interface IReader : IRowSource, IRowStream, IAsyncDisposable
{
    ValueTask<IReadOnlyList<T>> All<T>(AppId? app, RowKind<T> kind) where T : class;

    /// <summary>
    /// A page of rows. Of no app: of a table that has one row an app. Not of accounts, whose table may lie behind their entries.
    /// </summary>
    ValueTask<IReadOnlyList<T>> Page<T>(AppId? app, Stretch<T> rows) where T : class;

    /// <summary>What is due in a lane, of all apps, earliest first; the work of the other lanes is not looked at.</summary>
    ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> DueWork(DateTimeOffset until, int take, Lane lane);

    /// <summary>Notices that a version without lanes put on the agenda.</summary>
    ValueTask<IReadOnlyList<(AppId App, WorkItem Item)>> UnnamedNotices(int take);

    /// <summary>What is due in the lane of one endpoint, earliest first.</summary>
    ValueTask<IReadOnlyList<WorkItem>> DueIn(LaneKey lane, DateTimeOffset until, int take);

    /// <summary>The lanes that have work, and when the first of it is due: one look a lane, however much waits there.</summary>
    ValueTask<IReadOnlyList<(LaneKey Lane, DateTimeOffset DueAt)>> Lanes();

    /// <summary>The rows of an app whose numeric index stands below a value, in its order.</summary>
    ValueTask<IReadOnlyList<T>> Below<T>(AppId app, RowKind<T> kind, RowIndex<T> index, long value, int take) where T : class;

    /// <summary>The apps that have such a row: one statement, however many apps there are.</summary>
    ValueTask<IReadOnlyList<AppId>> AppsBelow<T>(RowKind<T> kind, RowIndex<T> index, long value) where T : class;

    /// <summary>Every app that has a row in one of these tables, in order.</summary>
    ValueTask<IReadOnlyList<AppId>> AppsIn(params IReadOnlyList<string> tables);

    /// <summary>Entries in order, from a number on.</summary>
    IAsyncEnumerable<Entry> Entries(AppId app, long from);

    /// <summary>The same with the statement lines that they wrote.</summary>
    IAsyncEnumerable<BookedEntry> BookedEntries(AppId app, long from);

    /// <summary>A page of them.</summary>
    ValueTask<IReadOnlyList<BookedEntry>> BookedEntries(AppId app, long from, int take);

    /// <summary>A page of the entries of causes in a range, in the order of causes and then of numbers, after an entry of them.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesByCause(AppId app, Core.Audit.KeyRange causes, Entry? after, int take);

    /// <summary>A page of the rows in a range, in key order, or in that of a text index.</summary>
    ValueTask<IReadOnlyList<T>> Range<T>(AppId app, RowKind<T> kind, RowIndex<T>? by, Core.Audit.KeyRange range, int take) where T : class;

    /// <summary>A row; one that cannot be read, or is another's, is named by a <see cref="DamagedRow"/>.</summary>
    ValueTask<T?> Fitting<T>(AppId app, RowKind<T> kind, string key) where T : class;

    ValueTask<T?> FittingBy<T>(AppId app, RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The orders paid from one instant until before another, in the order of payment.</summary>
    IAsyncEnumerable<Core.Orders.Order> PaidBetween(AppId app, DateTimeOffset from, DateTimeOffset until);

    /// <summary>时点余额: every account as its last line at or before an instant left it.</summary>
    ValueTask<IReadOnlyList<Account>> BalancesAt(AppId app, DateTimeOffset at);

    /// <summary>A row of a table that cannot be read, or stands under another's key, is named by a <see cref="DamagedRow"/>.</summary>
    void MustFit(string table, string key, string body);

    /// <summary>A table as it stands, row by row.</summary>
    ValueTask<System.Data.Common.DbDataReader> Scan(string table, string order);

    ValueTask<long> CountEntries();

    /// <summary>The entries that an order or a freeze caused.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesOf(AppId app, string cause);

    /// <summary>The last entries before a number, newest first; of one cause, or of any.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesBefore(AppId app, long before, string? cause, int take);
}

/// <summary>An entry as it stands in its row: with its statement lines, in the order of its moves, and its checksum.</summary>
public sealed record BookedEntry(Entry Entry, IReadOnlyList<Line> Lines, long Seal);

public interface IWriter : IRowSource, IAsyncDisposable
{
    /// <summary>Has nobody else written these apps since this process last did?</summary>
    bool CacheIsCurrent { get; }

    /// <summary>Does each read cost a way there and back, so that those of a group are better done together?</summary>
    bool IsFar { get; }

    /// <summary>Fetches what a group will look for.</summary>
    ValueTask Fetch(IReadOnlyCollection<Wanted> wanted);

    ValueTask Write(IReadOnlyList<Slot> rows, IReadOnlyList<(AppId App, Entry Entry, IReadOnlyList<Line> Lines)> entries);

    ValueTask Commit();
}
