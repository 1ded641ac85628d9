using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>
/// Every interface of a wire as its table has it: what the table does not allow is refused with the table's code, and nothing is changed
/// by it.
/// </summary>
public abstract class ConformanceTests<TWire, TMarket>(Store store) : MarketTests
    where TWire : WireUnderTest<TMarket>, new() where TMarket : IMarket
{
    protected static readonly TWire Wire = new();

    protected TMarket market = default!;

    public static TheoryData<string> Methods => [.. Wire.Methods];

    public static TheoryData<string, string> States
    {
        get
        {
            var states = new TheoryData<string, string>();
            foreach (var row in Wire.WrongStates) states.Add(row.Method, row.State);
            return states;
        }
    }

    public override async ValueTask InitializeAsync() => market = Kept(await Wire.OnSharedServer(store));

    /// <summary>One market an interface: whatever is refused leaves it as it was, so that the good request is good in the end.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_is_not_allowed_is_refused_and_changes_nothing_and_what_is_allowed_is_done(string method)
    {
        var good = await Given(method);
        var before = await Wire.Look(market);
        await ThenTheTableIsKept(method, good);
        await ThenAnUnknownMemberIsRefused(method, good);
        await ThenAnotherAppFindsNothing(method, good);
        await Wire.MustStand(market, before);
        await ThenTheWiresOwnRulesHold(method, good);
        await ThenABarredMemberIsRefused(method, good);
        await ThenTheGoodOneIsDone(method, good);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_its_state_does_not_allow_is_refused_and_changes_nothing(string method, string state)
    {
        var row = Wire.WrongStates.Single(s => s.Method == method && s.State == state);
        var good = await Given(method, row.MovesTheClock);
        var refused = await row.Comes(market, good) is { } other ? Changed(good, other) : good;
        var before = await Wire.Look(market);
        Assert.Equal(row.Code, (await Wire.Send(market, method, refused)).Code);
        await Wire.MustStand(market, before);
    }

    [Fact]
    public void Every_interface_has_a_good_request_and_every_one_that_changes_something_a_state_that_refuses_it()
    {
        var served = Wire.Tables.Apis.Where(a => a is { Kind: "api", Command: not null }).ToList();
        Assert.Empty(served.Select(a => a.Name).Except(Wire.Methods));
        var queries = typeof(Core.Query).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Core.Query))).Select(t => t.Name).ToHashSet();
        var change = served.Where(a => !queries.Contains(a.Command!)).Select(a => a.Name).ToHashSet();
        Assert.Equal(Wire.RefusedByNoState.Order(StringComparer.Ordinal), change.Except(Wire.WrongStates.Select(s => s.Method))
            .Order(StringComparer.Ordinal));
    }

    private async Task ThenTheTableIsKept(string method, JsonObject good)
    {
        var refusals = new Table();
        foreach (var spoiled in Wire.Spoiler.Of(Wire.Request(method), good))
        {
            var answer = await Wire.Send(market, method, spoiled.Request);
            var named = Wire.Names(answer, spoiled) ? spoiled.Field : answer.Message;
            refusals.Add($"{spoiled.Code} {spoiled.Field} {spoiled.What}", $"{answer.Code ?? "OK"} {named} {spoiled.What}");
        }
        refusals.MustMatch();
    }

    private async Task ThenAnUnknownMemberIsRefused(string method, JsonObject good)
    {
        if (Wire.MemberField(method) is not { } field || Spoiler.Find(field, good) is null) return;
        var refused = await Wire.Send(market, method, Spoiler.With(good, field, "nobody"));
        Assert.Equal(("unknown", Wire.Unknown(method)), ("unknown", refused.Code));
    }

    /// <summary>What belongs to one app is not there for another.</summary>
    private async Task ThenAnotherAppFindsNothing(string method, JsonObject good)
    {
        if (!Wire.BelongsToAnApp(method)) return;
        var other = Kept(await Wire.Beside(market));
        Assert.Equal(("another app", Wire.ToAnother(method)), ("another app", (await Wire.Send(other, method, good)).Code));
    }

    /// <summary>What one wire alone refuses; the request must still be good behind it.</summary>
    protected virtual Task ThenTheWiresOwnRulesHold(string method, JsonObject good) => Task.CompletedTask;

    protected virtual Task ThenTheGoodOneIsDone(string method, JsonObject good) => MustBeDone(method, good);

    protected async Task MustBeDone(string method, JsonObject good)
    {
        var last = await Wire.Send(market, method, good);
        Assert.True(last.Code == Wire.CodeOfGood(method), $"{last.Code} {last.Message} {Json.Text(good)}");
    }

    private async Task ThenABarredMemberIsRefused(string method, JsonObject good)
    {
        if (Wire.MemberField(method) is not { } field || Spoiler.Find(field, good) is not { } named) return;
        var member = named.GetValue<string>();
        if (!Wire.MayBar(market, method, member)) return;
        await Wire.Bar(market, member);
        var barred = await Wire.Look(market);
        Assert.Equal(("barred", Wire.Barred(method)), ("barred", (await Wire.Send(market, method, good)).Code));
        await Wire.MustStand(market, barred);
        await Wire.Unbar(market, member);
    }

    /// <summary>The good request, in a market in which it is good.</summary>
    protected async Task<JsonObject> Given(string method, bool movesTheClock = false)
    {
        if (movesTheClock || Wire.MovesTheClock(method)) market = Kept(await Wire.OnOwnServer(store));
        return await Wire.Good(market, method);
    }

    /// <summary>The request with some members otherwise, within its objects too; what is null stays away.</summary>
    private static JsonObject Changed(JsonObject good, object changes)
    {
        var changed = (JsonObject)good.DeepClone();
        foreach (var (name, value) in Json.Object(changes))
        {
            if (value is null) changed.Remove(name);
            else changed[name] = value is JsonObject inner && changed[name] is JsonObject outer ? Changed(outer, inner) : value.DeepClone();
        }
        return changed;
    }
}
