using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>后台: runs what is due, seals blocks of the hash chain, and follows the clock that another process may have moved.</summary>
public sealed class Background(Agenda agenda, BlockSealer sealer, VirtualClock clock, ClockMover mover, ServerOptions options, ILogger<Background> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50), PauseWhenBroken = TimeSpan.FromSeconds(1), SealEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var sealedAt = TimeProvider.System.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                if (await agenda.Turn.WaitAsync(0, stopping))
                {
                    try
                    {
                        if (options.IsShared) await mover.Follow();
                        await agenda.RunDue(clock.GetUtcNow());
                    }
                    finally
                    {
                        agenda.Turn.Release();
                    }
                }
                if (TimeProvider.System.GetElapsedTime(sealedAt) > SealEvery)
                {
                    await sealer.SealAll();
                    sealedAt = TimeProvider.System.GetTimestamp();
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                log.LogError("background: {Error}", broken.Message);
                pause = PauseWhenBroken;
            }
            try
            {
                await Task.Delay(pause, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
