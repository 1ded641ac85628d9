using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>Golden bytes: one answer and one refusal of every interface of a wire. TONGBAO_REWRITE=1 writes them anew.</summary>
public abstract class GoldenTests<TWire, TMarket> : MarketTests where TWire : WireUnderTest<TMarket>, new() where TMarket : IMarket
{
    private static readonly TWire Wire = new();

    public static TheoryData<string> Methods => [.. Wire.Methods];

    public override ValueTask InitializeAsync() => default;

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task An_interface_answers_these_bytes(string method)
    {
        var market = Kept(await (Wire.MovesTheClock(method) ? Wire.OnOwnServer(Store.Sqlite) : Wire.OnSharedServer(Store.Sqlite)));
        var good = await Wire.Good(market, method);
        if (Wire.Spoiler.Of(Wire.Request(method), good).FirstOrDefault() is { } first)
            Wire.Golden.MustBe(method, "refusal", (await Wire.Send(market, method, first.Request)).Text, market.App.Id);
        Wire.Golden.MustBe(method, "success", (await Wire.Send(market, method, good)).Text, market.App.Id);
    }
}
