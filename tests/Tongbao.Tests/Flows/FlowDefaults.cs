using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows;

/// <summary>What a request carries where the test did not care to say. A field that the test gives as null stays away.</summary>
public sealed partial class Flow
{
    private static readonly HashSet<string> MemberMethods =
    [
        "createMember", "sendVerificationCode", "bindPhone", "unbindPhone", "setRealName", "setCompanyInfo", "getMemberInfo",
            "getBankCardBin", "applyBindBankCard",
        "bindBankCard", "setSafeCard", "queryBankCard", "unbindBankCard", "lockMember", "unlockMember", "vspTermidService", "applyBindAcct",
            "createBankSubAcctNo",
        "bankCardChangeBindPhone", "verifyBankCardChangeBindPhone",
    ];

    private static readonly HashSet<string> MerchantMethods =
        ["queryReserveFundBalance", "getCheckAccountFile", "queryMerchantBalance", "queryBankBalance"];

    private static string ServiceOf(string method) =>
        MemberMethods.Contains(method) ? "MemberService" : MerchantMethods.Contains(method) ? "MerchantService" : "OrderService";

    /// <summary>The parameters as they go out.</summary>
    public async Task<JsonObject> Complete(string method, object given)
    {
        var param = Json.Object(given);
        foreach (var (name, value) in Json.Object(await Defaults(method, param)))
            if (!param.ContainsKey(name)) param[name] = value?.DeepClone();
        foreach (var (name, _) in param.Where(p => p.Value is null).ToList()) param.Remove(name);
        return param;
    }

    private async Task<object> Defaults(string method, JsonObject param) => method switch
    {
        "createMember" => new { memberType = 3, source = 2 },
        "setRealName" => new { isAuth = true, identityType = 1 },
        "setCompanyInfo" => new { isAuth = false, backUrl = Receiver.Url() },
        "depositApply" => Json.Merge(Trade(param),
            new { accountSetNo = param["bizUserId"]?.ToString() == Platform ? "100001" : CustodySet }),
        "consumeApply" => Trade(param),
        "agentCollectApply" => Json.Merge(Trade(param), new { tradeCode = "3001" }),
        "signalAgentPay" => new { bizOrderNo = Fresh("P"), fee = 0, tradeCode = "4001", accountSetNo = CustodySet,
            backUrl = Receiver.Url() },
        "batchAgentPay" => new { bizBatchNo = Fresh("N"), tradeCode = "4001" },
        "applicationTransfer" => new { bizTransferNo = Fresh("T"), targetAccountSetNo = CustodySet },
        "entryGoods" => new { goodsType = 3, goodsName = "奶粉" },
        "crossBorderWithdrawApply" => Json.Merge(Trade(param), new { payMethod = (object?)null, accountSetNo = CustodySet }),
        "withdrawApply" => Json.Merge(Trade(param), new { payMethod = (object?)null }, await BankAccount(param)),
        "pay" => new { consumerIp = "203.0.113.7" },
        "refund" => new { bizOrderNo = Fresh("R"), backUrl = Receiver.Url(), refundType = "D0" },
        "freezeMoney" => new { bizFreezenNo = Fresh("F"), accountSetNo = CustodySet },
        "unfreezeMoney" or "queryBalance" => new { accountSetNo = CustodySet },
        "queryInExpDetail" => await LastTwoDays(),
        _ => new { },
    };

    private object Trade(JsonObject param) => new
    {
        bizOrderNo = Fresh("B"), fee = 0, backUrl = Receiver.Url(), industryCode = "1910", industryName = "其他", source = 2,
        payMethod = param["amount"] is JsonValue amount && amount.TryGetValue<long>(out var fen) ? Scan(fen) : Scan(1_00),
    };

    private async Task<object> BankAccount(JsonObject param)
    {
        var who = param["bizUserId"]?.ToString() ?? "";
        var card = people.TryGetValue(who, out var person) ? person.CardNo : "6228480000000000099";
        return who == Platform
            ? new { accountSetNo = "100001", bankCardNo = await Encrypt(card), bankCardPro = 1 }
            : new { accountSetNo = CustodySet, bankCardNo = await Encrypt(card) };
    }

    private async Task<object> LastTwoDays()
    {
        var today = (await Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8));
        return new { accountSetNo = CustodySet, dateStart = $"{today.AddDays(-1):yyyy-MM-dd}", dateEnd = $"{today:yyyy-MM-dd}",
            startPosition = 1, queryNum = 100 };
    }
}
