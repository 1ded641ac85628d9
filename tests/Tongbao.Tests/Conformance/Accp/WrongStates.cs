using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>状态: in which states of the market the good requests are refused, and with which codes.</summary>
public static class WrongStates
{
    private const string Buyer = GoodRequests.Buyer, Seller = GoodRequests.Seller;
    private const string SerialTaken = "1010", TokenUsed = "1000", Open = "2006", Paid = "3002", Closed = "3001", UnderWay = "3003",
        Decided = "3022", UserShort = "3005", MerchantShort = "3006", NotOpen = "2001", CardBound = "2008";

    public static readonly IReadOnlyList<WrongState<AccpFlow>> All =
    [
        new("regphone-verifycode-apply", "a code was sent this minute", "1021", Done("acctmgr/regphone-verifycode-apply")),
        new("regphone-verifycode-verify", "the code was used", "1018", Done("acctmgr/regphone-verifycode-verify")),
        new("openacct-apply-individual", "the user is open", Open, async (f, good) =>
        {
            var applied = await Do(f, "acctmgr/openacct-apply-individual", good);
            var phone = good["basicInfo"]!["reg_phone"]!.GetValue<string>();
            await f.Account("openacct-verify-individual", new { user_id = Buyer, txn_seqno = applied.Text("txn_seqno"),
                token = applied.Text("token"), verify_code = await f.Sms(phone), password = await f.Seal(AccpFlow.Password) });
            return new { txn_seqno = AccpFlow.Serial() };
        }),
        new("openacct-apply-individual", "the serial is taken", SerialTaken, Done("acctmgr/openacct-apply-individual")),
        new("openacct-verify-individual", "the token was used", TokenUsed, Done("acctmgr/openacct-verify-individual")),
        new("openacct-apply-enterprise", "the user is under review", Open, Again("acctmgr/openacct-apply-enterprise")),
        new("openacct-verify-enterprise", "the token was used", TokenUsed, Done("acctmgr/openacct-verify-enterprise")),
        new("documents-upload", "the serial is taken", SerialTaken, Done("documents/upload")),
        new("individual-bindcard-apply", "the serial is taken", SerialTaken, Done("acctmgr/individual-bindcard-apply")),
        new("individual-bindcard-apply", "the card is bound", CardBound, async (f, good) =>
        {
            var applied = await Do(f, "acctmgr/individual-bindcard-apply", good);
            await f.Account("individual-bindcard-verify", new { user_id = Buyer, txn_seqno = applied.Text("txn_seqno"),
                token = applied.Text("token"), verify_code = await f.Sms(good["linked_phone"]!.GetValue<string>()) });
            return new { txn_seqno = AccpFlow.Serial() };
        }),
        new("individual-bindcard-verify", "the card is bound", TokenUsed, Done("acctmgr/individual-bindcard-verify")),
        new("unlinkedacct-ind-apply", "the card is not bound", "1024", Again("acctmgr/unlinkedacct-ind-apply")),
        new("unlinkedacct-ind-apply", "it is the only card", "2009", async (f, good) =>
        {
            await Do(f, "acctmgr/unlinkedacct-ind-apply", good);
            return new { txn_seqno = AccpFlow.Serial(), linked_acctno = (await f.Cards(Buyer)).Single() };
        }),
        new("enterprise-changecard-apply", "the account is bound", CardBound, Again("acctmgr/enterprise-changecard-apply")),
        new("change-regphone-apply", "the serial is taken", SerialTaken, Done("acctmgr/change-regphone-apply")),
        new("change-regphone-verify", "the phone was changed", TokenUsed, Done("acctmgr/change-regphone-verify")),
        new("change-linkedphone-apply", "the serial is taken", SerialTaken, Done("acctmgr/change-linkedphone-apply")),
        new("change-linkedphone-verify", "the phone was changed", TokenUsed, Done("acctmgr/change-linkedphone-verify")),
        new("change-password", "the account is locked", "2002", async (f, _) => { await f.ChangeState(Buyer, "lock"); return null; }),
        new("cancel-apply", "there is money on the account", "2010", async (f, _) => { await f.GivenMoney(Buyer, "0.01"); return null; }),
        new("cancel-apply", "the user is gone", NotOpen, Again("acctmgr/cancel-apply")),
        new("find-password-apply", "a code was sent this minute", "1021", Done("acctmgr/find-password-apply")),
        new("find-password-verify", "the token was used", TokenUsed, Done("acctmgr/find-password-verify")),
        .. OfTrades,
    ];

