using System.Collections.Concurrent;

namespace Tongbao.Server.Store;

/// <summary>
/// 铃: rung after a commit, so that what waits for new work sleeps until there is some instead of looking again and again: an idle
/// server costs nothing. What other processes commit to a shared store does not ring here; there the loops also look by themselves.
/// </summary>
public sealed class Bell
{
    private readonly ConcurrentDictionary<AppId, bool> _booked = new();
    private readonly ConcurrentDictionary<Nap, bool> _naps = new();

    /// <summary>Lies down to sleep; from now on everything that is put on the agenda is heard.</summary>
    public Nap LieDown()
    {
        var nap = new Nap(this);
        _naps[nap] = true;
        return nap;
    }

    /// <summary>Something is put on the agenda for an instant: whoever would sleep beyond it is woken. Without an instant, everybody.</summary>
    public void Ring(DateTimeOffset? due = null)
    {
        foreach (var nap in _naps.Keys)
        {
            if (due is null || due <= nap.Until) nap.Wake();
        }
    }

    /// <summary>Entries were booked for an app; they wait to be sealed.</summary>
    public void Booked(AppId app) => _booked[app] = true;

    /// <summary>The apps with entries since this was last asked.</summary>
    public IReadOnlyList<AppId> TakeBooked() => [.. _booked.Keys.Where(app => _booked.TryRemove(app, out _))];

    /// <summary>Somebody's sleep. Who wakes by himself at an instant need not hear of what is due later.</summary>
    public sealed class Nap(Bell bell) : IDisposable
    {
        private readonly TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _until = DateTimeOffset.MaxValue.Ticks;

        public DateTimeOffset Until
        {
            get => new(Volatile.Read(ref _until), TimeSpan.Zero);
            set => Volatile.Write(ref _until, value.UtcTicks);
        }

        public Task Rung => _rung.Task;

        public void Wake() => _rung.TrySetResult();

        public void Dispose() => bell._naps.TryRemove(this, out _);
    }
}
