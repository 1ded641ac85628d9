using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>Given and then of money: what the merchant and its users have, to the fen.</summary>
public sealed partial class AccpFlow
{
    /// <summary>The merchant's own money comes from its bank.</summary>
    public Task GivenMerchantMoney(string yuan, string account = "MCHOWN") => Sandbox.Funds(App.Id, account, Fen(yuan));

    /// <summary>A user has money, which the merchant gave it.</summary>
    public async Task GivenMoney(string user, string yuan)
    {
        await GivenMerchantMoney(yuan);
        await Trade("transfer", TransferTo(user, yuan));
    }

    /// <summary>代发 of the merchant to a user.</summary>
    public JsonObject TransferTo(string user, string yuan, string? serial = null) => Json.Object(new
    {
        notify_url = Receiver.Url(),
        orderInfo = new { txn_seqno = serial ?? Serial(), txn_time = AccpClient.Stamp(), total_amount = yuan, txn_purpose = "佣金支付",
            order_info = "of May" },
        payerInfo = new { payer_type = "MERCHANT", payer_id = Number, payer_accttype = "MCHOWN" },
        payeeInfo = new { payee_type = "USER", payee_id = user },
    });

    /// <summary>提现 of a user to its first card, with the right password.</summary>
    public async Task<JsonObject> WithdrawalOf(Person user, string yuan, string? serial = null) => Json.Object(new
    {
        notify_url = Receiver.Url(), linked_acctno = user.CardNo,
        orderInfo = new { txn_seqno = serial ?? Serial(), txn_time = AccpClient.Stamp(), total_amount = yuan, order_info = "rent" },
        payerInfo = new { payer_type = "USER", payer_id = user.BizUserId, password = await Seal(Password) },
    });

    /// <summary>退款 of what one payee got.</summary>
    /// <param name="total">Of the original order.</param>
    public JsonObject RefundOf(string order, string payer, string total, string payee, string yuan, string method = "BALANCE",
        string? refund = null) => Json.Object(new
        {
            user_id = payer, notify_url = Receiver.Url(), refund_reason = "came back",
            originalOrderInfo = new { txn_seqno = order, total_amount = total },
            refundOrderInfo = new { refund_seqno = refund
                ?? Serial(), refund_time = AccpClient.Stamp(), payee_id = payee, payee_type = "USER",
                refund_amount = yuan },
            refundMethods = new[] { new { method, amount = yuan } },
        });

    public static string RefundNo(JsonObject request) => request["refundOrderInfo"]!["refund_seqno"]!.GetValue<string>();

    /// <summary>What an account of a user, or of the merchant by its set, has available and held.</summary>
    public async Task<(string Available, string Held)> Balance(string owner, string? set = null)
    {
        var rows = (await Sandbox.Books(App.Id)).Accounts.Where(a => a.Owner == owner && (set is null || a.AccountSetNo == set)).ToList();
        return (Yuan(rows.Where(r => r.Bucket == "available").Sum(r => r.Balance)),
            Yuan(rows.Where(r => r.Bucket == "held").Sum(r => r.Balance)));
    }

    /// <summary>MCHOWN and MCHCOUPON, as the sandbox's books name their sets.</summary>
    public Task<(string Available, string Held)> MerchantBalance(string set = "100001") => Balance("#yunBizUserId_B2C#", set);

    public static string SerialOf(JsonObject request) => request["orderInfo"]!["txn_seqno"]!.GetValue<string>();

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture) * 100);
}
