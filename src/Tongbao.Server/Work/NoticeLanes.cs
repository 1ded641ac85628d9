using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知车道: each endpoint (host and port) has a lane of its own within the notices of its app, and no lane waits for another: a receiver
/// that is slow, or never answers, delays what is told to itself alone.
/// </summary>
public sealed class NoticeLanes(IStore store, Teller teller, NoticeTurn turn, Hand hand, WorkSignal signal, VirtualClock clock,
    ILogger<NoticeLanes> log)
{
    /// <summary>How many lanes are at work at once, and how many of one app; where there are more, they take turns.</summary>
    private const int Most = 256, MostOfOneApp = 200;
    private const int Page = 200;
    private static readonly TimeSpan PauseWhenBroken = TimeSpan.FromSeconds(1), OthersTurn = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<LaneKey, (NoticeLane Lane, Task Work)> _atWork = [];
    private volatile bool _ending, _crowded;
    private volatile NoticeWait? _wait;

    /// <summary>May a lane begin to tell more? Not at the end, nor where others wait for a turn that it has had.</summary>
    public bool MayBegin(bool hadItsTurn) => !_ending && !(hadItsTurn && _crowded);

    /// <summary>Sets each lane to work that has something due; answers which these are.</summary>
    public async Task<IReadOnlyList<LaneKey>> Look()
    {
        var due = await Due(clock.GetUtcNow());
        lock (_gate)
        {
            if (_ending) return due;
            _crowded = false;
            foreach (var key in due.Where(_atWork.ContainsKey)) _atWork[key].Lane.Wake();
            var waiting = due.Where(k => !_atWork.ContainsKey(k)).ToArray();
            // Where not all have room, chance gives each its turn.
            if (_atWork.Count + waiting.Length > MostOfOneApp) Random.Shared.Shuffle(waiting);
            foreach (var key in waiting) Begin(key);
        }
        return due;
    }

    /// <summary>Begins to wait for receivers, for a move of the clock: of these there is one at a time.</summary>
    public NoticeWait Wait() => _wait = new NoticeWait(this);

    public void Ends(NoticeWait wait) => Interlocked.CompareExchange(ref _wait, null, wait);

    /// <summary>
    /// When the lane at this endpoint has nothing more to do; at once where there is none at work. It fails where the store is gone.
    /// </summary>
    public Task Idle(LaneKey key)
    {
        lock (_gate)
        {
            if (!_atWork.TryGetValue(key, out var working)) return Task.CompletedTask;
            // One that failed before, and rests, may do better after its rest.
            return working.Lane.Ended.IsFaulted ? working.Work : working.Lane.Ended;
        }
    }

    internal void Told(LaneKey key, WorkItem item, NoticeAttempt tried) => _wait?.Told(key, item, tried);

    /// <param name="waits">Is something left that another process, or another lane, must be done with first?</param>
    /// <returns>False where there is news that the lane has not looked at.</returns>
    internal bool End(NoticeLane lane, bool waits)
    {
        lock (_gate)
        {
            if (lane.MustGoOn) return false;
            _atWork.Remove(lane.Key);
        }
        if (_crowded) signal.Give();
        else if (waits) _ = RingSoon();
        return true;
    }

    /// <summary>Notices that a version without lanes put on the agenda get theirs.</summary>
    public async Task NameAll()
    {
        while (true)
        {
            IReadOnlyList<(AppId App, WorkItem Item)> unnamed;
            await using (var reader = await store.BeginRead()) unnamed = await reader.UnnamedNotices(Page);
            if (unnamed.Count == 0) return;
            await Task.WhenAll(unnamed.Select(w => teller.Run(w.App, new GiveLane(w.Item.Id))));
        }
    }

    /// <summary>Nothing new is begun; what was begun is told to its end, which its time bounds.</summary>
    public async Task End()
    {
        Task[] ending;
        lock (_gate)
        {
            _ending = true;
            foreach (var (lane, _) in _atWork.Values) lane.Wake();
            ending = [.. _atWork.Values.Select(w => w.Work)];
        }
        await Task.WhenAll(ending);
    }

    /// <summary>
    /// The lanes that have something due: those of the first page, or all where more waits than a page holds, behind one receiver perhaps.
    /// </summary>
    private async Task<IReadOnlyList<LaneKey>> Due(DateTimeOffset now)
    {
        await using var reader = await store.BeginRead();
        var first = await reader.DueWork(now, Page, Lane.Notices);
        return first.Count < Page
            ? [.. first.Select(w => new LaneKey(w.App, w.Item.Lane ?? "")).Distinct()]
            : [.. (await reader.Lanes()).Where(l => l.DueAt <= now).Select(l => l.Lane)];
    }

    private async Task RingSoon()
    {
        await Task.Delay(OthersTurn);
        signal.Give();
    }

    private void Begin(LaneKey key)
    {
        if (_atWork.Count >= Most || _atWork.Keys.Count(k => k.App == key.App) >= MostOfOneApp)
        {
            _crowded = true;
            return;
        }
        var lane = new NoticeLane(key, this, store, turn, hand, clock);
        _atWork[key] = (lane, Task.Run(() => Run(lane)));
    }

    private async Task Run(NoticeLane lane)
    {
        try
        {
            await lane.Run();
        }
        catch (Exception broken)
        {
            log.LogError("notices to {Endpoint}: {Error}", lane.Key.Endpoint, broken.Message);
            if (!_ending) await Task.Delay(PauseWhenBroken);
            lock (_gate) _atWork.Remove(lane.Key);
        }
    }
}
