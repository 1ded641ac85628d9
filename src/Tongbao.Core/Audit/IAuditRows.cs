using Tongbao.Core.Ledger;

namespace Tongbao.Core.Audit;

/// <summary>
/// 核对所读: the rows of one app as they stood at one instant, always so many at a time, so that books of any size are read in the same memory.
/// A row that cannot be read, or stands under another's key, ends the reading.
/// </summary>
public interface IAuditRows
{
    /// <summary>Entries with their statement lines from a number on, in the order of their numbers.</summary>
    ValueTask<IReadOnlyList<(Entry Entry, IReadOnlyList<Line> Lines)>> Entries(long from, int take);

    /// <summary>Entries of causes in a range, in the order of causes and then of numbers, after an entry of them.</summary>
    ValueTask<IReadOnlyList<Entry>> EntriesByCause(KeyRange causes, Entry? after, int take);

    ValueTask<IReadOnlyList<Entry>> EntriesOf(string cause);

    /// <summary>Rows with keys in a range, in key order.</summary>
    ValueTask<IReadOnlyList<T>> Page<T>(RowKind<T> kind, KeyRange keys, int take) where T : class;

    /// <summary>All rows that have a value of a text index in a range.</summary>
    ValueTask<IReadOnlyList<T>> Under<T>(RowKind<T> kind, RowIndex<T> index, KeyRange values) where T : class;

    ValueTask<T?> Find<T>(RowKind<T> kind, string key) where T : class;
    ValueTask<T?> FindBy<T>(RowKind<T> kind, RowIndex<T> index, string value) where T : class;

    /// <summary>The bytes that an entry gives to the hash chain.</summary>
    byte[] ChainBytes(Entry entry);

    /// <summary>A tally with so many figures a key.</summary>
    ITally Tally(int figures);
}

/// <summary>对账栏: adds up figures by key, in whatever order they come, and in memory that does not grow with the number of keys.</summary>
public interface ITally : IDisposable
{
    void Add(string key, params ReadOnlySpan<long> figures);

    /// <summary>What was added, by key, in the order of keys; nothing is added afterwards.</summary>
    IEnumerable<(string Key, long[] Sums)> Sums();
}

/// <summary>区间: the keys behind one, which is not of them, up to another, which is; null where there is no such end.</summary>
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
