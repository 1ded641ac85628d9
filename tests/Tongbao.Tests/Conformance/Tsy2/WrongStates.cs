using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>状态: in which states of the market the good requests are refused, and with which codes.</summary>
public static class WrongStates
{
    /// <summary>The next day after midnight, when what nobody paid is closed.</summary>
    private const string ADay = "P2D";

    public static readonly IReadOnlyList<WrongState<Flow>> All =
    [
        new("createMember", "of that name there is one", "30000", Done("createMember")),
        new("sendVerificationCode", "a phone is bound", "30024", async (f, _) => { await f.GivenPhone("buyer"); return null; }),
        new("bindPhone", "a phone is bound", "30024", Done("bindPhone")),
        new("unbindPhone", "none is bound", "30021", Done("unbindPhone")),
        new("setRealName", "the name is verified", "30007", Done("setRealName")),
        new("setCompanyInfo", "the company is approved", "30023",
            async (f, _) => { await f.Sandbox.Review(f.App.Id, "buyer", "approve"); return null; }),
        new("applyBindBankCard", "the card is bound", "30017", Done("applyBindBankCard")),
        new("bindBankCard", "the card is bound", "30016", Done("bindBankCard")),
        new("setSafeCard", "there is one", "30026", Done("setSafeCard")),
        new("unbindBankCard", "the card is not bound", "30045", Done("unbindBankCard")),
        new("lockMember", "the member is locked", "30022", Done("lockMember")),
        new("unlockMember", "the member is not locked", "9000", Done("unlockMember")),
        new("bankCardChangeBindPhone", "no phone is bound", "30021", WithoutPhone),
        new("verifyBankCardChangeBindPhone", "the phone was changed", "30016", Done("verifyBankCardChangeBindPhone")),
        new("vspTermidService", "the terminal is another member's", "40015", async (f, good) =>
        {
            await f.GivenStranger("seller");
            await f.When("vspTermidService", Json.Merge(good, new { bizUserId = "seller" }));
            return null;
        }),
        new("createBankSubAcctNo", "the member has no name", "30008",
            async (f, good) => { await f.GivenStranger("seller"); return new { bizUserId = "seller" }; }),
        new("depositApply", "no phone is bound", "30021", WithoutPhone),
        new("consumeApply", "no phone is bound", "30021", WithoutPhone),
        new("agentCollectApply", "no phone is bound", "30021", WithoutPhone),
        new("signalAgentPay", "the share was paid out", "40040", Done("signalAgentPay", "bizOrderNo")),
        new("signalAgentPay", "the buyer has not paid", "40019", async (f, good) =>
            new { collectPayList = new[] { Flow.From(await f.When("agentCollectApply", Flow.Collect("buyer", 0, ("seller", 10_00))),
                10_00) } }),
        new("batchAgentPay", "the batch was taken, with other rows", "40017",
            async (f, good) => { await f.When("batchAgentPay", good); return new { tradeCode = "2001" }; }),
        new("withdrawApply", "the money is frozen", "40014",
            async (f, _) => { await f.When("freezeMoney", new { bizUserId = "buyer", amount = 95_00 }); return null; }),
        new("crossBorderWithdrawApply", "the fund member is on the list no more", "40015",
            async (f, _) => { await f.ChangeSettings(new { crossBorderMembers = Array.Empty<string>() }); return null; }),
        new("pay", "the order is closed", "40004", async (f, _) => { await f.Advance(ADay); return null; }),
        new("resendPaySMS", "the order is paid", "40019", async (f, good) =>
        {
            var code = await f.Sms(f.Who("buyer").Phone);
            await f.When("pay", Json.Merge(good, new { bizUserId = "buyer", verificationCode = code }));
            return null;
        }),
        new("resendPaySMS", "the order is closed", "40019", async (f, _) => { await f.Advance(ADay); return null; }),
        new("refund", "all was given back", "40020", Done("refund", "bizOrderNo")),
        new("refund", "the order is not paid", "40041", async (f, _) =>
            new { oriBizOrderNo = (await f.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 10_00 }))
                .BizOrderNo, refundList = (object?)null }),
        new("freezeMoney", "the money is frozen", "50001",
            async (f, _) => { await f.When("freezeMoney", new { bizUserId = "buyer", amount = 95_00 }); return null; }),
        new("unfreezeMoney", "all of it was lifted", "50003", Done("unfreezeMoney")),
        new("unfreezeMoney", "there is no such freeze", "50004", async (_, _) => new { bizFreezenNo = Flow.Fresh("F") }),
        new("applicationTransfer", "the set is empty", "40014", async (f, good) =>
        {
            await f.When("applicationTransfer", Json.Merge(good, new { bizTransferNo = Flow.Fresh("T"), amount = 100_00 }));
            return null;
        }),
        new("entryGoods", "of that number there are others", "40007",
            async (f, good) => { await f.When("entryGoods", Json.Merge(good, new { goodsName = "咖啡" })); return null; }),
    ];

    /// <summary>The request was made before, and is made again: where it has a number, under another.</summary>
    private static Func<Flow, JsonObject, Task<object?>> Done(string method, string? number = null) => async (f, good) =>
    {
        await f.When(method, good);
        return number is null ? null : new JsonObject { [number] = Flow.Fresh("W") };
    };

    private static async Task<object?> WithoutPhone(Flow f, JsonObject good)
    {
        var phone = f.Who("buyer").Phone;
        await f.When("sendVerificationCode", new { bizUserId = "buyer", phone, verificationCodeType = 6 });
        await f.When("unbindPhone", new { bizUserId = "buyer", phone, verificationCode = await f.Sms(phone) });
        return null;
    }
}
