using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>Every interface of ACCP as its table has it; whoever is asked for the payment password must know it.</summary>
[Holds("W12", "W87")]
public sealed class AccpConformanceTests() : ConformanceTests<AccpUnderTest, AccpFlow>(Store.Sqlite)
{
    private const string WrongPassword = "1015";

    /// <summary>A wrong password is counted, and changes nothing else.</summary>
    protected override async Task ThenTheWiresOwnRulesHold(string method, JsonObject good)
    {
        if (Password(method) is not { } field || Spoiler.Find(field, good) is null) return;
        var before = await Wire.Look(market, passwordsToo: false);
        var refused = await Wire.Send(market, method, Spoiler.With(good, field, await market.Seal("wrong123")));
        Assert.Equal(WrongPassword, refused.Code);
        Assert.Contains("4", refused.Message, StringComparison.Ordinal);
        await Wire.MustStand(market, before, passwordsToo: false);
    }

    [Theory, Holds("W92")]
    [InlineData("cancel-secured-payment"), InlineData("enterprise-changecard-verify")]
    public async Task What_is_known_and_not_built_is_refused_and_moves_nothing(string method)
    {
        var good = await Given(method);
        var before = await Wire.Look(market);
        Assert.Equal("3020", (await Wire.Send(market, method, good)).Code);
        await Wire.MustStand(market, before);
    }

    /// <summary>The password that proves the user, which is not one that is being set.</summary>
    private static FieldRow? Password(string method) => Refusals.SetsPassword(method) ? null
        : Wire.Request(method).FirstOrDefault(row => row is { Type: "sealed", Property: "Password" });
}

public sealed class AccpGoldenTests : GoldenTests<AccpUnderTest, AccpFlow>;
