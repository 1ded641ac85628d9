using System.Text.RegularExpressions;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Apps;

/// <summary>
/// The allowed values of each setting. A useless value is refused at once with the setting's name, instead of causing errors in orders
/// later.
/// </summary>
public static partial class SettingRules
{
    private const int MostSupplements = 5, MostMinutes = 1_440;

    /// <summary>The first setting with a value that is not allowed, and what is allowed.</summary>
    public static string? Broken(Settings settings, IPayTables pay)
    {
        foreach (var (name, holds, may) in Rules(settings, pay))
        {
            if (!holds) return $"{name} is {may}";
        }
        return null;
    }

    /// <summary>The order matters: a rule may rely on the rules before it.</summary>
    private static IEnumerable<(string Name, bool Holds, string May)> Rules(Settings s, IPayTables pay)
    {
        var amount = $"an amount of 0 to {Cents.LargestSum} fen";
        yield return ("dailyOrderLimit", s.DailyOrderLimit >= 0, "0 or more; 0 is none");
        yield return ("cardsPerPerson", s.CardsPerPerson >= 0, "0 or more");
        yield return ("reservePollMinutes", s.ReservePollMinutes >= 1, "1 or more");
        yield return ("reservePosition", IsAmount(s.ReservePosition), amount);
        yield return ("singleOrderLimit", IsAmount(s.SingleOrderLimit), $"{amount}; 0 is none");
        yield return ("dailyAmountLimit", IsAmount(s.DailyAmountLimit), $"{amount}; 0 is none");
        yield return ("smsThreshold", IsAmount(s.SmsThreshold), $"{amount}; 0 is none");
        yield return ("cardSmsFreeUpTo", IsAmount(s.CardSmsFreeUpTo), $"{amount}; 0: always a code");
        yield return ("usersPerPerson", s.UsersPerPerson >= 0, "0 or more");
        yield return ("appIds", s.AppIds?.All(id => !string.IsNullOrEmpty(id)) == true, "a list of app ids, or [] for any");
        yield return ("serviceFee", IsAmount(s.ServiceFee), amount);
        yield return ("payMethods", s.PayMethods?.All(m => m is "*" || (m is not null && pay.HasMethod(m))) == true,
            "a list of pay methods (5.2), or [\"*\"] for all");
        yield return ("withdrawTypes", s.WithdrawTypes?.All(Settings.AllWithdrawTypes.Contains) == true,
            $"a list out of {string.Join(", ", Settings.AllWithdrawTypes)}");
        yield return ("crossBorderMembers", s.CrossBorderMembers?.All(m => m is not null) == true, "a list of bizUserIds");
        yield return ("t1Time", IsTime(s.T1Time), "a time HH:mm");
        yield return ("settleAt", IsTime(s.SettleAt), "a time HH:mm");
        yield return ("withdrawalWindow", s.WithdrawalWindow?.Split('-') is [var from, var until] && IsTime(from)
            && IsTime(until), "a window HH:mm-HH:mm");
        yield return ("clearTimeRule", s.ClearTimeRule is not null
            && ClearTime().IsMatch(s.ClearTimeRule), "T+n working days or D+n calendar days, such as T+1");
        yield return ("supplementMax", s.SupplementMax is >= 0 and <= MostSupplements, $"0 to {MostSupplements}");
        yield return ("preReviewLimit", IsAmount(s.PreReviewLimit), $"{amount}; 0 is none");
        yield return ("roleRules", RoleRulesJson.AreKnown(s.RoleRules), RoleRulesJson.May);
        yield return ("freshnessMinutes", s.FreshnessMinutes is >= 0 and <= MostMinutes, $"0 to {MostMinutes}; 0: not looked at");
        yield return ("complianceReview", s.ComplianceReview is "manual" or "auto", "manual or auto");
        yield return ("platformKeyBits", s.PlatformKeyBits is 1024 or 2048 or 3072 or 4096, "1024, 2048, 3072 or 4096");
        yield return ("companyReview", s.CompanyReview is "manual" or "auto", "manual or auto");
        yield return ("fundInMode", s.FundInMode is "A" or "B" or "C", "A, B or C");
        yield return ("fundInUrl", IsAddress(s.FundInUrl), "an address http://… or https://…, or null");
        yield return ("backfillUrl", IsAddress(s.BackfillUrl), "an address http://… or https://…, or null");
        yield return ("spAppId", s.SpAppId is null || BankAccount().IsMatch(s.SpAppId), "a number of 6 to 32 digits, or null");
        yield return ("bankAccountNo", s.BankAccountNo is null
            || BankAccount().IsMatch(s.BankAccountNo), "a number of 6 to 32 digits, or null");
        yield return ("custodyAccountSetNo", s.CustodyAccountSetNo is { } custody && AccountSet().IsMatch(custody)
            && !Chart.Standard.Contains(custody), "a number of 1 to 20 digits that is no standard set's");
        yield return ("customAccountSet", s.CustomAccountSet is not { } own
            || (AccountSet().IsMatch(own) && own != s.CustodyAccountSetNo && !Chart.Standard.Contains(own)),
            "a number of digits that is no other set's");
    }

    private static bool IsAmount(Cents amount) => amount.Fen is >= 0 and <= Cents.LargestSum;

    private static bool IsTime(string? text) => text is not null && Time().IsMatch(text.Trim());

    private static bool IsAddress(string? text) =>
        text is null or "" || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.Host.Length > 0);

    [GeneratedRegex("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\\z")]
    private static partial Regex Time();

    [GeneratedRegex("^[TD]\\+[0-9]{1,2}\\z")]
    private static partial Regex ClearTime();

    [GeneratedRegex("^[0-9]{6,32}\\z")]
    private static partial Regex BankAccount();

    [GeneratedRegex("^[0-9]{1,20}\\z")]
    private static partial Regex AccountSet();
}
