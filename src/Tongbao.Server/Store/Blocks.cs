using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>封块: makes hash-chain blocks from new entries. It runs beside the teller, so that no booking waits for it.</summary>
public sealed class BlockSealer(IStore store, Teller teller)
{
    private const int MaxEntries = 5_000;

    /// <summary>
    /// Seals the entries of every app, including those booked before this process started or by a process that ended before sealing.
    /// </summary>
    public async Task SealAll()
    {
        IReadOnlyList<App> apps;
        await using (var reader = await store.BeginRead()) apps = await reader.All(null, App.Rows);
        await Seal([.. apps.Select(a => a.Id)]);
    }

    public async Task Seal(IReadOnlyList<AppId> apps)
    {
        foreach (var app in apps)
        {
            while (await Seal(app)) { }
        }
    }

    private async Task<bool> Seal(AppId app)
    {
        await using var reader = await store.BeginRead();
        var state = await reader.Load(app, ChainState.Rows, ChainState.Key);
        var (no, from, previous) = (state?.Blocks ?? 0, (state?.LastEntry ?? 0) + 1, state?.Hash ?? "");
        using var hash = Block.Begin(previous);
        var last = from - 1;
        await foreach (var entry in reader.Entries(app, from))
        {
            hash.AppendData(EntryText.ChainBytes(entry));
            last = entry.No;
            if (last - from + 1 >= MaxEntries) break;
        }
        if (last < from) return false;
        await teller.Run(app, new AddBlock(new Block(no + 1, from, last, Block.End(hash))));
        return last - from + 1 >= MaxEntries;
    }

    private sealed record AddBlock(Block Block) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var state = await book.Shelf.Find(book.App.Id, ChainState.Rows, ChainState.Key);
            if ((state?.Blocks ?? 0) != Block.No - 1) return Errors.NothingToDo;    // another process was first
            book.Shelf.Put(book.App.Id, Core.Ledger.Block.Rows, Block);
            book.Shelf.Put(book.App.Id, ChainState.Rows, new ChainState(Block.No, Block.Last, Block.Hash));
            return Done.It;
        }
    }
}
