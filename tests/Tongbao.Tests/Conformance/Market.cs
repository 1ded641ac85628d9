using System.Text.RegularExpressions;
using Tongbao.Core.Platform;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>A market as it was looked at: what a refusal may not change.</summary>
/// <param name="Standing">The members and their cards, the books, the orders, the notices, the codes that were sent; and what no interface
/// shows, as it is stored.</param>
/// <param name="Agenda">What is still to be done, and goes as it is done.</param>
public sealed partial record Market(string Standing, IReadOnlyList<string> Agenda)
{
    /// <summary>
    /// Tables that nothing but a request changes: a row that was written again is another, since what is sealed in it is sealed
    /// anew.
    /// </summary>
    private static readonly string[] Stored =
        ["members", "orders", "holds", "freezes", "entitlements", "payments", "batches", "goods", "vsp_terminals", "sub_accounts",
            "terminal_payments", "remittances", "day_counts", "findings", "requests", "account_operations", "tokens", "papers",
            "proved_phones", "id_holders", "anonymous_payers", "merchants", "onboardings", "agreements", "signings", "split_files",
            "split_rows"];

    /// <summary>支付密码 with the wrong tries, and what proves a password: a wrong one changes these and nothing else.</summary>
    private static readonly string[] Passwords = ["credentials", "random_factors"];

    /// <param name="answered">What the wire's own queries say of its people.</param>
    /// <param name="passwordsToo">Nothing may be counted against a password either.</param>
    public static async Task<Market> Look(IMarket market, IEnumerable<string> answered, bool passwordsToo = true)
    {
        var (sandbox, app) = (market.Server.Sandbox, market.App.Id);
        List<string> seen = [.. answered];
        seen.AddRange((await sandbox.Books(app)).Accounts.Select(account => account.ToString()));
        seen.AddRange((await sandbox.Orders(app)).Select(order => order.GetRawText()));
        // Whether it was told meanwhile is the clock's affair.
        seen.AddRange((await sandbox.Notifications(app))
            .Select(notice => $"{notice.Id} {notice.Order} {notice.Url} {notice.Event}").Order(StringComparer.Ordinal));
        seen.AddRange((await sandbox.Sms(app)).Select(sms => sms.ToString()));
        // A field that is encrypted is another text each time.
        var shown = Block().Replace(string.Join('\n', seen), "<encrypted>");
        var rows = await market.Server.Place.Rows(app, passwordsToo ? [.. Stored, .. Passwords] : Stored);
        return new Market($"{shown}\n{string.Join('\n', rows)}",
            [.. (await sandbox.Agenda(app)).Select(due => $"{due.Job} {due.About}")]);
    }

    /// <summary>Nothing is other than it was, and nothing more is going to be done.</summary>
    public void MustStillBe(Market now)
    {
        Assert.Equal(Standing, now.Standing);
        Assert.Empty(now.Agenda.Except(Agenda));
    }

    [GeneratedRegex("[0-9A-F]{128,}")]
    public static partial Regex Block();
}
