namespace Tongbao.Simulators;

/// <summary>渠道短信: 收银宝快捷 sends its own code to the payer, and takes the money when the code comes back.</summary>
internal static class ChannelCode
{
    private const string Sender = "QUICKPAY_VSP";

    private static readonly (string Value, TimeSpan? Life) Code = TestValues.CodeOf(Sender)
        ?? throw new InvalidOperationException($"testvalues.tbl has no {Sender}.sms");

    public static bool IsChecked(Trade trade) =>
        trade.CodeWanted || (trade.Operation == Operations.Confirm && trade.Method == Sender);

    /// <summary>
    /// The channel's answer while it has no right code; null: go on. A query does not send another code but returns the first one.
    /// </summary>
    public static Outcome? Missing(Trade trade)
    {
        if (!trade.IsPayment || !IsChecked(trade)) return null;
        if (trade.Operation != Operations.Confirm) return new Outcome(TradeResults.Pending) { WantsCode = true, CodeSent = Code.Value };
        var isOld = trade.At >= trade.CodeSentAt + Code.Life;
        if (trade.Code == Code.Value && !isOld) return null;
        return new Outcome(TradeResults.Pending) { WantsCode = true, WrongCode = true, Message = isOld ? "短信验证码已过期" : "短信验证码错误" };
    }
}
