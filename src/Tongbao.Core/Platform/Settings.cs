using Tongbao.Core.Ledger;

namespace Tongbao.Core.Platform;

/// <summary>The knobs that a vendor's operators turn for a platform. Their names are a contract, described at /openapi.json.</summary>
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
    /// 通联通头寸 as it was last set. Payouts take from it and remittances add to it: as it stands it is in the books (ReservePosition.Of).
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
    /// <summary>平台银行存管账户: its number at 华通; none: one that the app has from its beginning (<see cref="App.BankAccountNo"/>).</summary>
    public string? BankAccountNo { get; init; }
    /// <summary>自定义账户集 A (4.2.17): the number of the set that was opened beside the standard ones; none: there is none.</summary>
    public string? CustomAccountSet { get; init; }
    /// <summary>托管专用账户集: its number, which clients carry in every order; it is set when the app is made, and stays.</summary>
    public string CustodyAccountSetNo { get; init; } = "200001";
    public string ClearTimeRule { get; init; } = "T+1";

    /// <summary>0.6 % as parts of a million, so that no fraction is kept as a floating number.</summary>
    public int ChannelFeeRatePpm { get; init; } = 6_000;
    public Cents SmsThreshold { get; init; }
    public string CompanyReview { get; init; } = "manual";

    /// <summary>卡支付免短信额: card payments up to it ask for no code.</summary>
    public Cents CardSmsFreeUpTo { get; init; }

    /// <summary>Are passwords taken only behind the digits of a random factor?</summary>
    public bool FactorRequired { get; init; }

    /// <summary>Are signatures over the body itself taken, too?</summary>
    public bool AcceptOnceMd5 { get; init; }

    /// <summary>打款验证: does a company that was approved prove its account by a small remittance?</summary>
    public bool RemittanceProof { get; init; }

    /// <summary>One ID number opens so many users.</summary>
    public int UsersPerPerson { get; init; } = 10;

    /// <summary>支付宝、微信 APPID that payments may name; none: any.</summary>
    public IReadOnlyList<string> AppIds { get; init; } = [];
    public int PlatformKeyBits { get; init; } = 2048;
    public string SettleAt { get; init; } = "09:00";

    /// <summary>What belongs to the app, whatever wire it speaks, as an identity's settings name it.</summary>
    public static readonly IReadOnlyList<string> OfTheApp = ["channelFeeRate", "reservePosition", "reservePollMinutes", "platformKeyBits"];

    /// <summary>These, with the app's own as its first identity has them.</summary>
    public Settings WithTheAppsOwn(Settings first) => this with
    {
        ChannelFeeRatePpm = first.ChannelFeeRatePpm, ReservePosition = first.ReservePosition, ReservePollMinutes = first.ReservePollMinutes,
            PlatformKeyBits = first.PlatformKeyBits,
    };

    public bool Allows(string payMethod) => PayMethods.Contains("*") || PayMethods.Contains(payMethod);

    /// <summary>提现时间窗: is a time of day within it?</summary>
    public bool WithdrawalOpenAt(TimeSpan time)
    {
        var (from, until) = (Days.ParseTime(WithdrawalWindow.Split('-')[0]), Days.ParseTime(WithdrawalWindow.Split('-')[1]));
        return from <= until ? time >= from && time < until : time >= from || time < until;
    }
}
