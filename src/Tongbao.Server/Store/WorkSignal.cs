using System.Collections.Concurrent;

namespace Tongbao.Server.Store;

/// <summary>
/// 新任务信号: given after a commit. Loops sleep until they get it instead of polling, so an idle server costs nothing. Commits of other
/// processes give no signal here; with a shared store the loops poll as well.
/// </summary>
public sealed class WorkSignal
{
    private readonly ConcurrentDictionary<AppId, bool> _booked = new();
    private readonly ConcurrentDictionary<Waiter, bool> _waiters = new();

    /// <summary>Begins to wait. From now on every new item on the agenda wakes the waiter.</summary>
    public Waiter Wait()
    {
        var waiter = new Waiter(this);
        _waiters[waiter] = true;
        return waiter;
    }

    /// <summary>
    /// Signals a new item that is due at an instant, and wakes waiters that would sleep longer. Without an instant, wakes all of them.
    /// </summary>
    public void Give(DateTimeOffset? due = null)
    {
        foreach (var waiter in _waiters.Keys)
        {
            if (due is null || due <= waiter.Until) waiter.Wake();
        }
    }

    /// <summary>Records that entries of an app were booked and are not sealed yet.</summary>
    public void Booked(AppId app) => _booked[app] = true;

    /// <summary>The apps with new entries since the last call.</summary>
    public IReadOnlyList<AppId> TakeBooked() => [.. _booked.Keys.Where(app => _booked.TryRemove(app, out _))];

    /// <summary>One waiting loop. It wakes by itself at a given time, so items that are due later do not wake it.</summary>
    public sealed class Waiter(WorkSignal signal) : IDisposable
    {
        private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _until = DateTimeOffset.MaxValue.Ticks;

        public DateTimeOffset Until
        {
            get => new(Volatile.Read(ref _until), TimeSpan.Zero);
            set => Volatile.Write(ref _until, value.UtcTicks);
        }

        public Task Given => _given.Task;

        public void Wake() => _given.TrySetResult();

        public void Dispose() => signal._waiters.TryRemove(this, out _);
    }
}
