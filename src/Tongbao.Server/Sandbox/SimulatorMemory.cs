using System.Collections.Concurrent;
using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>The memory of the simulators, kept in the store beside the books and shared by all processes.</summary>
public sealed record SimulatorRow(string Key, string Value)
{
    public static readonly RowKind<SimulatorRow> Rows = new("simulator", r => r.Key);
}

/// <summary>
/// Most trades are not stored, and most sandboxes have no scenarios. So a process that is alone on its store keeps hashes of all keys and
/// prefixes in memory, and reads nothing for keys that cannot exist. With a shared store each lookup reads.
/// </summary>
public sealed class SimulatorMemory(IStore store, Teller teller, ServerOptions options) : IMemory
{
    /// <summary>Prefixes end with one of these characters.</summary>
    private static readonly char[] PrefixEnds = ['/', '-'];

    private readonly Lazy<Task<ConcurrentDictionary<long, bool>>> _maybe = new(() => ReadKeys(store));

    public async ValueTask<string?> Get(string key)
    {
        if (!await MayHave(key)) return null;
        await using var reader = await store.BeginRead();
        return (await reader.Load(SystemApp.Id, SimulatorRow.Rows, key))?.Value;
    }

    public async ValueTask Put(string key, string? value)
    {
        // Noted before the commit: an extra key costs one read, a missing key would make the value invisible.
        if (!options.IsShared && value is not null) Note(await _maybe.Value, key);
        await teller.Run(SystemApp.Id, new Remember(key, value));
    }

    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> List(string prefix)
    {
        if (prefix.IndexOfAny(PrefixEnds, prefix.Length - 1) >= 0 && !await MayHave(prefix)) return [];
        await using var reader = await store.BeginRead();
        return [.. (await reader.Beginning(SystemApp.Id, SimulatorRow.Rows, prefix)).Select(r => KeyValuePair.Create(r.Key, r.Value))];
    }

    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> Page(string prefix, string? after, int take)
    {
        await using var reader = await store.BeginRead();
        var rows = new Stretch<SimulatorRow>(SimulatorRow.Rows) { Prefix = prefix, After = after is null ? null
            : new Cursor(after), Take = take };
        return [.. (await reader.Page(SystemApp.Id, rows)).Select(r => KeyValuePair.Create(r.Key, r.Value))];
    }

    private async ValueTask<bool> MayHave(string text) => options.IsShared || (await _maybe.Value).ContainsKey(HashOf(text));

    private static async Task<ConcurrentDictionary<long, bool>> ReadKeys(IStore store)
    {
        var known = new ConcurrentDictionary<long, bool>();
        await using var reader = await store.BeginRead();
        foreach (var row in await reader.All(SystemApp.Id, SimulatorRow.Rows)) Note(known, row.Key);
        return known;
    }

    private static void Note(ConcurrentDictionary<long, bool> known, string key)
    {
        known[HashOf(key)] = true;
        for (var end = key.IndexOfAny(PrefixEnds); end >= 0; end = key.IndexOfAny(PrefixEnds, end + 1))
            known[HashOf(key.AsSpan(0, end + 1))] = true;
    }

    private static long HashOf(ReadOnlySpan<char> text) =>
        BitConverter.ToInt64(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text)), 0);

    private sealed record Remember(string Key, string? Value) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (Value is not null) book.Shelf.Put(SystemApp.Id, SimulatorRow.Rows, new SimulatorRow(Key, Value));
            else if (await book.Shelf.Find(SystemApp.Id, SimulatorRow.Rows, Key) is { } row)
                book.Shelf.Remove(SystemApp.Id, SimulatorRow.Rows, row);
            return Done.It;
        }
    }
}
