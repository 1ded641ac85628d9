using Tongbao.Core.Ledger;

namespace Tongbao.Core.Audit;

/// <summary>
/// 核对所读: the rows of one app in one snapshot, read a page at a time, so that memory does not grow with the size of the books. Reading ends
/// at a row that cannot be read or that is stored under another row's key.
/// </summary>
public interface IAuditRows
{
    /// <summary>Entries with their statement lines, in order of their numbers, starting at a number.</summary>
    ValueTask<IReadOnlyList<(Entry Entry, IReadOnlyList<Line> Lines)>> Entries(long from, int take);

    /// <summary>Entries whose causes are in a range, ordered by cause and then by number, starting after a given entry.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesByCause(KeyRange causes, Entry? after, int take);

    ValueTask<IReadOnlyList<Entry>> EntriesOf(string cause);

    /// <summary>Rows whose keys are in a range, in key order.</summary>
    ValueTask<IReadOnlyList<T>> Page<T>(RowKind<T> kind, KeyRange keys, int take) where T : class;

    /// <summary>All rows whose value in a text index is in a range.</summary>
    ValueTask<IReadOnlyList<T>> Under<T>(RowKind<T> kind, RowIndex<T> index, KeyRange values) where T : class;

    ValueTask<T?> Find<T>(RowKind<T> kind, string key) where T : class;
    ValueTask<T?> FindBy<T>(RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The bytes of an entry that go into the hash chain.</summary>
    byte[] ChainBytes(Entry entry);

    /// <summary>A new tally that keeps this many figures per key.</summary>
    ITally Tally(int figures);
}

/// <summary>对账栏: adds up figures per key. The keys may come in any order, and memory does not grow with their number.</summary>
public interface ITally : IDisposable
{
    void Add(string key, params ReadOnlySpan<long> figures);

    /// <summary>The sums, in key order. Nothing may be added afterwards.</summary>
    IEnumerable<(string Key, long[] Sums)> Sums();
}

/// <summary>
/// 区间: a range of keys: greater than one key (exclusive) and up to another (inclusive). Null means no limit on that side.
/// </summary>
public readonly record struct KeyRange(string? After, string? UpTo)
{
    public static readonly KeyRange All = new(null, null);
}

public static class AuditReading
{
    private const int Page = 1_000;

    extension(IAuditRows rows)
    {
        public async IAsyncEnumerable<T> All<T>(RowKind<T> kind, KeyRange? keys = null) where T : class
        {
            var left = keys ?? KeyRange.All;
            while (true)
            {
                var page = await rows.Page(kind, left, Page);
                foreach (var row in page) yield return row;
                if (page.Count < Page) yield break;
                left = left with { After = kind.Key(page[^1]) };
            }
        }

        public async IAsyncEnumerable<Entry> EntriesByCause(KeyRange causes)
        {
            Entry? last = null;
            while (true)
            {
                var page = await rows.EntriesByCause(causes, last, Page);
                foreach (var entry in page) yield return entry;
                if (page.Count < Page) yield break;
                last = page[^1];
            }
        }

        public async IAsyncEnumerable<(Entry Entry, IReadOnlyList<Line> Lines)> EntriesInOrder()
        {
            var from = 0L;
            while (true)
            {
                var page = await rows.Entries(from, Page);
                foreach (var entry in page) yield return entry;
                if (page.Count < Page) yield break;
                from = page[^1].Entry.No + 1;
            }
        }
    }
}
