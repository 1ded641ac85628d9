using System.Globalization;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>对账文件行: the 23 columns of an order, each ended by |.</summary>
public static class Yst2DayLines
{
    public const string Title = "通联订单号|订单类型|交易金额(单位:分)|平台抽佣金额(单位:分)|交易时间|商户订单号|原商户订单号|原通联订单号|"
        + "支付模式|扩展参数|结算金额|预留字段1|预留字段2|预留字段3|渠道金额|渠道流水号|渠道手续费(单位:分)|渠道交易类型|卡号|卡类别|渠道商户号|门店名称|终端号|";

    /// <summary>The columns with amounts, from 0.</summary>
    public static readonly IReadOnlySet<int> Numbers = new HashSet<int> { 2, 3, 10, 14, 16 };

    private const string SubTypes = "orderSubType", TradeTypes = "channelTradeType", PayModes = "payMode", CardKinds = "cardKind";

    private static Tables Words => Tables.Of(Yst2Wire.Wire);

    /// <param name="madeAt">When the file was made.</param>
    /// <param name="inWords">Types and modes as Chinese words, as the workbook has them.</param>
    public static string Of(Order o, DateTimeOffset madeAt, bool inWords)
    {
        var (channel, subType) = (o.ChannelLeg, SubTypeOf(o.Kind));
        var isPaid = o.Kind == OrderKind.AcquiredPurchase;
        var settled = isPaid ? o.Settlement.Of(o.Amount - o.Settlement.RefundedBefore(madeAt)) : Cents.Zero;
        string[] columns =
        [
            WireNumbers.Of(o), inWords ? Word(SubTypes, subType) : WireNumbers.CodeOf(o.Kind), Number(o.Amount), Number(CommissionOf(o)),
            Time(o.Outcome.PaidAt!.Value), o.Kind == OrderKind.Settlement ? "" : Text(o.BizNo.Value),
            Text(o.Refund?.OriginalBizNo.Value ?? OriginalOf(o)?.Value), OriginalNoOf(o),
            inWords ? Word(PayModes, MethodOf(o)) : MethodOf(o), Text(o.Said.ExtendInfo), Number(settled), inWords ? "" : subType, "", "",
            Number(o.Refund?.ToChannel ?? (o.Kind == OrderKind.Settlement ? Cents.Zero : channel?.Amount ?? Cents.Zero)),
            Text(o.Outcome.Facts?.TradeNo, "0"), Number(isPaid ? o.Amount - o.Settlement.Of(o.Amount) : Cents.Zero),
            inWords ? Word(TradeTypes, TradeTypeOf(o)) : TradeTypeOf(o), Text(o.Outcome.Facts?.Acct ?? channel?.Card?.Masked),
            inWords ? Word(CardKinds, Text(o.Outcome.Facts?.AcctType)) : Text(o.Outcome.Facts?.AcctType), Text(o.Settlement.Merchant), "",
            Text(o.Outcome.Facts?.TermNo),
        ];
        return string.Join('|', columns) + "|";
    }

    private static Cents CommissionOf(Order o) => o.Sharing?.Commission ?? (o.Payout is null ? Cents.Zero : o.Fee);

    private static BizOrderNo? OriginalOf(Order o) => o.Settlement.Original is null ? null : o.Sources.FirstOrDefault()?.BizOrderNo;

    private static string OriginalNoOf(Order o) =>
        (o.Settlement.Original ?? o.Refund?.Original) is { } no ? WireNumbers.Of(no.Value, WireNumbers.Purchase) : "";

    /// <summary>订单子类型; what other wires make is filed as what it is nearest to.</summary>
    private static string SubTypeOf(OrderKind kind) => WireNumbers.CodeOf(kind) switch
    {
        WireNumbers.Purchase => "商户收款",
        WireNumbers.Withdrawal => "商户提现",
        WireNumbers.Refund => "消费退款",
        WireNumbers.Settlement => "商户结算",
        _ => "订单分账",
    };

    private static string MethodOf(Order o) => o.Kind is OrderKind.AcquiredPurchase ? o.Legs[0].Method : "";

    private static string TradeTypeOf(Order o) => o.Refund is null ? Text(o.Settlement.Product) : "";

    private static string Word(string section, string value) =>
        Words.Choices[section].Choices.FirstOrDefault(c => c.Value == value)?.Zh ?? value;

    private static string Number(Cents amount) => amount.Fen.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => Days.ToChina(at).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Merchants' text must not break columns or lines, whatever the reader takes for a line break.</summary>
    private static string Text(string? text, string empty = "") => string.IsNullOrEmpty(text) ? empty
        : string.Concat(text.Select(c => c is '|' or '\u2028' or '\u2029' || char.IsControl(c) ? ' ' : c));
}
