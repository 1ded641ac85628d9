using Tongbao.Server.Store;

namespace Tongbao.Server.Work;

/// <summary>后台: runs what is due, seals blocks of the hash chain, and follows the clock that another process may have moved.</summary>
public sealed class Background(Agenda agenda, BlockSealer sealer, VirtualClock clock, IStore store, ServerOptions options, ILogger<Background> log) : BackgroundService
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
                if (options.Store == "postgres") await FollowClock();
                if (await agenda.Turn.WaitAsync(0, stopping))
                {
                    try
                    {
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

    private async Task FollowClock()
    {
        await using var reader = await store.BeginRead();
        if (await reader.Load(SystemApp.Id, ClockState.Rows, "clock") is { } state && state != clock.State) clock.State = state;
    }
}
