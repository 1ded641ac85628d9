using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>
/// The simulation's own book: what every place should hold, in fen. It shares no code with the ledger that it is held against.
/// </summary>
public sealed class PlainBook(string custodySet)
{
    private readonly SortedDictionary<string, long> balances = new(StringComparer.Ordinal);

    public long this[string place] => balances.GetValueOrDefault(place);

    public string Of(string member) => $"{member}/{custodySet}/available";

    public string Held(string member) => HeldOf(Of(member));

    /// <summary>The frozen side of the same account.</summary>
    public static string HeldOf(string place) => place.Replace("/available", "/held", StringComparison.Ordinal);

    /// <summary>The platform's own account of a standard set.</summary>
    public static string Set(string no) => $"{Flow.Platform}/{no}/available";

    public static string Channel(string name) => $"channel/{name}/available";

    public static readonly string FeeIncome = Set("100001"), Escrow = Set("100004"), Returning = Set("100005");

    public void Open(IEnumerable<SandboxAccount> accounts)
    {
        foreach (var account in accounts) balances[Place(account)] = account.Balance;
    }

    public void Move(string from, string to, long amount)
    {
        balances[from] = this[from] - amount;
        balances[to] = this[to] + amount;
        Assert.True(this[from] >= 0 || from.StartsWith("channel/", StringComparison.Ordinal), $"the simulation itself overdrew {from}");
    }

    /// <summary>Where the server's books differ, a line each.</summary>
    public string Differences(SandboxBooks books)
    {
        var theirs = books.Accounts.ToDictionary(Place, a => a.Balance);
        var wrong = balances.Keys.Union(theirs.Keys).Where(place => this[place] != theirs.GetValueOrDefault(place));
        return string.Join('\n', wrong.Order(StringComparer.Ordinal)
            .Select(place => $"{place}: {this[place]} was expected, {theirs.GetValueOrDefault(place)} is there"));
    }

    private static string Place(SandboxAccount account) => $"{account.Owner}/{account.AccountSetNo}/{account.Bucket}";
}
