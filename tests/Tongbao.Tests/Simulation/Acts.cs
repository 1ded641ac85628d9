namespace Tongbao.Tests.Simulation;

/// <summary>What happens in the market, and how often.</summary>
public sealed partial class Simulation
{
    private static readonly string[] Members = ["ann", "bob", "cai", "dee", "eva"];

    /// <summary>A start costs a second of real time.</summary>
    private const int CrashOneIn = 140;

    private IReadOnlyList<(int Weight, Func<Task> Act)>? weighted;

    private IReadOnlyList<(int Weight, Func<Task> Act)> Possible => weighted ??=
    [
        (5, Deposit), (9, Purchase), (6, Collect), (8, SomebodyDecides), (6, Withdraw), (7, Refund), (7, PayOne), (3, PayMany), (3, Freeze),
            (3, Unfreeze),
        (3, Transfer), (1, Funds), (8, Repeat), (2, TopUpTrade), (6, NewTrade), (5, DecideTrade), (5, ConfirmTrade), (4, RefundTrade),
            (3, WithdrawTrade), (2, TransferTrade), (2, () => { ReceiverChanges(); return Task.CompletedTask; }),
    ];

    private Task Act()
    {
        if (dice.OneIn(2 * CrashOneIn)) return Crash();
        impatient = dice.OneIn(8);
        // Beside something that is due at once a crash could change which comes first; elsewhere it must change nothing.
        crashing = dice.OneIn(CrashOneIn) && (market.NextEvent is not { } next || next > market.Now.AddMinutes(2));
        var at = dice.Below(Possible.Sum(p => p.Weight));
        foreach (var (weight, act) in Possible)
        {
            if (at < weight) return act();
            at -= weight;
        }
        throw new InvalidOperationException("the weights do not sum up");
    }

    private string Other(params string[] than) => dice.Of([.. Members.Except(than)]);

    /// <summary>A recent one of those that fit; mostly a few are enough.</summary>
    private Deal? Recent(Func<Deal, bool> fits, int among = 12)
    {
        Deal[] found = [.. market.Deals.Values.Reverse().Where(fits).Take(among)];
        return found.Length == 0 ? null : dice.Of(found);
    }

    private static string Yuan(long fen) => $"{fen / 100}.{Math.Abs(fen % 100):D2}";
}
