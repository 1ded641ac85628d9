using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Simulation;

/// <summary>
/// 模拟市场: days of a marketplace over real HTTP against a server of its own, whose clock stands still between the acts. What is done depends
/// on the seed and on <see cref="Market"/> alone, so a seed does the same things again. Not the same are: the server's own numbers, codes
/// and ciphertexts; the instant within a request at which the process is killed; and how often a notice was tried when it was.
/// </summary>
public sealed partial class Simulation : IAsyncDisposable
{
    private const int LeastActs = 8, MostActs = 18, VerifyEvery = 10, ShownActs = 25;

    private readonly SimulationOptions options;
    private readonly Flow flow;
    private readonly AccpFlow accp;
    private readonly Dice dice;
    private readonly Market market;
    private readonly DateTimeOffset start;
    private readonly List<string> acts = [];
    private int day, number;

    private Simulation(SimulationOptions options, Flow flow, AccpFlow accp, DateTimeOffset start)
    {
        (this.options, this.flow, this.accp, this.start) = (options, flow, accp, start);
        dice = new Dice(options.Seed);
        market = new Market(new PlainBook(flow.CustodySet), new WorkDays());
    }

    /// <summary>What was done, an act a line.</summary>
    public IReadOnlyList<string> Acts => acts;

    public IReadOnlySet<string> Seen => market.Seen;

    public int DaysPlayed => (int)(market.Now - start).TotalDays;

    public static async Task<Simulation> Open(SimulationOptions options)
    {
        var start = options.FirstMorning;
        var flow = await Flow.OnServer(await Servers.NewAt(options.Store, start), new { dailyOrderLimit = 0 });
        var simulation = new Simulation(options, flow, await AccpFlow.DoorTo(flow.Server, flow.App.Id), start);
        await simulation.Settle(start);
        return simulation;
    }

    public async Task Run()
    {
        try
        {
            for (var end = start.AddDays(options.Days); market.Now < end; day++) await Day();
            await Close();
        }
        catch (Exception wrong)
        {
            throw new Xunit.Sdk.XunitException(Story(wrong));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await accp.DisposeAsync();
        await flow.DisposeAsync();
    }

    /// <summary>Members with a phone, a name, a card, a password and some money; the platform with some as well.</summary>
    private async Task Settle(DateTimeOffset now)
    {
        foreach (var member in Members)
        {
            await flow.GivenMember(member);
            await flow.GivenPassword(member, Password);
            await flow.GivenDeposit(member, 1_000_00);
        }
        foreach (var set in new[] { "100001", "2000000" }) await flow.GivenFunds(set, 500_00);
        await flow.Sandbox.MoveTo(Iso(now.AddMinutes(1)));
        market.Book.Open((await flow.Sandbox.Books(flow.App.Id)).Accounts);
        market.Open(now.AddMinutes(1));
    }

    private async Task Day()
    {
        for (var left = dice.Between(LeastActs, MostActs); left > 0; left--)
        {
            if (dice.OneIn(3)) await TimePasses(TimeSpan.FromMinutes(dice.Between(1, 50)));
            await Act();
            await MustAgree();
        }
        var jump = dice.OneIn(12) ? dice.Between(2, 4) : 1;
        await TimePasses(new DateTimeOffset(market.Now.Date, market.Now.Offset).AddDays(jump).AddHours(8)
            .AddMinutes(dice.Below(60)) - market.Now);
        await MustAgree();
        MustHaveToldInOrder();
        if (day % VerifyEvery == VerifyEvery - 1) await flow.ThenVerifies();
    }

    private void Note(string what) => acts.Add($"{market.Now:MM-dd HH:mm} {what}");

    private string NextNo(string kind) => $"{kind}{++number:D6}";

    private string Story(Exception wrong) => $"""
        seed {options.Seed} on {options.Store}, day {day + 1} ({market.Now:yyyy-MM-dd HH:mm}), act {acts.Count}: {acts.LastOrDefault()}
        {wrong.Message}
        play it again: {options.Replay(start)}
        the last acts:
        {string.Join('\n', acts.TakeLast(ShownActs))}
        the server's last lines:
        {string.Join('\n', flow.Server.Output.TakeLast(10))}
        {wrong.StackTrace}
        """;

    private static string Iso(DateTimeOffset at) =>
        at.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
