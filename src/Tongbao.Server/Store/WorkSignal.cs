using System.Collections.Concurrent;

namespace Tongbao.Server.Store;

/// <summary>
/// 新任务信号: given after a commit. A loop that waits for work sleeps until it is given, instead of polling: an idle server costs nothing.
/// What other processes commit to a shared store gives no signal here; with such a store the loops poll as well.
/// </summary>
public sealed class WorkSignal
{
    private readonly ConcurrentDictionary<AppId, bool> _booked = new();
    private readonly ConcurrentDictionary<Waiter, bool> _waiters = new();

    /// <summary>Begins to wait. From now on everything that is put on the agenda wakes the waiter.</summary>
    public Waiter Wait()
    {
        var waiter = new Waiter(this);
        _waiters[waiter] = true;
        return waiter;
    }

    /// <summary>
    /// Something is put on the agenda for an instant: whoever would sleep beyond it is woken. Without an instant, everybody.
    /// </summary>
    public void Give(DateTimeOffset? due = null)
    {
        foreach (var waiter in _waiters.Keys)
        {
            if (due is null || due <= waiter.Until) waiter.Wake();
        }
    }

    /// <summary>Entries were booked for an app; they wait to be sealed.</summary>
    public void Booked(AppId app) => _booked[app] = true;

    /// <summary>The apps with entries since this was last asked.</summary>
    public IReadOnlyList<AppId> TakeBooked() => [.. _booked.Keys.Where(app => _booked.TryRemove(app, out _))];

    /// <summary>One loop that waits. It wakes by itself at an instant, so what is due later need not wake it.</summary>
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
