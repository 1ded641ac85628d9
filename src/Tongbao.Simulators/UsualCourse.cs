namespace Tongbao.Simulators;

/// <summary>
/// What happens without a scenario: the channel waits for buyers, and everything else succeeds at once, unless test values say otherwise.
/// </summary>
internal static class UsualCourse
{
    private const string Instalment = "InstallmentPayment_H5";

    public static ScenarioStep[] Of(Trade trade)
    {
        var (result, message) = Ends(trade);
        var end = new ScenarioStep(result ?? TradeResults.Success, ArrivalOf(trade), null, message);
        if (!trade.WaitsForBuyer) return [end];
        // A buyer's app first gets what its wallet needs, and can pay only then. So the result of a test value comes as a report.
        return result switch
        {
            null => [Waiting(null)],
            TradeResults.Pending => [Waiting(message)],
            _ => [Waiting(null), end],
        };
    }

    /// <summary>The result by the test values; null if there is none.</summary>
    private static (string? Result, string? Message) Ends(Trade trade)
    {
        if (trade.Method == Instalment && trade.IsPayment && trade.Amount > TestCards.Find(trade.CardNo)?.Limit)
            return (TradeResults.Fail, InstalmentSimulator.OverLimit);
        var value = TestValues.Find(trade);
        return (value?.Outcome, value?.Message);
    }

    /// <summary>到账时间: the arrival time of a payout, if a later one was requested: d.hh:mm:ss.</summary>
    private static TimeSpan? ArrivalOf(Trade trade) => trade.IsPayout && trade.More.TryGetValue("arrival", out var span)
        ? TimeSpan.ParseExact(span, "c", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static ScenarioStep Waiting(string? message) => new(TradeResults.Pending, null, null, message);
}
