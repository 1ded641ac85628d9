using System.Collections.Concurrent;
using System.Diagnostics;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 等候: what one move of the clock waits for: every receiver that answers, but each for a limited time. A receiver that let an attempt time
/// out and has never answered is not waited for again. Its lane goes on while the clock moves.
/// </summary>
public sealed class NoticeWait(NoticeLanes lanes) : IDisposable
{
    /// <summary>The total time that one move of the clock waits for one receiver.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OthersTurn = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<LaneKey, Receiver> _receivers = new();
    private readonly ConcurrentQueue<Ran> _ran = new();

    public bool HasLeft => _receivers.Values.Any(r => r.IsLeft);

    /// <summary>Whether this receiver is still waited for.</summary>
    public bool IsFor(LaneKey key) => !(_receivers.TryGetValue(key, out var receiver) && receiver.IsLeft);

    /// <summary>Waits until everything due has been tried at every receiver that is waited for. Returns what was sent meanwhile.</summary>
    public async Task<IReadOnlyList<Ran>> UntilTold()
    {
        var due = (await lanes.Look()).Where(IsFor).ToList();
        await Task.WhenAll(due.Select(Until));
        // Another process is sending it, or there is no room for the lane yet. Wait for that as well.
        if (due.Count > 0 && _ran.IsEmpty) await Task.WhenAll(due.Where(IsFor).Select(key => Of(key).WaitFor(Task.Delay(OthersTurn))));
        var ran = new List<Ran>();
        while (_ran.TryDequeue(out var one)) ran.Add(one);
        return Ran.Sum(ran);
    }

    /// <summary>Called when a lane of this process has made an attempt.</summary>
    public void Told(LaneKey key, WorkItem item, NoticeAttempt tried)
    {
        _ran.Enqueue(new Ran(item.Kind, item.DueAt, 1));
        Of(key).Heard(!NoticeSender.IsSilence(tried));
    }

    public void Dispose() => lanes.Ends(this);

    private async Task Until(LaneKey key)
    {
        var idle = lanes.Idle(key);
        await Of(key).WaitFor(idle);
        // If the store is unavailable, the move ends too.
        if (idle.IsFaulted) await idle;
    }

    private Receiver Of(LaneKey key) => _receivers.GetOrAdd(key, _ => new Receiver());

    /// <summary>What this move knows about a receiver.</summary>
    private sealed class Receiver
    {
        private readonly TaskCompletionSource _ranOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _answered;
        private TimeSpan _waited;

        public bool IsLeft => _waited >= Longest || _ranOut.Task.IsCompleted;

        public void Heard(bool answer)
        {
            if (answer) _answered = true;
            else if (!_answered) _ranOut.TrySetResult();
        }

        public async Task WaitFor(Task idle)
        {
            if (idle.IsCompleted) return;
            var begun = Stopwatch.GetTimestamp();
            using var over = new CancellationTokenSource();
            await Task.WhenAny(idle, _ranOut.Task, Task.Delay(Longest - _waited, over.Token));
            await over.CancelAsync();
            _waited += Stopwatch.GetElapsedTime(begun);
        }
    }
}
