using Tongbao.Server.Store;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox;

/// <summary>What the simulators remember, kept in the store beside the books, for all processes.</summary>
public sealed record SimulatorRow(string Key, string Value)
{
    public static readonly RowKind<SimulatorRow> Rows = new("simulator", r => r.Key);
}

public sealed class SimulatorMemory(IStore store, Teller teller) : IMemory
{
    public async ValueTask<string?> Get(string key)
    {
        await using var reader = await store.BeginRead();
        return (await reader.Load(SystemApp.Id, SimulatorRow.Rows, key))?.Value;
    }

    public async ValueTask Put(string key, string? value) => await teller.Run(SystemApp.Id, new Remember(key, value));

    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> List(string prefix)
    {
        await using var reader = await store.BeginRead();
        return [.. (await reader.Beginning(SystemApp.Id, SimulatorRow.Rows, prefix)).Select(r => KeyValuePair.Create(r.Key, r.Value))];
    }

    private sealed record Remember(string Key, string? Value) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            if (Value is not null) book.Shelf.Put(SystemApp.Id, SimulatorRow.Rows, new SimulatorRow(Key, Value));
            else if (await book.Shelf.Find(SystemApp.Id, SimulatorRow.Rows, Key) is { } row) book.Shelf.Remove(SystemApp.Id, SimulatorRow.Rows, row);
            return Done.It;
        }
    }
}
