using Tongbao.Core.Audit;
using Tongbao.Core.Ledger;

namespace Tongbao.Server.Store;

/// <summary>Reads the rows of one app for the audit, from a snapshot of the store.</summary>
internal sealed class AuditRows(IReader reader, AppId app) : IAuditRows
{
    /// <summary>Read without a limit: a range of an index belongs to a few hundred orders at most.</summary>
    private const int NoEnd = int.MaxValue;

    public async ValueTask<IReadOnlyList<(Entry Entry, IReadOnlyList<Line> Lines)>> Entries(long from, int take)
    {
        SteadyMemory.Keep();
        var entries = await reader.BookedEntries(app, from, take);
        return [.. entries.Select(e => e.Seal == EntryText.Seal(e.Entry, EntryText.Write(e.Entry.Moves)) ? (e.Entry, e.Lines)
            : throw new DamagedRow($"entry {e.Entry.No} is not as it was written"))];
    }

    public ValueTask<IReadOnlyList<Entry>> EntriesByCause(KeyRange causes, Entry? after, int take)
    {
        SteadyMemory.Keep();
        return reader.EntriesByCause(app, causes, after, take);
    }

    public ValueTask<IReadOnlyList<Entry>> EntriesOf(string cause) => reader.EntriesOf(app, cause);

    public ValueTask<IReadOnlyList<T>> Page<T>(RowKind<T> kind, KeyRange keys, int take) where T : class
    {
        SteadyMemory.Keep();
        return reader.Range(app, kind, null, keys, take);
    }

    public ValueTask<IReadOnlyList<T>> Under<T>(RowKind<T> kind, RowIndex<T> index, KeyRange values) where T : class =>
        reader.Range(app, kind, index, values, NoEnd);
    public ValueTask<T?> Find<T>(RowKind<T> kind, string key) where T : class => reader.Fitting(app, kind, key);
    public ValueTask<T?> FindBy<T>(RowKind<T> kind, RowIndex<T> index, string value) where T : class =>
        reader.FittingBy(app, kind, index, value);
    public byte[] ChainBytes(Entry entry) => EntryText.ChainBytes(entry);
    public ITally Tally(int figures) => new SpilledTally(figures);
}
