using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>后台: one loop for money work, one for notices, one that seals the hash chain. None of them waits for another.</summary>
public sealed class Background(Agenda agenda, BlockSealer sealer, VirtualClock clock, ClockMover mover, ServerOptions options, ILogger<Background> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200), PauseWhenBroken = TimeSpan.FromSeconds(1), SealEvery = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stopping) => Task.WhenAll(
        Loop(() => InTurn(agenda.MoneyTurn, MoneyWork), Pause, stopping),
        Loop(() => InTurn(agenda.NoticeTurn, () => agenda.RunDue(clock.GetUtcNow(), Lane.Notices)), Pause, stopping),
        Loop(sealer.SealAll, SealEvery, stopping));

    private async Task MoneyWork()
    {
        // The clock that another process may have moved is followed in this turn, which the mover of this process takes as well.
        if (options.IsShared) await mover.Follow();
        await agenda.RunDue(clock.GetUtcNow(), Lane.Money);
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

    private async Task Loop(Func<Task> work, TimeSpan pause, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var wait = pause;
            try
            {
                await work();
            }
            catch (Exception broken)
            {
                log.LogError("background: {Error}", broken.Message);
                wait = PauseWhenBroken;
            }
            await Task.Delay(wait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