    private static IEnumerable<WrongState<AccpFlow>> OfTrades =>
    [
        new("tradecreate", "the serial is taken", SerialTaken, Done("txn/tradecreate")),
        new("tradecreate", "the payee is paused", NotOpen, async (f, _) => { await f.ChangeState(Seller, "pause"); return null; }),
        .. new[] { "payment-balance", "payment-bankcard", "payment-gw" }.SelectMany(NotPayable),
        new("payment-balance", "the balance is short", UserShort, async (f, _) =>
        {
            var other = await f.GivenPurchase(Buyer, "95.00", (Seller, "95.00"));
            await f.PayByBalance(other, Buyer, "95.00");
            return null;
        }),
        new("close-payment", "the order is paid", Paid, PaidBefore),
        new("close-payment", "it is over", Closed, Done("txn/close-payment")),
        new("validation-sms", "the code was given", Decided, Done("txn/validation-sms")),
        new("validation-sms", "the order was given up", Closed, GivenUp),
        new("secured-confirm", "all is confirmed", Paid, Again("txn/secured-confirm", "confirmOrderInfo", "confirm_seqno")),
        new("secured-confirm", "the order is not paid", "3020", async (f, _) => new
        {
            originalOrderInfo = new { txn_seqno = await f.GivenGuarantee(Buyer, "10.00", (Seller, "10.00")) },
        }),
        new("withdrawal", "the serial is taken", SerialTaken, PaidOut("txn/withdrawal")),
        new("withdrawal", "the balance is short", UserShort, async (_, _) => new { orderInfo = new { total_amount = "100.01" } }),
        new("withdrawal-check", "it was let go", Decided, PaidOut("txn/withdrawal-check")),
        new("transfer", "the serial is taken", SerialTaken, Done("txn/transfer")),
        new("transfer", "the balance is short", UserShort, Again("txn/transfer", "orderInfo", "txn_seqno")),
        new("transfer-morepyee", "the account is empty", MerchantShort, Again("txn/transfer-morepyee", "orderInfo", "txn_seqno")),
        .. new[] { "asyn-refund", "more-payee-refund" }.SelectMany(Refunded),
    ];

    private static IEnumerable<WrongState<AccpFlow>> NotPayable(string call) =>
    [
        new(call, "the order is paid", Paid, PaidBefore),
        new(call, "the order was given up", Closed, GivenUp),
        new(call, "a wallet is under way", UnderWay, async (f, good) =>
        {
            await f.PayByScan(good["txn_seqno"]!.GetValue<string>(), Buyer, "10.00");
            return null;
        }),
    ];

    private static IEnumerable<WrongState<AccpFlow>> Refunded(string refund) =>
    [
        new(refund, "the serial is taken", SerialTaken, Done($"txn/{refund}")),
        new(refund, "all was given back", "3018", Again($"txn/{refund}", "refundOrderInfo", "refund_seqno")),
        new(refund, "the order is not paid", "3019", async (f, _) => new
        {
            originalOrderInfo = new { txn_seqno = await f.GivenPurchase(Buyer, "10.00", (Seller, "10.00")) },
        }),
    ];

    private static async Task<AccpReply> Do(AccpFlow f, string path, JsonObject request)
    {
        var reply = await f.When(path, request);
        Assert.True(reply.Code is "0000" or "8888" or "8889", $"{reply.Code} {reply.Message} {Json.Text(request)}");
        return reply;
    }

    /// <summary>The request was made before, and is made again as it was.</summary>
    private static Func<AccpFlow, JsonObject, Task<object?>> Done(string path) => async (f, good) =>
    {
        await Do(f, path, good);
        return null;
    };

    /// <summary>The same of a withdrawal, which the bank works on for a while.</summary>
    private static Func<AccpFlow, JsonObject, Task<object?>> PaidOut(string path) => async (f, good) =>
    {
        await Do(f, path, good);
        await f.Receiver.WaitFor(AccpFlow.SerialOf(good));
        return null;
    };

    /// <summary>The request was made before, and is made again under another serial, which stands in the object that is named.</summary>
    private static Func<AccpFlow, JsonObject, Task<object?>> Again(string path, string? within = null, string serial = "txn_seqno") =>
        async (f, good) =>
        {
            await Do(f, path, good);
            var fresh = new JsonObject { [serial] = AccpFlow.Serial() };
            return within is null ? fresh : new JsonObject { [within] = fresh };
        };

    private static async Task<object?> PaidBefore(AccpFlow f, JsonObject good)
    {
        var serial = good["txn_seqno"]!.GetValue<string>();
        await f.PayByScan(serial, Buyer, "10.00");
        await f.ChannelSays(serial);
        return null;
    }

    private static async Task<object?> GivenUp(AccpFlow f, JsonObject good)
    {
        await f.Trade("close-payment", new { txn_seqno = good["txn_seqno"]!.GetValue<string>() });
        return null;
    }
}
