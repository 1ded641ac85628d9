namespace Tongbao.Simulators;

/// <summary>
/// 渠道模拟: simulates banks and wallets. Results can be computed from the trade itself, so most trades are not stored; only those that a
/// scenario or a decision changed, or whose result depends on time.
/// </summary>
public sealed class ChannelSimulator(IMemory memory)
{
    private readonly TradeHistories _stories = new(memory);
    private readonly Scenarios _scenarios = new(memory);

    /// <summary>Scenarios and decisions are read, changed and stored, one at a time. There is no such lock between processes.</summary>
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Carries out the trade, or reports its state if it was requested before.</summary>
    public async ValueTask<Answer> Ask(Trade trade)
    {
        // Checked before the history, because Perform stores the history before it uses up the scenario. So a concurrent request for the
        // same trade finds at least one of them.
        var isScripted = !trade.IsKnown && await _scenarios.HasOneFor(trade);
        if (await _stories.Find(trade) is { } history) return history.Tell(trade);
        if (ChannelCode.Missing(trade) is { } waiting) return new Answer(waiting, []);
        if (!isScripted) return (await Begin(trade, null)).Tell(trade);
        return await Alone(async () => (await _stories.Find(trade) ?? await Perform(trade)).Tell(trade));
    }

    /// <summary>
    /// The buyer pays or fails to pay, or the bank decides. Repeating a decision changes nothing; contradicting one is refused.
    /// </summary>
    /// <exception cref="SimulatorRefusal">The payment code has expired, or the trade has ended differently.</exception>
    public ValueTask<Answer> Decide(Trade trade, Decision decision) => Alone(async () =>
    {
        var history = await _stories.Find(trade);
        var decided = decision.On(trade, history);
        if (decided != history) await _stories.Keep(trade, decided);
        return decided.Tell(trade);
    });

    /// <returns>The id for removing it; unique over all apps.</returns>
    /// <exception cref="SimulatorRefusal">A step has an unknown result, or there are no steps.</exception>
    public ValueTask<string> AddScenario(Scenario s) => Alone(() => _scenarios.Add(s));

    /// <summary>False if the app has no such scenario, or it is used up.</summary>
    public ValueTask<bool> RemoveScenario(string app, string id) => Alone(() => _scenarios.Remove(app, id));

    /// <summary>The remaining scenarios after an id. Card numbers are fingerprints.</summary>
    public ValueTask<IReadOnlyList<(string Id, Scenario Scenario)>> Scenarios(string? app, string? after, int take) =>
        _scenarios.List(app, after, take);

    private async ValueTask<TradeHistory> Perform(Trade trade)
    {
        if (await _scenarios.For(trade) is not var (key, scenario)) return await Begin(trade, null);
        var history = await Begin(trade, scenario.Then);
        await _scenarios.UseUp(key, scenario);
        return history;
    }

    private async ValueTask<TradeHistory> Begin(Trade trade, IReadOnlyList<ScenarioStep>? script)
    {
        var history = new TradeHistory(trade.At, Script.Play(trade, script ?? UsualCourse.Of(trade)));
        if (script is not null || MustRemember(trade, history)) await _stories.Keep(trade, history);
        return history;
    }

    private static bool MustRemember(Trade trade, TradeHistory history) =>
        history.Happenings.Count > 1                                  // reports are to come
        || trade.IsPayout                                           // a bank that fails it later returns it
        || ChannelCode.IsChecked(trade);                            // confirmed by code: a query has no code to send

    private async ValueTask<T> Alone<T>(Func<ValueTask<T>> act)
    {
        await _one.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _one.Release();
        }
    }
}
