using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Simulation;

/// <summary>Trades of ACCP: top-ups, purchases and guarantees with several payees, what becomes of them, transfers and withdrawals.</summary>
public sealed partial class Simulation
{
    /// <summary>A year: what is not paid in that time is decided before.</summary>
    private const int LifeInMinutes = 365 * 24 * 60;

    private static bool IsAtChannel(Trade trade) => trade is { State: TradeState.Waiting, Kind: not (TradeKind.Refund or TradeKind.Withdrawal) };

    private async Task TopUpTrade()
    {
        var (member, amount) = (dice.Of(Members), dice.Between(100, 200_00));
        await Open(new Trade
        {
            No = NextNo("t"), Kind = TradeKind.TopUp, Payer = member, Amount = amount, Parts = [WeChatPart(amount)],
            Payees = [new Payee(member, market.Book.Of(member), amount)],
        }, "USER_TOPUP");
    }

    private async Task NewTrade()
    {
        var payer = dice.Of(Members);
        var names = new[] { Other(payer), dice.OneIn(3) ? Trade.Merchant : Other(payer), Other(payer) }[..(int)dice.Between(1, 3)];
        List<Payee> payees = [.. names.Distinct().Select(name => PayeeOf(name, dice.Between(100, 80_00)))];
        var (amount, secured) = (payees.Sum(p => p.Due), !dice.OneIn(3));
        await Open(new Trade
        {
            No = NextNo("c"), Kind = secured ? TradeKind.Guarantee : TradeKind.Purchase, Payer = payer, Amount = amount, Payees = payees,
            Parts = TradeParts(payer, amount),
        }, secured ? "SECURED_CONSUME" : "GENERAL_CONSUME");
    }

    /// <summary>All by balance, with a coupon; by WeChat alone; or by all three.</summary>
    private List<Part> TradeParts(string payer, long amount)
    {
        var coupon = Coupon(Math.Max(1, amount / 20));
        return dice.Below(4) switch
        {
            0 => [Balance(payer, amount - coupon.Amount), coupon],
            1 => [WeChatPart(amount)],
            _ => [Balance(payer, amount / 3), coupon, WeChatPart(amount - amount / 3 - coupon.Amount)],
        };
    }

    /// <summary>The order, and the call that pays it; what has no channel's part is paid by it.</summary>
    private async Task Open(Trade trade, string type)
    {
        Note($"ACCP {type} {trade.No} {trade.Payer} {Yuan(trade.Amount)} -> {string.Join(" + ", trade.Payees.Select(p => $"{p.Name} {Yuan(p.Due)}"))} by {string.Join(" + ", trade.Parts.Select(p => $"{p.Method} {Yuan(p.Amount)}"))}{How}");
        var payees = trade.Kind == TradeKind.TopUp ? [] : trade.Payees.Select(p => (p.Name, Yuan(p.Due))).ToArray();
        var order = AccpFlow.With(accp.Order(trade.No, type, trade.Payer, Yuan(trade.Amount), payees), new { pay_expire = LifeInMinutes });
        await CallAccp("tradecreate", trade.No, null, order);
        market.Create(trade);
        var coupon = trade.Parts.FirstOrDefault(p => p.IsCoupon);
        var refusal = market.PayTrade(trade);
        if (trade.Parts.Any(p => p.IsChannel))
            await CallAccp("payment-gw", trade.No, refusal, AccpFlow.With(accp.GatewayCall(trade.No, trade.Payer, Yuan(trade.Amount),
                [.. trade.Parts.Select(p => (p.Method, Yuan(p.Amount)))]), new { payerInfo = new { password = await accp.Seal(Password) } }));
        else await CallAccp("payment-balance", trade.No, refusal,
            await accp.BalanceCall(trade.No, trade.Payer, Yuan(trade.Amount), coupon is null ? null : Yuan(coupon.Amount), Password));
        if (refusal is not null) await GiveUp(trade, held: false);
        else await TimePasses(TimeSpan.FromMinutes(1));
    }

    /// <summary>The buyer's phone pays one that waits for it, or says no; then its merchant closes it.</summary>
    private async Task DecideTrade()
    {
        Trade[] waiting = [.. market.Trades.Values.Where(IsAtChannel)];
        if (waiting.Length > 0) await Decide(dice.Of(waiting), paid: !dice.OneIn(5));
    }

    private async Task Decide(Trade trade, bool paid)
    {
        Note($"the buyer of {trade.No}: {(paid ? "pays" : "does not pay")}");
        await accp.ChannelSays(trade.No, paid ? "success" : "fail");
        if (paid) market.TradePaid(trade);
        else await GiveUp(trade, held: true);
    }

    private async Task GiveUp(Trade trade, bool held)
    {
        Note($"close-payment {trade.No}");
        await CallAccp("close-payment", trade.No, null, new { txn_seqno = trade.No });
        if (held) market.TradeGivenUp(trade);
        else trade.State = TradeState.Closed;
    }

    /// <summary>Mostly what a payee has still to get, or less; all of it, also where that is not possible any more; rarely too much.</summary>
    private async Task ConfirmTrade()
    {
        if (RecentTrade(t => t is { Kind: TradeKind.Guarantee, State: TradeState.Done } && (t.Held > 0 || dice.OneIn(6))) is not { } trade)
            return;
        var payee = dice.OneIn(4) ? null : dice.Of(trade.Payees);
        var left = payee is null ? Math.Max(1, trade.Held) : Math.Max(1, payee.Due - payee.PaidOut);
        var amount = payee is null || dice.OneIn(3) ? left : dice.OneIn(8) ? left + 1 : dice.Between(1, left);
        var no = NextNo("s");
        Note($"secured-confirm {no} of {trade.No} {(payee is null ? "all" : payee.Name)} {Yuan(amount)}{How}");
        await CallAccp("secured-confirm", no, market.ConfirmTrade(trade, payee, amount), new
        {
            user_id = trade.Payer, confirm_mode = payee is null ? "ALL" : "PART",
            originalOrderInfo = new { txn_seqno = trade.No, total_amount = Yuan(trade.Amount) },
            confirmOrderInfo = new { confirm_seqno = no, confirm_time = AccpClient.Stamp(), confirm_amount = Yuan(amount) },
            payeeInfo = payee is null ? null : new[] { Named(payee, "payee_amount", amount) },
        });
    }

    private Payee PayeeOf(string name, long amount) =>
        new(name, name == Trade.Merchant ? PlainBook.FeeIncome : market.Book.Of(name), amount);

    private string Named(Payee payee) => payee.Name == Trade.Merchant ? accp.Number : payee.Name;

    private Dictionary<string, string> Named(Payee payee, string amountIs, long amount) => new()
    {
        ["payee_id"] = Named(payee),
        ["payee_type"] = payee.Name == Trade.Merchant ? "MERCHANT" : "USER", [amountIs] = Yuan(amount),
    };

    private static Part WeChatPart(long amount) => new("WECHAT_NATIVE", Market.WeChat, amount);

    private Trade? RecentTrade(Func<Trade, bool> fits)
    {
        Trade[] found = [.. market.Trades.Values.Reverse().Where(fits).Take(12)];
        return found.Length == 0 ? null : dice.Of(found);
    }
}
