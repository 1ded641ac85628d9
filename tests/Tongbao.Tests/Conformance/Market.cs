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
    private static readonly string[] People = ["buyer", "seller"];

    /// <summary>
    /// Tables that nothing but a request changes: a row that was written again is another, since what is sealed in it is sealed anew.
    /// </summary>
    private static readonly string[] Stored =
        ["members", "orders", "holds", "freezes", "entitlements", "payments", "batches", "goods", "vsp_terminals", "sub_accounts",
            "terminal_payments", "remittances", "day_counts", "findings", "requests"];

    public static async Task<Market> Look(Flow flow)
    {
        List<string> seen = [];
        foreach (var who in People)
        {
            seen.Add((await flow.Ask("getMemberInfo", new { bizUserId = who })).SignedValue);
            seen.Add((await flow.Ask("queryBankCard", new { bizUserId = who })).SignedValue);
        }
        seen.AddRange((await flow.Sandbox.Books(flow.App.Id)).Accounts.Select(account => account.ToString()));
        seen.AddRange((await flow.Sandbox.Orders(flow.App.Id)).Select(order => order.GetRawText()));
        // Whether it was told meanwhile is the clock's affair.
        seen.AddRange((await flow.Sandbox.Notifications(flow.App.Id))
            .Select(notice => $"{notice.Id} {notice.Order} {notice.Url} {notice.Event}").Order(StringComparer.Ordinal));
        seen.AddRange((await flow.Sandbox.Sms(flow.App.Id)).Select(sms => sms.ToString()));
        // A field that is encrypted is another text each time.
        var answered = Block().Replace(string.Join('\n', seen), "<encrypted>");
        return new Market($"{answered}\n{string.Join('\n', await flow.Server.Place.Rows(flow.App.Id, Stored))}",
            [.. (await flow.Sandbox.Agenda(flow.App.Id)).Select(due => $"{due.Job} {due.About}")]);
    }

    /// <summary>Nothing is other than it was, and nothing more is going to be done.</summary>
    public async Task MustStand(Flow flow)
    {
        var now = await Look(flow);
        Assert.Equal(Standing, now.Standing);
        Assert.Empty(now.Agenda.Except(Agenda));
    }

    [GeneratedRegex("[0-9A-F]{128,}")]
    public static partial Regex Block();
}
