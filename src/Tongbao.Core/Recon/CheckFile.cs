using System.Globalization;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Recon;

/// <summary>
/// 对账文件 (通商云 4.3.2): the orders of a day by <see cref="OrderOutcome.FiledAt"/>. The file of a day has the same lines whenever it is made.
/// </summary>
public static class CheckFile
{
    /// <summary>The file of a day is available from this time of the next day.</summary>
    public const string ReadyAt = "08:00";

    public static DateTimeOffset Ready(DateOnly day) => Days.At(day.AddDays(1), ReadyAt);

    /// <param name="no">The app's number on the wire.</param>
    public static string NameOf(string no, DateOnly day, bool summary) => $"{no}_{day:yyyyMMdd}_allinpay{(summary ? "_sum" : "")}.txt";

    /// <summary>明细: 21 columns, each ended by |.</summary>
    public static string Detail(Order o)
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

    private static string MethodOf(Order o) => o.Kind switch
    {
        OrderKind.AgentPay or OrderKind.BatchAgentPay => "WITHDRAW_BALANCE",
        _ when o.Legs.Count > 1 => "COMBINEDPAY",
        OrderKind.Refund when !o.Refund!.SendsToChannel => PayMethod.Balance,
        _ => o.Legs.Count == 1 ? o.Legs[0].Method : "",
    };

    /// <summary>订单类型 as the file names it.</summary>
    private static string TypeOf(OrderKind kind) => kind switch
    {
        OrderKind.Deposit => "充值",
        OrderKind.Purchase or OrderKind.SecuredPurchase => "消费",
        OrderKind.Withdrawal => "提现",
        OrderKind.Collect => "托收",
        OrderKind.AgentPay or OrderKind.BatchAgentPay or OrderKind.SecuredConfirmation => "托付",
        OrderKind.PositionTransfer => "平台头寸调拨",
        OrderKind.Refund => "退款",
        OrderKind.PlatformTransfer or OrderKind.Transfer => "平台转账",
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

/// <summary>汇总: count and amount of a day, in total and by kind; 30 columns, each ended by |.</summary>
public sealed class CheckSummary
{
    /// <summary>The order kinds in column order. Null is a kind that this document has no interface for.</summary>
    private static readonly OrderKind?[] Columns =
    [
        OrderKind.Deposit, OrderKind.Purchase, null, OrderKind.Withdrawal, OrderKind.PlatformTransfer, OrderKind.Collect, null,
        OrderKind.AgentPay, OrderKind.BatchAgentPay, null, OrderKind.Refund, null, OrderKind.CrossBorderWithdrawal,
    ];

    /// <summary>In fen. The total of a day may exceed what a long can hold.</summary>
    private readonly Dictionary<OrderKind, (long Count, Int128 Amount)> _kinds = [];
    private (long Count, Int128 Amount) _all;
    private string _first = "", _last = "";

    public bool IsEmpty => _all.Count == 0;

    public void Add(Order order)
    {
        if (_all.Count == 0) _first = order.No.Value;
        _last = order.No.Value;
        _all = (_all.Count + 1, _all.Amount + order.Amount.Fen);
        var kind = _kinds.GetValueOrDefault(order.Kind);
        _kinds[order.Kind] = (kind.Count + 1, kind.Amount + order.Amount.Fen);
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

/// <summary>对账文件下载 (通商云 4.3.2): returns the link to the check file of a day.</summary>
public sealed record GetCheckAccountFile(DateOnly Date, long? FileType) : Query
{
    public override ValueTask<Result> Run(Book book)
    {
        if (Date >= Days.DateOf(book.Now) || book.Now < CheckFile.Ready(Date) || Date < Days.DateOf(book.App.CreatedAt))
            return new(Errors.CheckFileNotFound);
        return new(new Link(book.Environment.FileLink(book.App.Id, CheckFile.NameOf(book.No, Date, FileType == 2), book.Now + Life)));
    }

    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public sealed record Link(string Url) : Reply;
}
