using System.Globalization;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>
/// A platform whose members came, with their cards and their money, by its older door of 通商云 2.0: for what happens to money that is
/// available already.
/// </summary>
public sealed class FundedHouse : IAsyncDisposable
{
    /// <summary>The tests run at any hour; who asks for the hours says so.</summary>
    public static readonly object AlwaysOpen = new { withdrawalWindow = "00:00-24:00" };

    private readonly Flow house;

    private FundedHouse(Flow house, Yst2Flow door) => (this.house, Door) = (house, door);

    public Yst2Flow Door { get; }

    public static async Task<FundedHouse> OnSharedServer(Store store, object? settings = null) =>
        await Behind(await Flow.OnSharedServer(store), settings);

    /// <summary>Alone on its server: here the clock may be moved.</summary>
    public static async Task<FundedHouse> OnOwnServer(Store store, object? settings = null) =>
        await Behind(await Flow.OnOwnServer(store), settings);

    public async Task<Person> GivenMember(string id, long fen)
    {
        await house.GivenMember(id);
        if (fen > 0) await house.GivenDeposit(id, fen);
        return house.Who(id);
    }

    /// <summary>A company that was approved, with its account.</summary>
    public async Task<Person> GivenCompany(string id, long fen)
    {
        await house.GivenCompany(id);
        if (fen > 0) await house.GivenDeposit(id, fen);
        return house.Who(id);
    }

    public Task GivenFunds(string set, long fen) => house.GivenFunds(set, fen);

    public Task GivenStranger(string id) => house.GivenStranger(id);

    public Task Moves(string amount) => house.Sandbox.Advance(amount);

    /// <summary>A request to withdraw.</summary>
    public object Withdrawal(Person who, long fen, long? commission = null) => new
    {
        reqTraceNum = Yst2Flow.Serial(), signNum = who.BizUserId, orderAmount = fen, couponAmount = commission, acctNum = who.CardNo,
        acctType = "8", respUrl = Door.Receiver.Url(), summary = "rent",
    };

    /// <summary>Available and in transit, in yuan: a row a member.</summary>
    public async Task ThenStands(string table)
    {
        var rows = new Table();
        foreach (var row in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var who = row.Split(' ', 2)[0];
            var stands = await Door.Call("1023", new { signNum = who == "platform" ? Yst2Flow.Platform : who });
            var (available, transit) = (Yuan(stands, "availableAmt"), Yuan(stands, "transitAmt"));
            Assert.Equal(Fen(stands, "availableAmt") + Fen(stands, "transitAmt"), Fen(stands, "totalAmt"));
            rows.Add(string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)), $"{who} {available} {transit}");
        }
        rows.MustMatch();
    }

    /// <summary>What 3004 lists, newest first: word, change of available and of transit, both after it.</summary>
    public async Task ThenLines(string member, params string[] lines)
    {
        var found = await Door.Call("3004", new { signNum = member, acctType = "08" });
        Assert.Equal(lines, Enumerable.Range(0, int.Parse(found.Text("totalCount")!, CultureInfo.InvariantCulture)).Select(at =>
            string.Join(' ', new[] { "accountType", "txAviAmt", "txFrzAmt", "afterAviAmt", "afterFrzAmt" }
                .Select(field => found.Text($"acctDetails[{at}].{field}")))));
    }

    public async ValueTask DisposeAsync()
    {
        await house.CloseTheDay();
        await Door.DisposeAsync();
        await house.DisposeAsync();
    }

    private static long Fen(Yst2Reply reply, string field) =>
        long.Parse(reply.Text($"balanceDetail[0].{field}")!, CultureInfo.InvariantCulture);

    private static string Yuan(Yst2Reply reply, string field) => $"{Fen(reply, field) / 100}.{Fen(reply, field) % 100:00}";

    private static async Task<FundedHouse> Behind(Flow house, object? settings) =>
        new(house, await Yst2Flow.DoorTo(house.Server, house.App.Id, settings ?? AlwaysOpen));
}
