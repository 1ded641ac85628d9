using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Conformance.Yst2;

/// <summary>Golden bytes of what the merchant's server is told on 云商通. TONGBAO_REWRITE=1 writes them anew.</summary>
public sealed class Yst2GoldenNoticesTests : MarketTests
{
    private const string Company = GoodRequests.Company;

    private Yst2Flow flow = null!;

    public override async ValueTask InitializeAsync() => flow = Kept(await new Yst2UnderTest().OnSharedServer(Store.Sqlite));

    [Fact]
    public async Task Reviews_of_companies_are_told_in_these_bytes()
    {
        await Done("1020", flow.Company("other"));
        await ThenTold("1020n", "opened", "1020");
        await Done("1022");
        await flow.Sandbox.Review(flow.App.Id, Company, "reject", "营业执照不清晰");
        await ThenTold("1020n", "refused", "1022");
    }

    [Fact]
    public async Task Onboardings_are_told_in_these_bytes()
    {
        await Done("1070");
        await ThenTold("1071", "opened", "1071");
        var unknown = MerchantPapers.New("other") with { LegalName = "实名不符" };
        await Done("1070", await flow.Application(unknown, Yst2Flow.Serial()));
        await ThenTold("1071", "failed", "1071", 2);
    }

    [Fact]
    public async Task Reviews_of_merchants_are_told_in_these_bytes()
    {
        await Done("1076");
        await ThenTold("1074", "refused", "1074");
        await ThenTold("1081", "submitted", "1081");
        await flow.Review(Company, "compliance", "approve");
        await ThenTold("1074", "passed", "1074", 2);
    }

    [Fact]
    public async Task Products_and_certifications_are_told_in_these_bytes()
    {
        await Done("1073");
        await flow.Review(Company, "product", "approve");
        await ThenTold("1082", "approved", "1082");
        await Done("1079", Json.Object(new { reqTraceNum = Yst2Flow.Serial(), signNum = Company, notifyUrl = flow.Receiver.Url() }));
        await flow.Sandbox.Certify(flow.App.Id, Company, "wx", "success");
        await ThenTold("1080", "certified", "1080");
    }

    [Fact]
    public async Task Signatures_are_told_in_these_bytes()
    {
        var signing = await Done("1050");
        await flow.Sign(Company, signing);
        await ThenTold("1052", "signed-by-the-payee", "1052");
        await flow.Sign(GoodRequests.Person, signing);
        await ThenTold("1052", "signed-by-both", "1052", 2);
    }

    [Fact]
    public async Task Orders_are_told_in_these_bytes()
    {
        await Done("2294");
        await ThenTold("order-result", "paid", "2085");
        await ThenTold("order-result", "refunded", "2294");
        Assert.Single(flow.Receiver.Received.Select(MerchantNo).OfType<string>().Distinct());
        await Done("2092");
        await ThenTold("2092n", "worked", "2092");
    }

    [Fact]
    public async Task Payouts_are_told_in_these_bytes()
    {
        flow = Kept(await new Yst2UnderTest().OnOwnServer(Store.Sqlite));
        await Done("2290");
        await ThenTold("order-result", "withdrawn", "2290");
    }

    /// <summary>A refund goes back by the number that collected.</summary>
    private static string? MerchantNo(Yst2Notice told) =>
        told.Text("channelParamInfo") is { } info ? (string?)JsonNode.Parse(info)!["vspCusid"] : null;

    /// <summary>The good request of an interface, or another, is taken.</summary>
    private async Task<JsonObject> Done(string method, JsonObject? request = null)
    {
        request ??= await GoodRequests.Of(flow, method);
        var reply = await flow.When(method, request);
        Assert.True(reply.Code is "00000" or "66666", $"{reply.Code} {reply.Message}");
        return request;
    }

    /// <param name="count">Which of the notices of its transCode it is, from 1.</param>
    private async Task ThenTold(string notice, string name, string transCode, int count = 1) =>
        Golden.Yst2.MustBe(notice, name, (await flow.Told(transCode, count))[count - 1].Body, flow.App.Id);
}
