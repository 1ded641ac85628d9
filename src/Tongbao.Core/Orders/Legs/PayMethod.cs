using Tongbao.Core.Ledger;
using Tongbao.Core.Orders.Refunds;

namespace Tongbao.Core.Orders.Legs;

/// <summary>How a pay method goes; behaviour hangs on these, not on the forty methods. 5.2.</summary>
public enum PayFlow { Scan, Jsapi, Redirect, App, Code, Sms, Inside, Payout, Pos }

/// <summary>Where refunds of a method go.</summary>
public enum RefundWay { Origin, Balance, Pos, None }

/// <summary>What an application answers for the buyer to go on with.</summary>
public enum PayReturn { None, PayInfo, WeChatAppInfo, PayStatus, PayCode, GatewayUrl, Payload }

/// <summary>支付方式: a row of catalog/tsy2/paymethods.tbl.</summary>
/// <param name="ValidateTypes">交易验证方式 that it takes; empty where the channel alone validates.</param>
public sealed record PayMethod(string Key, PayFlow Flow, string Channel, bool Combines, IReadOnlyList<int> ValidateTypes,
    RefundWay Refund, string Name)
{
    public PayReturn Returns { get; init; }

    /// <summary>付款途径: by which other wires know it (<see cref="PayWays"/>); null where none has its like.</summary>
    public string? Way { get; init; }

    /// <summary>产品: what a merchant number needs to collect by it, by the acquirer's code; null where the payer's choice decides.</summary>
    public string? Product { get; init; }

    /// <summary>渠道认证: the channel that must have certified the merchant, wx or ali; null for none.</summary>
    public string? CertifiedBy { get; init; }

    /// <summary>集团: vspCusid names the sub-merchant, who must be the receiver's.</summary>
    public bool IsGroup { get; init; }

    /// <summary>透传渠道过期: the order's end is told the channel, which keeps it this long at most.</summary>
    public TimeSpan? LongestExpiry { get; init; }

    /// <summary>What the channel gives to pay with is good this long, whatever the order allows.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>绑卡方式 whose cards it debits (6.18); none: any, or it debits no bound card.</summary>
    public IReadOnlyList<int> CardModes { get; init; } = [];

    /// <summary>贷记卡 only.</summary>
    public bool CreditOnly { get; init; }

    /// <summary>对公账户 too, the company's own, with the place of its bank.</summary>
    public bool TakesCorporate { get; init; }

    /// <summary>It is known, and no app has it.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>May a deposit be paid by it?</summary>
    public bool TopsUp { get; init; } = true;

    /// <summary>What a request must say beside it.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>提现方式 of a payout (4.2.3 (6)).</summary>
    public IReadOnlyList<string> Arrivals { get; init; } = [];

    /// <summary>Until when the buyer can pay: the order's end as the channel knows it, and what it gave to pay with.</summary>
    public DateTimeOffset? PayableUntil(DateTimeOffset from, DateTimeOffset? orderEnds)
    {
        var told = LongestExpiry is { } longest && orderEnds > from + longest ? from + longest : orderEnds;
        return Life is { } life && !(told < from + life) ? from + life : told;
    }

    public const string Balance = "BALANCE", Coupon = "COUPON", WithdrawTlt = "WITHDRAW_TLT", TransferHtbank = "TRANSFER_HTBANK",
        QuickpayVsp = "QUICKPAY_VSP", QuickpayTlt = "QUICKPAY_TLT";

    /// <summary>出金 of a wire that names no methods for it, and the channel that it goes by.</summary>
    public const string Withdrawal = "WITHDRAWAL", PayoutChannel = "payout";

    public bool IsInside => Flow == PayFlow.Inside;
    public bool IsPayout => Flow == PayFlow.Payout;

    /// <summary>The buyer acts at the channel's own side; nothing is confirmed here.</summary>
    public bool BuyerActsOutside => Flow is PayFlow.Scan or PayFlow.Jsapi or PayFlow.App or PayFlow.Pos;

    /// <summary>The channel sends and checks its own SMS code (收银宝快捷).</summary>
    public bool ChannelSendsCode => Key == QuickpayVsp;
}

/// <summary>How a request wants to pay: one method of it with its amount.</summary>
/// <param name="More">Fields that are passed through to the channel under its own names: authcode, limitPay, vspCusid, acct. Sealed at
/// rest: account numbers are among them.</param>
/// <param name="Unkept">Fields that came and may not be kept: 有效期, CVV2. Their names alone.</param>
public sealed record PayUse(PayMethod Method, Cents Amount, string? AccountSetNo, BankCardNo? Card,
    IReadOnlyDictionary<string, Secret> More,
    IReadOnlyList<string> Unkept)
{
    public static readonly IReadOnlyDictionary<string, Secret> NoMore = new Dictionary<string, Secret>();
}

/// <summary>支付腿: a part of an order paid one way. The legs of an order sum to its amount.</summary>
/// <param name="Account">For inside legs the account that pays; for channel legs the channel account.</param>
/// <param name="Refunded">What of it has been given back or is on its way.</param>
public sealed record Leg(string Method, PayFlow Flow, AccountId Account, Cents Amount, RefundWay Refund, BankCardNo? Card,
    IReadOnlyDictionary<string, Secret> More, Cents Refunded = default, PayReturn Returns = PayReturn.None)
{
    /// <summary>Of a payout, among what the channel is told: how long its bank takes, as d.hh:mm:ss.</summary>
    public const string Arrival = "arrival";

    public bool IsInside => Flow == PayFlow.Inside;
    public bool IsCoupon => Method == PayMethod.Coupon;
    public Cents Refundable => Amount - Refunded;
}

/// <summary>交易验证方式 (6.16).</summary>
public enum ValidateType { None = 0, Sms = 1, Password = 2 }
