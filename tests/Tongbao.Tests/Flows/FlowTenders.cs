namespace Tongbao.Tests.Flows;

/// <summary>支付方式: the ways to pay, as they stand in `payMethod` (通商云 5.2). Amounts in fen: 100_00 is 100 yuan.</summary>
public sealed partial class Flow
{
    /// <summary>A QR code: the buyer's phone pays it, no confirmation.</summary>
    public static object Scan(long amount) => new { SCAN_WEIXIN = new { amount, limitPay = "" } };

    /// <summary>The seller scans the buyer's code: paid at once.</summary>
    public static object Code(long amount) => new { CODEPAY_VSP = new { amount, authcode = "134567890123456789", limitPay = "" } };

    /// <summary>The card the member bound; confirmed by SMS.</summary>
    public Task<object> QuickPay(string bizUserId, long amount) => QuickPayBy(Who(bizUserId).CardNo, amount);

    public async Task<object> QuickPayBy(string cardNo, long amount) =>
        new { QUICKPAY_TLT = new { bankCardNo = await Encrypt(cardNo), amount } };

    public object Balance(long amount) => new { BALANCE = new[] { new { accountSetNo = CustodySet, amount } } };

    /// <summary>Of the platform's marketing money.</summary>
    public static object Coupon(long amount) => new { COUPON = new { amount } };

    /// <summary>组合支付: several ways for one order.</summary>
    public static object Together(params object[] ways) => Json.Merge(new { }, ways);

    /// <summary>分账 (5.3): what one member gets of what stands above it, and the shares it gives on.</summary>
    public static object Share(string bizUserId, long amount, long fee = 0, params object[] children) =>
        children.Length == 0 ? new { bizUserId, amount, fee } : new { bizUserId, amount, fee, splitRuleList = children };

    public static object PlatformShare(string accountSetNo, long amount) => new { bizUserId = Platform, accountSetNo, amount, fee = 0 };
}
