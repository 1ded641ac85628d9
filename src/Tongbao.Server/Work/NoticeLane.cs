using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 一条车道: tells the notices of one app to one endpoint. So many at once and no more; those about one order one after another. It has a few
/// of them at hand, the others wait in the store. It ends when nothing that is due is left for it to do.
/// </summary>
internal sealed class NoticeLane(LaneKey key, NoticeLanes lanes, IStore store, NoticeTurn turn, Hand hand, VirtualClock clock)
{
    /// <summary>How many tries it makes at once, and how many of its notices it has at hand.</summary>
    private const int Width = 16, AtHand = 64;

    /// <summary>By the order that they are about.</summary>
    private readonly Dictionary<string, (string Item, Task<bool> Telling)> _underWay = [];

    /// <summary>Orders of which the first notice is in another's hands; what comes after it waits.</summary>
    private readonly HashSet<string> _held = [];

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<WorkItem> _next = [];
    private bool _hadItsTurn;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LaneKey Key => key;

    /// <summary>Ends when the lane does; fails where the store was gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Something may have become due, or free, since it last looked.</summary>
    public void Wake() => Volatile.Read(ref _news).TrySetResult();

    public async Task Run()
    {
        try
        {
            while (true)
            {
                if (MayBegin) await Fill();
                if (_underWay.Count > 0) await UntilOneIsDone();
                else if (lanes.End(this, _held.Count > 0)) break;
            }
            _ended.TrySetResult();
        }
        catch (Exception broken)
        {
            await Task.WhenAll(_underWay.Values.Select(u => (Task)u.Telling)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ended.TrySetException(broken);
            throw;
        }
    }

    /// <summary>Is there news that it is to look at yet? Then it must not end.</summary>
    public bool MustGoOn => HasNews && MayBegin;

    private bool HasNews => _news.Task.IsCompleted;

    private async Task Fill()
    {
        _hadItsTurn = true;
        if (HasNews)
        {
            Volatile.Write(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously));
            _held.Clear();
            _next.Clear();
        }
        var looked = false;
        while (_underWay.Count < Width)
        {
            if (_next.FindIndex(IsFree) is >= 0 and var at)
            {
                var item = _next[at];
                _next.RemoveAt(at);
                // Signing takes a core for a while: on two of them two are signed.
                _underWay[item.Detail] = (item.Id, Task.Run(() => Tell(item)));
                continue;
            }
            if (looked) return;
            await using var reader = await store.BeginRead();
            _next = [.. (await reader.DueIn(key, clock.GetUtcNow(), AtHand)).Where(i => !_underWay.Values.Any(u => u.Item == i.Id))];
            looked = true;
        }
    }

    /// <summary>News that it may not act upon yet would wake it again and again.</summary>
    private bool IsListening => _underWay.Count < Width && (MayBegin || !HasNews);

    /// <summary>Where others wait for their turn, and at the end, it ends with what it has begun.</summary>
    private bool MayBegin => lanes.MayBegin(_hadItsTurn);

    private bool IsFree(WorkItem item) => !_underWay.ContainsKey(item.Detail) && !_held.Contains(item.Detail);

    private async Task UntilOneIsDone()
    {
        await Task.WhenAny([.. _underWay.Values.Select(u => u.Telling), .. IsListening ? [_news.Task] : Array.Empty<Task>()]);
        foreach (var (about, (_, telling)) in _underWay.Where(u => u.Value.Telling.IsCompleted).ToList())
        {
            _underWay.Remove(about);
            if (!await telling) _held.Add(about);
        }
    }

    /// <returns>False where it is another's, or waits for what another has.</returns>
    private async Task<bool> Tell(WorkItem item)
    {
        NoticeAttempt? tried = null;
        var done = await hand.Do(key.App, item, async () =>
        {
            (var fate, tried) = await turn.Tell(key.App, item);
            return fate;
        });
        if (tried is not null) lanes.Told(key, item, tried);
        return done;
    }
}
