using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>Every interface of 云商通二代 as its table has it, in whatever way a client writes it.</summary>
public sealed class Yst2ConformanceTests() : ConformanceTests<Yst2UnderTest, Yst2Flow>(Store.Sqlite)
{
    private const string NotOpened = "10010", NotDecrypted = "10005";

    public static TheoryData<string> OfOtherProducts =>
        [.. Wire.Tables.Apis.Where(a => a is { Kind: "api", Command: null }).Select(a => a.Name)];

    /// <summary>Whole blocks that another key encrypted.</summary>
    protected override async Task ThenTheWiresOwnRulesHold(string method, JsonObject good)
    {
        var refusals = new Table();
        foreach (var (field, request) in OtherWriting.Garbled(Wire.Tables, Wire.Request(method), good))
        {
            var answer = await Wire.Send(market, method, request);
            refusals.Add($"{NotDecrypted} {field}", $"{answer.Code} {(answer.Message!.Contains(field) ? field : answer.Message)}");
        }
        refusals.MustMatch();
    }

    /// <summary>
    /// Names in capitals, objects and lists as texts of JSON, one object in place of a list, numbers as texts: it is the same request, so
    /// that under its number the plain one is then a repeat.
    /// </summary>
    protected override async Task ThenTheGoodOneIsDone(string method, JsonObject good)
    {
        await MustBeDone(method, OtherWriting.Of(Wire.Tables, Wire.Request(method), good));
        if (!Refusals.IsRepeatable(method)) return;
        var again = await Wire.Send(market, method, good);
        Assert.True(again.Code is null || again.Code == Wire.CodeOfGood(method), $"{again.Code} {again.Message} {Json.Text(good)}");
    }

    [Theory]
    [MemberData(nameof(OfOtherProducts))]
    public async Task An_interface_of_another_product_is_known_and_refused_by_a_signed_answer(string method)
    {
        var refused = await market.Call(method, new { reqTraceNum = Yst2Flow.Serial(), signNum = GoodRequests.Person }, NotOpened);
        Assert.True(refused.Envelope.TryGetProperty("sign", out _));
    }
}

public sealed class Yst2GoldenTests : GoldenTests<Yst2UnderTest, Yst2Flow>;
