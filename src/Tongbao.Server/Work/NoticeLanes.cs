using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 通知车道: each endpoint (host and port) has its own lane within the notices of its app, and no lane waits for another. A receiver that is
/// slow or never answers delays only its own notices.
/// </summary>
public sealed class NoticeLanes(IStore store, Teller teller, NoticeTurn turn, Hand hand, WorkSignal signal, VirtualClock clock,
    ILogger<NoticeLanes> log)
{
    /// <summary>How many lanes work at once, in total and per app. If there are more, they take turns.</summary>
    private const int Most = 256, MostOfOneApp = 200;
    private const int Page = 200;
    private static readonly TimeSpan PauseWhenBroken = TimeSpan.FromSeconds(1), OthersTurn = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<LaneKey, (NoticeLane Lane, Task Work)> _atWork = [];
    private volatile bool _ending, _crowded;
    private volatile NoticeWait? _wait;

    /// <summary>Whether a lane may begin more attempts. Not when the server stops, nor if it has had its turn and others wait.</summary>
    public bool MayBegin(bool hadItsTurn) => !_ending && !(hadItsTurn && _crowded);

    /// <summary>Starts every lane that has something due, and returns these lanes.</summary>
    public async Task<IReadOnlyList<LaneKey>> Look()
    {
        var due = await Due(clock.GetUtcNow());
        lock (_gate)
        {
            if (_ending) return due;
            _crowded = false;
            foreach (var key in due.Where(_atWork.ContainsKey)) _atWork[key].Lane.Wake();
            var waiting = due.Where(k => !_atWork.ContainsKey(k)).ToArray();
            // If there is not enough room for all, the order is random, so that each gets a turn.
            if (_atWork.Count + waiting.Length > MostOfOneApp) Random.Shared.Shuffle(waiting);
            foreach (var key in waiting) Begin(key);
        }
        return due;
    }

    /// <summary>Begins to wait for receivers during a move of the clock. There is only one such wait at a time.</summary>
    public NoticeWait Wait() => _wait = new NoticeWait(this);

    public void Ends(NoticeWait wait) => Interlocked.CompareExchange(ref _wait, null, wait);

    /// <summary>
    /// Completes when the lane of this endpoint has nothing more to do; at once if it is not running. Fails if the store is unavailable.
    /// </summary>
    public Task Idle(LaneKey key)
    {
        lock (_gate)
        {
            if (!_atWork.TryGetValue(key, out var working)) return Task.CompletedTask;
            // A lane that failed pauses and may succeed afterwards, so wait for the pause as well.
            return working.Lane.Ended.IsFaulted ? working.Work : working.Lane.Ended;
        }
    }

    internal void Told(LaneKey key, WorkItem item, NoticeAttempt tried) => _wait?.Told(key, item, tried);

    /// <param name="waits">Whether something is left that another process or lane must finish first.</param>
    /// <returns>False if there is news that the lane has not looked at.</returns>
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

    /// <summary>Assigns lanes to notices that were put on the agenda by a version without lanes.</summary>
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

    /// <summary>Begins nothing new, and waits for running attempts, whose duration is limited.</summary>
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
    /// The lanes that have something due: those of the first page of notices, or, if there are more notices than a page, those found lane
    /// by lane. One receiver may fill the whole page.
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
