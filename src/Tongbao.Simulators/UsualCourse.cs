namespace Tongbao.Simulators;

/// <summary>What happens where no scenario is set: buyers are waited for, the rest succeeds at once, test values apart.</summary>
internal static class UsualCourse
{
    public static ScenarioStep[] Of(Trade trade)
    {
        var value = TestValues.Find(trade);
        var end = new ScenarioStep(value?.Result ?? TradeResults.Success, null, null, value?.Message);
        if (!trade.WaitsForBuyer) return [end];
        // An app is handed what its wallet needs before anything can be paid, so its test values come as a report.
        return value switch
        {
            null => [Waiting(null)],
            { Result: TradeResults.Pending } => [Waiting(value.Message)],
            _ => [Waiting(null), end],
        };
    }

    private static ScenarioStep Waiting(string? message) => new(TradeResults.Pending, null, null, message);
}
