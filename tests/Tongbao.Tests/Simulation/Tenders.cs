using System.Xml;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>How orders are paid, and the scenarios of their channels.</summary>
public sealed partial class Simulation
{
    private static readonly Dictionary<Said, string> Results = new()
    {
        [Said.Success] = "success", [Said.Fail] = "fail", [Said.Pending] = "pending", [Said.Timeout] = "timeout",
            [Said.Reversed] = "reversed", [Said.Returned] = "returned",
    };

    /// <summary>Amounts at which the card's channel has an opinion of its own (catalog/shared/testvalues.tbl) are left out.</summary>
    private long Amount(long most)
    {
        var amount = dice.OneIn(5) ? dice.Of(Market.Unrefundable) + dice.Between(0, 1) * 700 : dice.Between(100, most);
        return amount is >= 1000 and <= 1500 ? amount + 600 : amount;
    }

    private List<Part> PartsOf(string payer, long amount, bool insideToo)
    {
        var (scan, code, card) = (new Part("SCAN_WEIXIN", PlainBook.Channel("vsp"), amount),
            new Part("CODEPAY_VSP", PlainBook.Channel("vsp"), amount), new Part("QUICKPAY_TLT", PlainBook.Channel("tlt"), amount));
        var way = dice.Below(insideToo ? 10 : 4);
        if (way < 4) return [way < 2 ? scan : way == 2 ? code : card];
        if (way < 6) return [Balance(payer, amount)];
        var (coupon, balance) = (Math.Max(1, amount / 10), Math.Max(1, amount / 4));
        return way switch
        {
            6 => [card with { Amount = Plain(amount - balance) }, Balance(payer, amount - Plain(amount - balance))],
            7 => [card with { Amount = Plain(amount - coupon) }, Coupon(amount - Plain(amount - coupon))],
            8 => [Balance(payer, amount - coupon), Coupon(coupon)],
            _ => [card with { Amount = Plain(amount - balance - coupon) }, Balance(payer, balance),
                Coupon(amount - balance - Plain(amount - balance - coupon))],
        };
    }

    /// <summary>A part of the card that its channel has no opinion on; what is left stays with the others.</summary>
    private static long Plain(long amount) => amount is 1000 or 1100 or 1200 or 1300 or 1400 or 1500 ? amount - 1 : amount;

    private Part Balance(string payer, long amount) => new("BALANCE", market.Book.Of(payer), amount);

    private static Part Coupon(long amount) => new("COUPON", PlainBook.Set("2000000"), amount);

    private async Task<object> ToWire(string payer, IReadOnlyList<Part> parts)
    {
        var ways = new List<object>();
        foreach (var part in parts)
        {
            ways.Add(part.Method switch
            {
                "SCAN_WEIXIN" => Flow.Scan(part.Amount),
                "CODEPAY_VSP" => Flow.Code(part.Amount),
                "QUICKPAY_TLT" => await flow.QuickPay(payer, part.Amount),
                "BALANCE" => flow.Balance(part.Amount),
                _ => Flow.Coupon(part.Amount),
            });
        }
        return Flow.Together([.. ways]);
    }

    private Script ScriptOfPayment(IReadOnlyList<Part> parts)
    {
        var channel = parts.FirstOrDefault(p => p.IsChannel);
        if (channel is not null && !crashing && dice.OneIn(2)) return Script.OfPayment(dice, Apart);
        return Script.Usual(channel?.Method == "SCAN_WEIXIN" ? Said.Pending : Said.Success);
    }

    /// <summary>No two orders hear of their channels at the same instant, so that nobody can say who came first.</summary>
    private TimeSpan Apart => TimeSpan.FromSeconds(1 + number % 25) + TimeSpan.FromMilliseconds(number / 25 % 1000);

    /// <summary>Tells the sandbox what the channel will do with this order, just before it is asked.</summary>
    private async Task SetScenario(Deal deal, string method, long amount)
    {
        if (deal.Script.IsUsual || deal.Standing is not null) return;
        object[] then = [.. deal.Script.Steps.Select((step, i) => (object)new
        {
            result = Results[step.Said], after = i == 0 ? null : XmlConvert.ToString(step.After), amount = step.Differs == 0 ? (long?)null
                : amount + step.Differs,
        })];
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = method, amount, bizUserId = deal.Payer }, then);
    }
}
