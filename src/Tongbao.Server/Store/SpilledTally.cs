using System.Text;
using Tongbao.Core.Audit;
using Tongbao.Server.Security;

namespace Tongbao.Server.Store;

/// <summary>
/// 对账栏 that uses the disk: adds up in memory until there are too many keys; then they go, sorted, to a temporary file and are merged when
/// the sums are read. Only large stores need the file.
/// </summary>
/// <param name="figures">How many figures each key has.</param>
internal sealed class SpilledTally(int figures, int keysInMemory = SpilledTally.KeysInMemory) : ITally
{
    private const int KeysInMemory = 10_000, BytesARun = 4096;

    private readonly Dictionary<string, long[]> _sums = [];
    private readonly List<(long From, int Keys)> _runs = [];
    private FileStream? _file;

    public void Add(string key, params ReadOnlySpan<long> add)
    {
        if (!_sums.TryGetValue(key, out var sums))
        {
            if (_sums.Count >= keysInMemory) Spill();
            _sums[key] = sums = new long[figures];
        }
        Add(sums, add);
    }

    public IEnumerable<(string Key, long[] Sums)> Sums()
    {
        _file?.Flush();
        var queue = new PriorityQueue<IEnumerator<(string Key, long[] Sums)>, string>(StringComparer.Ordinal);
        foreach (var run in _runs.Select(Read).Prepend(Sorted()).Select(r => r.GetEnumerator()))
        {
            if (run.MoveNext()) queue.Enqueue(run, run.Current.Key);
        }
        while (queue.TryPeek(out var first, out var key))
        {
            var sums = new long[figures];
            while (queue.TryPeek(out first, out var next) && next == key)
            {
                Add(sums, first.Current.Sums);
                if (first.MoveNext()) queue.DequeueEnqueue(first, first.Current.Key);
                else queue.Dequeue().Dispose();
            }
            yield return (key, sums);
        }
    }

    private static void Add(long[] sums, ReadOnlySpan<long> add)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += add[i];
    }

    private IEnumerable<(string Key, long[] Sums)> Sorted() =>
        _sums.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value));

    private void Spill()
    {
        _file ??= PrivateFile.Create(Path.Combine(Path.GetTempPath(), $"tongbao-verify-{Guid.NewGuid():N}"));
        _runs.Add((_file.Position, _sums.Count));
        using (var to = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var (key, sums) in Sorted())
            {
                to.Write(key);
                foreach (var sum in sums) to.Write7BitEncodedInt64(sum);
            }
        }
        _sums.Clear();
    }

    private IEnumerable<(string Key, long[] Sums)> Read((long From, int Keys) run)
    {
        using var file = new FileStream(_file!.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
            BytesARun) { Position = run.From };
        using var from = new BinaryReader(file, Encoding.UTF8);
        for (var n = 0; n < run.Keys; n++)
        {
            var key = from.ReadString();
            var sums = new long[figures];
            for (var i = 0; i < figures; i++) sums[i] = from.Read7BitEncodedInt64();
            yield return (key, sums);
        }
    }

    public void Dispose()
    {
        if (_file is null) return;
        _file.Dispose();
        File.Delete(_file.Name);
    }
}
