namespace Tongbao.Simulators;

/// <summary>测试值: amounts and codes with a meaning in the vendor's test environment (通商云 5.2, 6.18).</summary>
internal static class TestValues
{
    /// <summary>实名付 and 收银宝快捷: the code of a payment.</summary>
    public const string PayCode = "111111";

    /// <param name="Amount">Fen; null: any, or any above <paramref name="Above"/>.</param>
    public sealed record Row(string Method, string Operation, long? Amount, string Result, string? Message = null, long Above = 0);

    /// <summary>The first row of a method that fits decides.</summary>
    private static readonly Row[] Rows =
    [
        // The source prints 10 元 twice; the second must be 11 元.
        new("QUICKPAY_TLT", Operations.Pay, 1000, TradeResults.Fail, "发卡行不支持该笔交易"),
        new("QUICKPAY_TLT", Operations.Pay, 1100, TradeResults.Fail, "交易失败"),
        new("QUICKPAY_TLT", Operations.Pay, 1200, TradeResults.Fail, "协议号不一致"),
        new("QUICKPAY_TLT", Operations.Pay, 1300, TradeResults.Fail, "协议号不一致"),
        new("QUICKPAY_TLT", Operations.Pay, 1400, TradeResults.Fail, "余额不足"),
        new("QUICKPAY_TLT", Operations.Pay, 1500, TradeResults.Fail, "协议已解除,扣款失败"),
        new("QUICKPAY_TLT", Operations.Pay, null, TradeResults.Fail, "测试金额须在 10000 元以内", Above: 1_000_000),
        new("QUICKPAY_TLT", Operations.Refund, 1600, TradeResults.Fail, "原交易不存在,退款失败"),
        new("QUICKPAY_TLT", Operations.Refund, 1700, TradeResults.Fail, "退款金额超过原金额,退款失败"),
        new("WeChatPAYAPP_VSP", Operations.Pay, 9, TradeResults.Success),
        new("WeChatPAYAPP_VSP", Operations.Pay, null, TradeResults.Fail, "交易失败"),
        new("WeChatPAYAPP_VSP_ORG", Operations.Pay, 9, TradeResults.Success),
        new("WeChatPAYAPP_VSP_ORG", Operations.Pay, null, TradeResults.Fail, "交易失败"),
        new("WECHATPAY_APP_OPEN", Operations.Pay, 9, TradeResults.Success),
        new("ALIPAY_APP_OPEN", Operations.Pay, 9, TradeResults.Success),
        new("ALIPAY_APP_OPEN", Operations.Pay, 7, TradeResults.Pending, "交易进行中"),
        new("ALIPAY_APP_OPEN", Operations.Pay, 6, TradeResults.Fail, "交易失败"),
    ];

    private static readonly Row OverLimit = new("InstallmentPayment_H5", Operations.Pay, null, TradeResults.Fail, "超过卡片可用额度");

    public static Row? Find(Trade trade)
    {
        var card = trade.Method == OverLimit.Method && trade.IsPayment ? TestCards.Find(trade.CardNo) : null;
        if (trade.Amount > card?.Limit) return OverLimit;
        return Rows.FirstOrDefault(row => row.Method == trade.Method && row.Operation == trade.Kind
            && (row.Amount is null ? trade.Amount > row.Above : trade.Amount == row.Amount));
    }
}
