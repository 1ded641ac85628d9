namespace Tongbao.Tests.Conformance.Accp;

/// <summary>How the interfaces refuse what no table of fields can say.</summary>
public static class Refusals
{
    private const string CodeNeeded = "8888", NotHere = "3020", NoSuchUser = "2003", UserNotAvailable = "2001",
        PhoneNotProved = "1023", NoSuchOrder = "1011", NoSuchOriginal = "3017", DiffersFromOrder = "3004", CodeExpired = "1018";

    /// <summary>Known, and refused: this version has no posting for the one, no second step for the other (W92).</summary>
    private static readonly HashSet<string> NotBuilt = ["cancel-secured-payment", "enterprise-changecard-verify"];

    /// <summary>They may name a user whom nobody has heard of.</summary>
    private static readonly HashSet<string> ForNewUsers =
        ["get-random", "regphone-verifycode-apply", "upload-photos", "documents-upload"];

    private static readonly HashSet<string> Opening =
        ["openacct-apply-individual", "openacct-verify-individual", "openacct-apply-enterprise", "openacct-verify-enterprise",
            "regphone-verifycode-verify"];

    /// <summary>Queries answer of a paused user as well: its state must be visible.</summary>
    private static readonly HashSet<string> Queries =
        ["query-userinfo", "query-linkedacct", "query-acctinfo", "query-acctserial", "query-acctserialdetail"];

    /// <summary>The order is found first, and is not of that payer. What goes back to a payer is no request of its.</summary>
    private static readonly HashSet<string> OfOrder =
        ["payment-balance", "payment-bankcard", "payment-gw", "validation-sms", "secured-confirm", "asyn-refund", "more-payee-refund"],
        Refunds = ["asyn-refund", "more-payee-refund"];

    private static readonly HashSet<string> LooksForOrder =
        ["payment-balance", "payment-bankcard", "payment-gw", "validation-sms", "secured-confirm", "close-payment", "query-payment",
            "secured-query", "withdrawal-check", "query-withdrawal", "query-refund", "query-txn"];

    /// <summary>Their password is a new one, which nobody has had yet.</summary>
    public static bool SetsPassword(string method) => Opening.Contains(method) || method == "find-password-verify";

    /// <summary>They change something, and may do so in any state of their user; who is paused or unknown apart.</summary>
    public static IReadOnlyList<string> RefusedByNoState { get; } = ["get-random", "upload-photos", "validate-password"];

    /// <summary>The code of a good request that is not done at once.</summary>
    public static string? OfGood(string method) =>
        NotBuilt.Contains(method) ? NotHere : method == "payment-bankcard" ? CodeNeeded : null;

    public static bool IsForNewUsers(string method) => NotBuilt.Contains(method) || ForNewUsers.Contains(method);

    /// <summary>May its user be paused? Money that goes back asks nobody.</summary>
    public static bool IsOfOpenUser(string method) => !Opening.Contains(method) && !Refunds.Contains(method);

    public static string Unknown(string method) => OfOrder.Contains(method) ? DiffersFromOrder
        : method.StartsWith("openacct-apply-", StringComparison.Ordinal) ? PhoneNotProved
        : method == "regphone-verifycode-verify" ? CodeExpired : NoSuchUser;

    public static string? Barred(string method) => Queries.Contains(method) ? null : UserNotAvailable;

    /// <summary>What stands in an app is not there for another, whichever of it is looked for first; null: it is done there.</summary>
    public static string? ToAnother(string method) => NotBuilt.Contains(method) ? NotHere : ForNewUsers.Contains(method) ? null
        : LooksForOrder.Contains(method) ? NoSuchOrder : Refunds.Contains(method) ? NoSuchOriginal
        : method.StartsWith("openacct-apply-", StringComparison.Ordinal) ? PhoneNotProved
        : method == "regphone-verifycode-verify" ? CodeExpired : NoSuchUser;
}
