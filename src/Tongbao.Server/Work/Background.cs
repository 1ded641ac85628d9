using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 后台: one loop for money work, one that sets the lanes of notices to work, one for bulk work, one that seals the hash chain, one that
/// keeps the anchor. None of them waits for another. Between two looks they sleep until something is due or is put on the agenda; where
/// other processes may have put it there, not for long.
/// </summary>
public sealed class Background(Agenda agenda, NoticeLanes lanes, Bulk bulk, BlockSealer sealer, IStore store, WorkSignal signal,
    VirtualClock clock, ClockMover mover, HolidayWatch holidays, Anchor anchor, ServerOptions options, ILogger<Background> log)
    : BackgroundService
{
    private static readonly TimeSpan SharedPause = TimeSpan.FromMilliseconds(500), LongestPause = TimeSpan.FromSeconds(10),
        PauseWhenBroken = TimeSpan.FromSeconds(1),
        SealEvery = TimeSpan.FromSeconds(2), AnchorEvery = TimeSpan.FromSeconds(1), SealAllEvery = TimeSpan.FromMinutes(10);

    /// <summary>A timer may be a little early; what is due and could not be done waits for another process, or for its turn.</summary>
    private static readonly TimeSpan ATick = TimeSpan.FromMilliseconds(2), NotYet = TimeSpan.FromMilliseconds(200);

    private DateTimeOffset _sealedAllAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.WhenAll(
            Loop(() => InTurn(agenda.Turn, MoneyWork), cancel => UntilDue(Lane.Money, cancel), stopping),
            Loop(lanes.Look, cancel => UntilDue(Lane.Notices, cancel), stopping),
            Loop(() => InTurn(bulk.Turn, () => bulk.RunDue(clock.GetUtcNow(), stopping)), cancel => UntilDue(Lane.Bulk, cancel), stopping),
            Loop(Seal, cancel => Task.Delay(SealEvery, cancel), stopping),
            Loop(() => anchor.Save(log), cancel => Task.Delay(AnchorEvery, cancel), stopping));
        await lanes.End();
    }

    /// <summary>What this process booked, at once; now and then everything, for a process that ended before it sealed its own.</summary>
    private async Task Seal()
    {
        var all = clock.WallNow - _sealedAllAt > SealAllEvery;
        var booked = signal.TakeBooked();
        try
        {
            await (all ? sealer.SealAll() : sealer.Seal(booked));
        }
        catch
        {
            foreach (var app in booked) signal.Booked(app);
            throw;
        }
        if (all) _sealedAllAt = clock.WallNow;
    }

    /// <summary>
    /// Until the next thing is due by the clock, should it tick; until something new is put on the agenda; at the longest for a while.
    /// </summary>
    private async Task UntilDue(Lane lane, CancellationToken stopping)
    {
        using var waiter = signal.Wait();
        var longest = options.IsShared ? SharedPause : LongestPause;
        var due = clock.IsFrozen ? null : await agenda.NextDue(clock.GetUtcNow() + longest, lane);
        var now = clock.GetUtcNow();
        var pause = clock.State.GoesOn ? NotYet : due is not { } at ? longest : at > now ? at - now + ATick : NotYet;
        waiter.Until = clock.IsFrozen ? now : now + pause;
        await Task.WhenAny(waiter.Given, Task.Delay(pause, stopping));
    }

    private async Task MoneyWork()
    {
        // The clock that another process may have moved is followed in this turn, which the mover of this process takes as well.
        if (options.IsShared)
        {
            await store.BePresent();
            await mover.Follow();
        }
        await mover.GoOn();
        await mover.KeepUp();
        holidays.Look();
        await agenda.RunDue(clock.GetUtcNow());
    }

    /// <summary>Works when it is its turn; while the clock is being moved, the mover does the work.</summary>
    private static async Task InTurn(SemaphoreSlim turn, Func<Task> work)
    {
        if (!await turn.WaitAsync(0)) return;
        try
        {
            await work();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Loop(Func<Task> work, Func<CancellationToken, Task> pause, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work();
                await pause(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                log.LogError("background: {Error}", broken.Message);
                await Task.Delay(PauseWhenBroken, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
