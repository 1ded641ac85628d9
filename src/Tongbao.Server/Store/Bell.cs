using System.Collections.Concurrent;

namespace Tongbao.Server.Store;

/// <summary>
/// 铃: rung after a commit, so that what waits for new work sleeps until there is some instead of looking again and again: an idle
/// server costs nothing. What other processes commit to a shared store does not ring here; there the loops also look by themselves.
/// </summary>
public sealed class Bell
{
    private readonly ConcurrentDictionary<AppId, bool> _booked = new();
    private TaskCompletionSource _rung = New();

    /// <summary>Ends when something is put on the agenda after this was asked for.</summary>
    public Task NextRing => Volatile.Read(ref _rung).Task;

    public void Ring() => Interlocked.Exchange(ref _rung, New()).TrySetResult();

    /// <summary>Entries were booked for an app; they wait to be sealed.</summary>
    public void Booked(AppId app) => _booked[app] = true;

    /// <summary>The apps with entries since this was last asked.</summary>
    public IReadOnlyList<AppId> TakeBooked() => [.. _booked.Keys.Where(app => _booked.TryRemove(app, out _))];

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
