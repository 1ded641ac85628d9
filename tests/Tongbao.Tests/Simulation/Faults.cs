using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>What goes wrong around the server: crashes, a deaf receiver; and the time that passes.</summary>
public sealed partial class Simulation
{
    private const string Notices = "/notices";

    /// <summary>
    /// When within a request or a move of the clock the process is killed: chance that does not come again, and decides nothing.
    /// </summary>
    private readonly Random killAfter = new();

    private async Task Restart()
    {
        await flow.Server.Kill();
        await flow.Server.Start();
    }

    private async Task Crash()
    {
        Note("kill -9 between two requests");
        await Restart();
        foreach (var deal in market.Deals.Values.Reverse().Take(40)) market.Touched.Add(deal);
    }

    private async Task TimePasses(TimeSpan by)
    {
        var target = market.Now + by;
        // Where several processes may share the store, one that was killed is waited for, a minute of real time and more.
        if (options.Store == Store.Sqlite && dice.OneIn(CrashOneIn / 2))
        {
            Note($"kill -9 while the clock moves to {target:MM-dd HH:mm}");
            var moving = flow.Sandbox.MoveTo(Iso(target));
            await Task.WhenAny(moving, Task.Delay(killAfter.Next(40)));
            await Restart();
            try { await moving; }
            catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException) { }
        }
        await flow.Sandbox.MoveTo(Iso(target));
        market.MoveTo(target);
    }

    private void ReceiverChanges()
    {
        var mood = dice.Below(8);
        Note($"the receiver of notices {(mood < 4 ? "is well" : mood < 6 ? "answers 500" : mood < 7 ? "drops connections" : "hangs once, then answers 500")}");
        flow.Receiver.Answer(Notices, mood switch
        {
            < 4 => [NoticeAnswer.Ok],
            < 6 => [NoticeAnswer.Broken],
            < 7 => [NoticeAnswer.Dropping],
            _ => hung++ < options.Days / 25 ? [NoticeAnswer.Hanging, NoticeAnswer.Broken] : [NoticeAnswer.Broken, NoticeAnswer.Ok],
        });
    }

    /// <summary>A notice that is not answered costs the server's patience of ten real seconds: a few a run are enough.</summary>
    private int hung;
}
