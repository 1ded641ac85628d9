using Tongbao.Core.Platform;
using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>
/// 后台: independent loops for money work, notices, bulk work, sealing the hash chain and writing the anchor. None waits for another. They
/// sleep until something is due or new work is signalled; with a shared store only for a short time, because other processes may add work.
/// </summary>
public sealed class Background(Agenda agenda, NoticeLanes lanes, Bulk bulk, BlockSealer sealer, IStore store, WorkSignal signal,
    VirtualClock clock, ClockMover mover, HolidayWatch holidays, Anchor anchor, ServerOptions options, ILogger<Background> log)
    : BackgroundService
{
    private static readonly TimeSpan SharedPause = TimeSpan.FromMilliseconds(500), LongestPause = TimeSpan.FromSeconds(10),
        PauseWhenBroken = TimeSpan.FromSeconds(1),
        SealEvery = TimeSpan.FromSeconds(2), AnchorEvery = TimeSpan.FromSeconds(1), SealAllEvery = TimeSpan.FromMinutes(10);

    /// <summary>
    /// ATick: a timer may fire slightly early. NotYet: how long to wait for work that is due but in use by another process.
    /// </summary>
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

    /// <summary>
    /// Seals what this process booked. From time to time it seals everything, for processes that ended before sealing.
    /// </summary>
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
    /// Waits until the next item is due (if the clock is ticking) or new work is signalled, but not longer than a maximum.
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
        // Another process may have moved the clock. Follow it under the turn, which this process's own mover takes as well.
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

    /// <summary>Does the work if its turn is free. During a move of the clock the mover has the turn and does the work itself.</summary>
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
