using System.Text.RegularExpressions;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>What a refusal may not change: the books, the members, their cards.</summary>
public static partial class Market
{
    private static readonly string[] People = ["buyer", "seller"];

    public static async Task<string> Snapshot(Flow flow)
    {
        List<string> seen = [];
        foreach (var who in People)
        {
            seen.Add((await flow.Ask("getMemberInfo", new { bizUserId = who })).SignedValue);
            seen.Add((await flow.Ask("queryBankCard", new { bizUserId = who })).SignedValue);
        }
        foreach (var account in (await flow.Sandbox.Books(flow.App.Id)).Accounts) seen.Add(account.ToString());
        // A field that is encrypted is another text each time.
        return Block().Replace(string.Join('\n', seen), "<encrypted>");
    }

    [GeneratedRegex("[0-9A-F]{128,}")]
    public static partial Regex Block();
}
