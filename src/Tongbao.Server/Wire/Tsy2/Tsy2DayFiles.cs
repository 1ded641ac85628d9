using System.Globalization;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 对账文件 (通商云 4.3.1, 4.3.2): detail and summary of the orders of a day, as lines that the same day always gives again.
/// </summary>
public sealed class Tsy2DayFiles : IDayFiles
{
    /// <summary>The files of a day exists from this time of the next day on.</summary>
    private const string Hour = "08:00";

    private const string Of = "_allinpay", DayForm = "yyyyMMdd";

    public IReadOnlyList<DayFileKind> Kinds => [DayFileKind.Detail, DayFileKind.Summary];

    public TimeSpan LinkLife => TimeSpan.FromHours(24);

    public DateTimeOffset ReadyAt(App app, DateOnly day) => Days.At(day.AddDays(1), Hour);

    public string NameOf(string no, DateOnly day, DayFileKind kind) =>
        $"{no}_{day.ToString(DayForm, CultureInfo.InvariantCulture)}{Of}{(kind == DayFileKind.Summary ? "_sum" : "")}.txt";

    /// <summary>The number before the day may hold any sign that ids have.</summary>
    public (DateOnly Day, DayFileKind Kind)? Read(string name)
    {
        var end = name.LastIndexOf(Of, StringComparison.Ordinal);
        var at = end - DayForm.Length;
        if (at < 1 || !DateOnly.TryParseExact(name[at..end], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        foreach (var kind in Kinds)
        {
            if (NameOf(name[..(at - 1)], day, kind) == name) return (day, kind);
        }
        return null;
    }

    public string? LineOf(App app, Order order, DayFileKind kind) => kind == DayFileKind.Detail ? Detail(order) : null;

    public async IAsyncEnumerable<string> Lines(App app, IAsyncEnumerable<Order> filed, DayFileKind kind)
    {
        var sums = new Tsy2DaySummary();
        await foreach (var order in filed)
        {
            if (kind == DayFileKind.Detail) yield return Detail(order);
            else sums.Add(order);
        }
        if (!sums.IsEmpty) yield return sums.ToString();
    }

    /// <summary>明细: 21 columns, each ended by |.</summary>
    private static string Detail(Order o)
    {
        var channel = o.ChannelLeg;
        string[] columns =
        [
            o.No.Value, TypeOf(o.Kind), Number(o.Amount), Number(o.Fee), Time(o.Outcome.PaidAt!.Value), Text(o.BizNo.Value),
            Number(o.Refund?.ToChannel ?? channel?.Amount ?? Cents.Zero), Text(o.Outcome.Facts?.TradeNo, "0"),
                Text(o.Outcome.Facts?.Fee, "0"),
                Number(o.ServiceFee),
            Number(InInstalments(o)), "0", Text(o.Said.ExtendInfo), "", "0", MethodOf(o), Text(o.Refund?.OriginalBizNo.Value),
                Text(o.Refund?.Original.Value),
            o.Kind == OrderKind.Refund ? ""
                : Text(o.Outcome.Facts?.TrxCode), Text(o.Outcome.Facts?.Acct ?? channel?.Card?.Masked), Text(o.Outcome.Facts?.AcctType),
        ];
        return string.Join('|', columns) + "|";
    }

    /// <summary>
    /// 分期金额: the amount paid in instalments. 持卡人手续费, the next column, could only come from a channel's own file; no simulated channel
    /// charges it.
    /// </summary>
    private static Cents InInstalments(Order o) =>
        o.Kind == OrderKind.Refund ? Cents.Zero : o.Legs.Where(l => l.Method == Gateways.Instalment).Sum(l => l.Amount);

    private static string MethodOf(Order o) => AsOf(o.Kind) switch
    {
        OrderKind.AgentPay or OrderKind.BatchAgentPay => "WITHDRAW_BALANCE",
        _ when o.Legs.Count > 1 => "COMBINEDPAY",
        OrderKind.Refund when !o.Refund!.SendsToChannel => PayMethod.Balance,
        _ => o.Legs.Count == 1 ? NameOf(o.Legs[0].Method, o.Serial.Wire ?? Tsy2Wire.Wire) : "",
    };

    /// <summary>What another wire's order was paid by has a name here too.</summary>
    private static string NameOf(string method, string madeBy) => madeBy == Tsy2Wire.Wire || !Tables.Wires.Contains(madeBy) ? method
        : PayWays.NameOf(method, key => Tables.Of(madeBy).PayMethods.GetValueOrDefault(key)?.Method, Tables.Tsy2.ByWay);

    /// <summary>What other wires make is filed as what it is nearest to, in lines and in sums.</summary>
    public static OrderKind AsOf(OrderKind kind) => kind switch
    {
        OrderKind.SecuredPurchase or OrderKind.AcquiredPurchase => OrderKind.Purchase,
        OrderKind.SecuredConfirmation or OrderKind.OrderSplit => OrderKind.AgentPay,
        OrderKind.Settlement => OrderKind.Deposit,
        OrderKind.Transfer => OrderKind.PlatformTransfer,
        _ => kind,
    };

    /// <summary>订单类型 as the file names it.</summary>
    private static string TypeOf(OrderKind kind) => AsOf(kind) switch
    {
        OrderKind.Deposit => "充值",
        OrderKind.Purchase => "消费",
        OrderKind.Withdrawal => "提现",
        OrderKind.Collect => "托收",
        OrderKind.AgentPay or OrderKind.BatchAgentPay => "托付",
        OrderKind.PositionTransfer => "平台头寸调拨",
        OrderKind.Refund => "退款",
        OrderKind.PlatformTransfer => "平台转账",
        _ => "跨境提现",
    };

    private static string Number(Cents amount) => amount.Fen.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => Days.ToChina(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Merchants' text must not break columns or lines, whatever the reader takes for a line break.</summary>
    private static string Text(string? text, string empty = "") =>
        string.IsNullOrEmpty(text) ? empty : string.Create(text.Length, text, static (clean, dirty) =>
        {
            for (var i = 0; i < dirty.Length; i++)
                clean[i] = dirty[i] is '|' or '\u2028' or '\u2029' || char.IsControl(dirty[i]) ? ' ' : dirty[i];
        });
}
