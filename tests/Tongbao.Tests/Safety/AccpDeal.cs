namespace Tongbao.Tests.Safety;

/// <summary>One request of a trade, and how it is answered once it was taken before.</summary>
/// <param name="Send">The code of the answer.</param>
/// <param name="Again">流水号重复, 已支付: that it was taken already.</param>
public sealed record AccpStep(Func<Doors, Task<string>> Send, params string[] Again);

/// <summary>
/// A trade of ACCP: its requests one after another. None is answered twice: that a serial was used, or an order paid, says that the request
/// was taken. Sent again after it was accepted, nothing of it may be taken once more.
/// </summary>
public sealed class AccpDeal(string method, IReadOnlyList<AccpStep> steps, params (string Account, long Change)[] effect)
    : Deal(method, effect)
{
    private const string Taken = "0000", StoreIsGone = "9970";
    private const int Unavailable = 503;

    private int done;
    private bool tried;
    private string? refusal;

    public override bool IsAnswered => Accepted || refusal is not null;

    public override bool Accepted => done == steps.Count;

    public override string? Refusal => refusal;

    public override async Task<bool> Send(Doors through)
    {
        var again = Accepted;
        for (var at = again ? 0 : done; at < steps.Count; at++)
        {
            if (await Heard(steps[at], through) is not { } code) return false;
            if (again) Assert.True(steps[at].Again.Contains(code), $"{Method} was accepted, and its step {at} sent again answered {code}");
            else if (code != Taken && !(tried && steps[at].Again.Contains(code)))
            {
                refusal = code;
                return true;
            }
            else (done, tried) = (at + 1, false);
        }
        return true;
    }

    /// <summary>Null where nobody knows what became of it.</summary>
    private async Task<string?> Heard(AccpStep step, Doors through)
    {
        try
        {
            var code = await step.Send(through);
            WasRefusedForItsStore |= code == StoreIsGone;
            if (code != StoreIsGone) return code;
        }
        catch (SandboxProblem gone) when (gone.Status == Unavailable) { WasRefusedForItsStore = true; }
        catch (Exception lost) when (IsLost(lost)) { }
        tried = true;
        return null;
    }
}
