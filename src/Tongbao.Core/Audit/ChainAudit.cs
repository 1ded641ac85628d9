using System.Security.Cryptography;
using Tongbao.Core.Ledger;

namespace Tongbao.Core.Audit;

/// <summary>哈希链核对 (invariant 8): checks that the blocks follow one another and that each block's hash matches its entries.</summary>
internal sealed class ChainAudit(IAuditRows rows) : IDisposable
{
    private readonly IAsyncEnumerator<Block> _blocks = rows.All(Block.Rows).GetAsyncEnumerator();
    private readonly IncrementalHash _hash = Block.Begin("");
    private Block? _block;
    private long _count, _next = 1;
    private string? _wrong;

    public Task Begin() => Next("");

    public async ValueTask Add(Entry entry)
    {
        if (_block is null || _wrong is not null) return;
        if (_block.First != _next)
        {
            _wrong = $"block {_block.No} does not follow the one before";
            return;
        }
        _hash.AppendData(rows.ChainBytes(entry));
        if (entry.No < _block.Last) return;
        var hash = Block.End(_hash);
        if (hash != _block.Hash) _wrong = $"block {_block.No}: an entry of {_block.First} to {_block.Last} is not as it was written";
        _next = _block.Last + 1;
        await Next(hash);
    }

    /// <summary>Called after the last entry.</summary>
    public async ValueTask<string?> End()
    {
        if (_block is not null) _wrong ??= $"block {_block.No} has entries that are not there";
        while (_block is not null) await Read();
        await _blocks.DisposeAsync();
        var said = (await rows.Find(ChainState.Rows, ChainState.Key))?.Blocks ?? 0;
        return _count != said ? $"the chain has {_count} blocks of {said}" : _wrong;
    }

    private async Task Next(string previous)
    {
        _hash.GetHashAndReset();
        _hash.AppendData(System.Text.Encoding.ASCII.GetBytes(previous));
        await Read();
    }

    private async Task Read()
    {
        _block = await _blocks.MoveNextAsync() ? _blocks.Current : null;
        if (_block is not null) _count++;
    }

    public void Dispose() => _hash.Dispose();
}
