namespace Tongbao.Simulators;

/// <summary>Turns the steps of a scenario, or of the usual course, into timed happenings.</summary>
internal static class Script
{
    /// <summary>The delay of a report without a time of its own, after the step before it.</summary>
    public static readonly TimeSpan ShortlyAfter = TimeSpan.FromSeconds(3);

    /// <summary>The delay of a 退票 without a time of its own.</summary>
    private static readonly TimeSpan ReturnedAfter = TimeSpan.FromDays(3);

    /// <summary>The steps with normalized names, or a refusal.</summary>
    public static IReadOnlyList<ScenarioStep> Check(IReadOnlyList<ScenarioStep> steps)
    {
        // A platform closes an order, not a channel. "close" is accepted only as a note for readers, as in "late callback after close".
        ScenarioStep[] known = [.. steps.Where(s => s.Result != "close").Select(s => s with { Result = Known(s.Result) })];
        if (known.Length == 0) throw new SimulatorRefusal("then 至少要有一步");
        if (known.Any(s => s.After < TimeSpan.Zero)) throw new SimulatorRefusal("after 不能为负");
        return known;
    }

    /// <summary>What will happen to a trade that is requested for the first time now.</summary>
    public static IReadOnlyList<Happening> Play(Trade trade, IEnumerable<ScenarioStep> steps)
    {
        var happenings = new List<Happening>();
        foreach (var step in Whole(steps))
        {
            var after = step.After ?? (happenings.Count == 0 ? TimeSpan.Zero : happenings[^1].At - trade.At + ShortlyAfter);
            var paidBefore = happenings.Count(h => h.Result == TradeResults.Success);
            var result = step.Result switch
            {
                TradeResults.Fail or TradeResults.Reversed when trade.IsPayout && paidBefore > 0 => TradeResults.Returned,
                TradeResults.Returned when trade.IsPayment => TradeResults.Reversed,
                var other => other,
            };
            var nth = result == TradeResults.Success ? paidBefore + 1 : 1;
            happenings.Add(new Happening(trade.At + after, result) { Amount = step.Amount, Message = step.Message, Nth = nth,
                IsLost = step.IsLost });
        }
        return [.. happenings.OrderBy(h => h.At)];
    }

    /// <summary>Adds implied steps: before its first report a trade is pending, and before a reversal it was successful.</summary>
    private static IEnumerable<ScenarioStep> Whole(IEnumerable<ScenarioStep> steps)
    {
        var first = true;
        foreach (var step in steps)
        {
            var takesBack = step.Result is TradeResults.Reversed or TradeResults.Returned;
            if (first && takesBack) yield return new ScenarioStep(TradeResults.Success, null, step.Amount, null);
            else if (first && step.After > TimeSpan.Zero) yield return new ScenarioStep(TradeResults.Pending, null, null, null);
            yield return step.Result == TradeResults.Returned ? step with { After = step.After ?? ReturnedAfter } : step;
            first = false;
        }
    }

    private static string Known(string result) => result switch
    {
        "timeout" => TradeResults.Unknown,
        TradeResults.Success or TradeResults.Fail or TradeResults.Pending or TradeResults.Unknown or TradeResults.Returned
            or TradeResults.Reversed => result,
        _ => throw new SimulatorRefusal($"result 不支持 {result}"),
    };
}
