using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 一条车道: sends the notices of one app to one endpoint. It sends a limited number at once; notices about one order are sent one after
/// another. It keeps a few notices in memory; the others wait in the store. It ends when nothing more is due for it.
/// </summary>
internal sealed class NoticeLane(LaneKey key, NoticeLanes lanes, IStore store, NoticeTurn turn, Hand hand, VirtualClock clock)
{
    /// <summary>How many attempts it makes at once, and how many of its notices it keeps in memory.</summary>
    private const int Width = 16, AtHand = 64;

    /// <summary>The attempts in progress, keyed by the order that they are about.</summary>
    private readonly Dictionary<string, (string Item, Task<bool> Telling)> _underWay = [];

    /// <summary>Orders whose first notice is in use by another process. Their later notices must wait.</summary>
    private readonly HashSet<string> _held = [];

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<WorkItem> _next = [];
    private bool _hadItsTurn;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LaneKey Key => key;

    /// <summary>Completes when the lane ends; fails if the store was unavailable.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Tells the lane that something may have become due, or available, since it last looked.</summary>
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

    /// <summary>Whether there is news that the lane may act on. Then it must not end.</summary>
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
                // Signing takes CPU time, so attempts run on several cores.
                _underWay[item.Detail] = (item.Id, Task.Run(() => Tell(item)));
                continue;
            }
            if (looked) return;
            await using var reader = await store.BeginRead();
            _next = [.. (await reader.DueIn(key, clock.GetUtcNow(), AtHand)).Where(i => !_underWay.Values.Any(u => u.Item == i.Id))];
            looked = true;
        }
    }

    /// <summary>A lane that may not begin anything does not listen: the same news would wake it again and again.</summary>
    private bool IsListening => _underWay.Count < Width && (MayBegin || !HasNews);

    /// <summary>If other lanes wait for their turn, or the server stops, the lane completes what it has begun and ends.</summary>
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

    /// <returns>False if it is in use by another process, or waits for something that is.</returns>
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
