namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>How the interfaces refuse what no table of fields can say.</summary>
public static class Refusals
{
    private const string NoSuchMember = "30001", MemberLocked = "30002", NotOfMember = "40022", NoSuchPayee = "30058",
        NoSuchOrder = "40000", NotDecrypted = "20017", NoSuchAccount = "50006";

    /// <summary>Queries answer of a locked member as well: its state must be visible.</summary>
    private static readonly HashSet<string> Queries =
        ["getMemberInfo", "queryBankCard", "queryBalance", "queryInExpDetail", "queryGoods", "getPayeeFundsInTransitDetail"];

    /// <summary>The order is found first, and is not of that member.</summary>
    private static readonly HashSet<string> FoundByOrder = ["pay", "refund"];

    /// <summary>What an app asks of itself, and a batch, which is accepted whole and then fails row by row.</summary>
    private static readonly HashSet<string> AnsweredToAny = ["queryMerchantBalance", "queryReserveFundBalance", "batchAgentPay"];

    /// <summary>They change something, and may do so in any state of their member; who is locked or unknown apart.</summary>
    public static IReadOnlyList<string> RefusedByNoState { get; } = ["applyBindAcct"];

    public static string Unknown(string method) =>
        method == "signalAgentPay" ? NoSuchPayee : FoundByOrder.Contains(method) ? NotOfMember : NoSuchMember;

    public static string? Locked(string method) => Queries.Contains(method) ? null : MemberLocked;

    /// <summary>They name an order, or a day's file.</summary>
    private static readonly HashSet<string> LooksForOrder =
        ["pay", "resendPaySMS", "refund", "getOrderDetail", "getOrderSplitRuleListDetail", "getPaymentInformationDetail",
            "getCheckAccountFile"];

    /// <summary>What was encrypted for one app another cannot read.</summary>
    private static readonly HashSet<string> HoldsEncrypted =
        ["setRealName", "setCompanyInfo", "applyBindBankCard", "bankCardChangeBindPhone", "setSafeCard", "unbindBankCard", "withdrawApply",
            "crossBorderWithdrawApply"];

    /// <summary>
    /// What stands in an app is not there for another, whichever of it is looked for first; null: it is answered of the other's own.
    /// </summary>
    public static string? ToAnother(string method) =>
        AnsweredToAny.Contains(method) ? null : HoldsEncrypted.Contains(method) ? NotDecrypted : LooksForOrder.Contains(method)
            ? NoSuchOrder : method == "queryBankBalance" ? NoSuchAccount : method == "signalAgentPay" ? NoSuchPayee : NoSuchMember;
}
