namespace Tongbao.Simulators;

/// <summary>What the buyer does on the phone or at the cashier page, or what the bank does with a payout.</summary>
/// <param name="Result">success, fail or pending.</param>
/// <param name="Acct">付款账号, if the tester wants a specific payer.</param>
public sealed record Decision(string Result, string? Message, string? Acct, string? AcctType)
{
    private const string Credit = "02";

    /// <summary>The history with this decision added; unchanged if the decision repeats the current state.</summary>
    internal TradeHistory On(Trade trade, TradeHistory? history)
    {
        if (Result is not (TradeResults.Success or TradeResults.Fail or TradeResults.Pending))
            throw new SimulatorRefusal($"result 不支持 {Result}");
        var decided = new Happening(trade.At, Result) { Message = Message, Acct = Acct, AcctType = AcctType };
        if (history is null)
        {
            CheckPayable(trade);
            return new TradeHistory(null, [decided]);
        }
        var standing = history.StandingAt(trade.At).Result;
        if (standing is TradeResults.Pending or TradeResults.Unknown)
        {
            CheckPayable(trade);
            return history.With(decided);
        }
        // 退票: the bank accepted the payout and returns it later.
        if (trade.IsPayout && Result == TradeResults.Fail)
            return standing == TradeResults.Success ? history.With(decided with { Result = TradeResults.Returned }) : history;
        if (standing == Result) return history;
        throw new SimulatorRefusal(standing == TradeResults.Success ? "订单已成功,不能再改变结果" : "订单已结束,不能再改变结果");
    }

    private void CheckPayable(Trade trade)
    {
        if (!trade.WaitsForBuyer) return;
        if (trade.At > trade.ExpiresAt) throw new SimulatorRefusal("支付码已过期");
        if (Result == TradeResults.Success && AcctType == Credit && trade.More.GetValueOrDefault("limitPay") == "no_credit")
            throw new SimulatorRefusal("该订单不能用贷记卡支付");
    }
}
