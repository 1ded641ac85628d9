using Tongbao.Core.Orders;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>汇总: count and amount of a day, all together and by kind; 30 columns, each ended by |.</summary>
public sealed class Tsy2DaySummary
{
    /// <summary>The kinds in the order of their columns; null stands for kinds that this document has no interface for.</summary>
    private static readonly OrderKind?[] Columns =
    [
        OrderKind.Deposit, OrderKind.Purchase, null, OrderKind.Withdrawal, OrderKind.PlatformTransfer, OrderKind.Collect, null,
        OrderKind.AgentPay, OrderKind.BatchAgentPay, null, OrderKind.Refund, null, OrderKind.CrossBorderWithdrawal,
    ];

    /// <summary>In fen. A day's orders may come to more than any account holds, and than a long does.</summary>
    private readonly Dictionary<OrderKind, (long Count, Int128 Amount)> _kinds = [];
    private (long Count, Int128 Amount) _all;
    private string _first = "", _last = "";

    public bool IsEmpty => _all.Count == 0;

    public void Add(Order order)
    {
        if (_all.Count == 0) _first = order.No.Value;
        _last = order.No.Value;
        _all = (_all.Count + 1, _all.Amount + order.Amount.Fen);
        var kind = Tsy2DayFiles.AsOf(order.Kind);
        var sum = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (sum.Count + 1, sum.Amount + order.Amount.Fen);
    }

    public override string ToString()
    {
        List<string> columns = [$"{_all.Count}", $"{_all.Amount}", _first, _last];
        foreach (var column in Columns)
        {
            var (count, amount) = column is { } kind ? _kinds.GetValueOrDefault(kind) : default;
            columns.Add($"{count}");
            columns.Add($"{amount}");
        }
        return string.Join('|', columns) + "|";
    }
}
