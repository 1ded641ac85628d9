using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 批量车道: does bulk work slice by slice, one slice at a time in this process. Each slice waits in the teller's queue behind earlier
/// payments, so a payment waits for at most one slice. Works that are due together take turns of some slices.
/// </summary>
public sealed class Bulk(IStore store, Teller teller, IEnumerable<IBulkWork> kinds, Hand hand)
{
    private const int Batch = 50;

    /// <summary>Transactions of one work before others are looked for: to look, and to claim a work, costs as much as some rows.</summary>
    private const int InATurn = 8;

    private readonly Dictionary<string, IBulkWork> _kinds = kinds.ToDictionary(k => k.Kind.Name);

    /// <summary>The right to do bulk work, held by a move of the clock or by the background loop.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Runs what is due up to a time, until it is complete.</summary>
    /// <param name="stopping">Begins no more slices; the rest is done after the next start.</param>
    /// <returns>The slices that were done.</returns>
    public async Task<IReadOnlyList<Ran>> RunDue(DateTimeOffset until, CancellationToken stopping = default)
    {
        var ran = new List<Ran>();
        while (await RunRound(until, stopping) is { Count: > 0 } round) ran.AddRange(round);
        return Ran.Sum(ran);
    }

    /// <summary>Runs some slices of each work that is due.</summary>
    private async Task<List<Ran>> RunRound(DateTimeOffset until, CancellationToken stopping)
    {
        IReadOnlyList<(AppId App, WorkItem Item)> due;
        await using (var reader = await store.BeginRead()) due = await reader.DueWork(until, Batch, Lane.Bulk);
        var ran = new List<Ran>();
        foreach (var (app, item) in due)
        {
            if (stopping.IsCancellationRequested) return [];
            var slices = 0;
            var done = await hand.Do(app, item, async () =>
            {
                var fate = Fate.GoesOn;
                for (; slices < InATurn && fate == Fate.GoesOn && !stopping.IsCancellationRequested; slices++)
                {
                    fate = await Slice(app, item);
                    await Task.Yield();
                }
                return fate;
            });
            if (done) ran.Add(new Ran(item.Kind, item.DueAt, Math.Max(slices, 1)));
        }
        return ran;
    }

    private async Task<Fate> Slice(AppId app, WorkItem item)
    {
        if (!_kinds.TryGetValue(item.Kind, out var kind)) throw new NotSupportedException("no room of this version does such work");
        var result = (await teller.Run(app, new RunSlice(kind, item.Id, () => teller.IsWaitedFor))).Result;
        SteadyMemory.Keep();
        return result.Reply is RunSlice.Sliced { IsLast: var last } ? last ? Fate.Gone : Fate.GoesOn
            : throw new InvalidOperationException(result.Error?.Id);
    }
}
