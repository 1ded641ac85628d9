using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>
/// The switches that a vendor's operators set for a platform. Their names are part of the API and described in /openapi.json.
/// </summary>
public sealed record Settings
{
    /// <summary>提现方式 (4.2.3 (6)).</summary>
    public static readonly IReadOnlyList<string> AllWithdrawTypes = ["D0", "D1", "T1customized", "D0customized"];

    public int DailyOrderLimit { get; init; } = 10;
    public IReadOnlyList<string> PayMethods { get; init; } = ["*"];
    public int CardsPerPerson { get; init; } = 10;
    public bool SafeCardRequired { get; init; }
    public bool CompanyMayBindPersonalCard { get; init; } = true;
    public bool ContractRequiredForWithdrawal { get; init; }
    public string WithdrawalWindow { get; init; } = "00:00-24:00";
    public IReadOnlyList<string> WithdrawTypes { get; init; } = AllWithdrawTypes;
    public string T1Time { get; init; } = "14:00";
    /// <summary>
    /// 通联通头寸 as it was last set. Payouts and remittances change it afterwards; ReservePosition.Of gives the current amount.
    /// </summary>
    public Cents ReservePosition { get; init; } = new(1_000_000_000_000);
    public int ReservePollMinutes { get; init; } = 10;
    public Cents SingleOrderLimit { get; init; }
    public Cents DailyAmountLimit { get; init; }
    public Cents ServiceFee { get; init; }
    public string FundInMode { get; init; } = "A";
    public string? FundInUrl { get; init; }
    public string? BackfillUrl { get; init; }
    public IReadOnlyList<string> CrossBorderMembers { get; init; } = [];
    /// <summary>平台银行存管账户: its number at 华通. Null: the app's default number (<see cref="App.BankAccountNo"/>).</summary>
    public string? BankAccountNo { get; init; }
    /// <summary>自定义账户集 A (4.2.17): the number of the set that was opened beside the standard ones. Null: there is none.</summary>
    public string? CustomAccountSet { get; init; }
    /// <summary>托管专用账户集: its number, which clients send in every order. It is set when the app is created and never changes.</summary>
    public string CustodyAccountSetNo { get; init; } = "200001";
    public string ClearTimeRule { get; init; } = "T+1";

    /// <summary>In parts per million (6000 is 0.6 %), so that no floating-point number is needed.</summary>
    public int ChannelFeeRatePpm { get; init; } = 6_000;
    public Cents SmsThreshold { get; init; }
    public string CompanyReview { get; init; } = "manual";

    /// <summary>卡支付免短信额: card payments up to this amount need no SMS code.</summary>
    public Cents CardSmsFreeUpTo { get; init; }

    /// <summary>Whether passwords are accepted only with a random factor.</summary>
    public bool FactorRequired { get; init; }

    /// <summary>Whether signatures made directly over the body are accepted as well.</summary>
    public bool AcceptOnceMd5 { get; init; }

    /// <summary>打款验证: whether an approved company must prove its account by a small remittance.</summary>
    public bool RemittanceProof { get; init; }

    /// <summary>How many users one ID number may open.</summary>
    public int UsersPerPerson { get; init; } = 10;

    /// <summary>支付宝、微信 APPID: those that payments may name. Empty: any.</summary>
    public IReadOnlyList<string> AppIds { get; init; } = [];
    public int PlatformKeyBits { get; init; } = 2048;
    public string SettleAt { get; init; } = "09:00";

    /// <summary>补录次数: how often a merchant may hand in again what a compliance review refused.</summary>
    public int SupplementMax { get; init; } = 2;

    /// <summary>合规审核前限额: what a merchant may collect in a day before its compliance review has passed. Zero: no limit.</summary>
    public Cents PreReviewLimit { get; init; }

    /// <summary>分账签约规则: which pairs of roles need a split agreement. A pair without a rule needs one.</summary>
    public IReadOnlyList<RoleRule> RoleRules { get; init; } = [];

    /// <summary>Whether a payee must have signed the commission agreement before it collects.</summary>
    public bool CommissionAgreementRequired { get; init; }

    /// <summary>How far the time that a request states may be off. Zero: it is not looked at.</summary>
    public int FreshnessMinutes { get; init; }

    /// <summary>服务商: the service provider that the app belongs to. Null: any may be named.</summary>
    public string? SpAppId { get; init; }
    public string ComplianceReview { get; init; } = "manual";

    /// <summary>The settings that belong to the app on all wires, by their names in an identity's settings.</summary>
    public static readonly IReadOnlyList<string> OfTheApp = ["channelFeeRate", "reservePosition", "reservePollMinutes", "platformKeyBits"];

    /// <summary>These settings, with those of the app taken from its first identity.</summary>
    public Settings WithTheAppsOwn(Settings first) => this with
    {
        ChannelFeeRatePpm = first.ChannelFeeRatePpm, ReservePosition = first.ReservePosition, ReservePollMinutes = first.ReservePollMinutes,
            PlatformKeyBits = first.PlatformKeyBits,
    };

    public bool Allows(string payMethod) => PayMethods.Contains("*") || PayMethods.Contains(payMethod);

    /// <summary>提现时间窗: whether withdrawals are open at this time of day.</summary>
    public bool WithdrawalOpenAt(TimeSpan time)
    {
        var (from, until) = (Days.ParseTime(WithdrawalWindow.Split('-')[0]), Days.ParseTime(WithdrawalWindow.Split('-')[1]));
        return from <= until ? time >= from && time < until : time >= from || time < until;
    }
}

/// <summary>分账签约规则: whether a splitter of one role needs an agreement with a payee of another before it gets shares.</summary>
/// <param name="Payee">The payee's role: a name of MemberRole. So is <paramref name="Splitter"/>.</param>
public sealed record RoleRule(string Payee, string Splitter, bool Agreement);
