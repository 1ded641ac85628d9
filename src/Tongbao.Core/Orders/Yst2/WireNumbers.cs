namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 通联订单号 (respTraceNum): 26 digits, yyyyMMddHHmmss, the transCode, and 8 digits. It is our order number with the transCode put in, so it
/// is kept nowhere and found without an index.
/// </summary>
public static class WireNumbers
{
    public const string Purchase = "2085", Split = "2092", Withdrawal = "2290", Refund = "2294", Settlement = "4020",
        Transfer = "2084";

    public const string PhoneBinding = "1030", Signing = "1050", PaperAgreement = "1051", AgreementView = "1053";

    private const string Century = "20";
    private const int Length = 26, Stamp = 12, CodeAt = 14, CodeLength = 4, RestAt = 19;

    /// <param name="number">An order number, or another number of <see cref="Book.NextNumber"/>.</param>
    public static string Of(string number, string transCode) => $"{Century}{number[..Stamp]}{transCode}0{number[Stamp..]}";

    public static string Of(Order order) => Of(order.No.Value, CodeOf(order.Kind));

    /// <summary>The number that a wire number was made of; null where it is none.</summary>
    public static string? NumberOf(string wireNo)
    {
        if (wireNo.Length != Length || wireNo.Any(c => !char.IsAsciiDigit(c)) || !wireNo.StartsWith(Century, StringComparison.Ordinal)
            || wireNo[CodeAt + CodeLength] != '0') return null;
        return wireNo[Century.Length..CodeAt] + wireNo[RestAt..];
    }

    /// <summary>交易码 of a kind of order, of whichever wire made it.</summary>
    public static string CodeOf(OrderKind kind) => kind switch
    {
        OrderKind.AcquiredPurchase or OrderKind.Purchase or OrderKind.Deposit => Purchase,
        OrderKind.OrderSplit => Split,
        OrderKind.Withdrawal or OrderKind.CrossBorderWithdrawal => Withdrawal,
        OrderKind.Refund => Refund,
        OrderKind.Settlement => Settlement,
        OrderKind.SecuredPurchase => "2089",
        OrderKind.SecuredConfirmation => "2090",
        _ => Transfer,
    };
}
