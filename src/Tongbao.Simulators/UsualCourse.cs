namespace Tongbao.Simulators;

/// <summary>What happens where no scenario is set: buyers are waited for, the rest succeeds at once, test values apart.</summary>
internal static class UsualCourse
{
    private const string Instalment = "InstallmentPayment_H5";

    public static ScenarioStep[] Of(Trade trade)
    {
        var (result, message) = Ends(trade);
        var end = new ScenarioStep(result ?? TradeResults.Success, ArrivalOf(trade), null, message);
        if (!trade.WaitsForBuyer) return [end];
        // An app is handed what its wallet needs before anything can be paid, so its test values come as a report.
        return result switch
        {
            null => [Waiting(null)],
            TradeResults.Pending => [Waiting(message)],
            _ => [Waiting(null), end],
        };
    }

    /// <summary>How the test values end it; no result: they say nothing of it.</summary>
    private static (string? Result, string? Message) Ends(Trade trade)
    {
        if (trade.Method == Instalment && trade.IsPayment && trade.Amount > TestCards.Find(trade.CardNo)?.Limit)
            return (TradeResults.Fail, InstalmentSimulator.OverLimit);
        var value = TestValues.Find(trade);
        return (value?.Outcome, value?.Message);
    }

    /// <summary>到账时间 of a payout, where it was asked to arrive later: d.hh:mm:ss.</summary>
    private static TimeSpan? ArrivalOf(Trade trade) => trade.IsPayout && trade.More.TryGetValue("arrival", out var span)
        ? TimeSpan.ParseExact(span, "c", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static ScenarioStep Waiting(string? message) => new(TradeResults.Pending, null, null, message);
}
