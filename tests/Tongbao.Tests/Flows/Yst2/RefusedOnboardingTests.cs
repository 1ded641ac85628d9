using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>会员进件 that is refused at once, and opens nothing.</summary>
public sealed class RefusedOnboardingTests
{
    [Theory, Holds("7.5.1.1#5")]
    [InlineData(MerchantPapers.Enterprise), InlineData(MerchantPapers.Institution)]
    public async Task A_company_does_not_settle_to_a_personal_card(string nature) =>
        await Refused("20010", new { merAddBankAcctInfo = new { acctAttr = "0" } }, nature);

    [Fact, Holds("7.1#1")]
    public async Task Pictures_are_uploaded_before_and_named_by_their_fileIds()
    {
        await Refused("10008", new { merAddAttachmentInfo = new { legalFacePhoto = "3320261121100000000000000000000" } });
        await Refused("10001", new { merAddAttachmentInfo = new { legalFacePhoto = (string?)null } });
        await Refused("10001", new { merAddAttachmentInfo = new { unifiedSocialCreditPhoto = (string?)null } });
    }

    [Theory, Holds("7.5.1.1#3")]
    [InlineData("10004", "merAddBasicInfo", "comProperty", "5"), InlineData("10001", "merAddBasicInfo", "legalName", null)]
    [InlineData("10002", "merAddBasicInfo", "creditCode", "92310101MA0000000X"), InlineData("10001", "merAddBankAcctInfo", "acctNum", null)]
    [InlineData("10001", "merAddBasicInfo", "creditCode", null), InlineData("10004", "merAddBasicInfo", "clearTimeRule", "T+9")]
    public async Task A_wrong_field_is_refused_at_once(string code, string part, string field, string? value) =>
        await Refused(code, new JsonObject { [part] = new JsonObject { [field] = value } });

    [Fact]
    public async Task An_ID_number_with_a_wrong_check_digit_is_refused()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var request = await flow.Application(MerchantPapers.New("A"), Yst2Flow.Serial());
        request["merAddBasicInfo"]!["legalIdNo"] = flow.Seal("310101196101010011");
        await flow.Call("1070", request, "10002");
    }

    [Theory, InlineData("101"), InlineData("3.001"), InlineData("-1"), InlineData("x"), InlineData("1.")]
    public async Task A_rate_that_is_none_is_refused(string rate) =>
        await Refused("23005", new { merAddProductInfo = new[] { Yst2Flow.Product("VSP501", rate) } });

    [Fact]
    public async Task Products_are_needed_and_each_comes_once()
    {
        await Refused("10001", new { merAddProductInfo = (object[]?)null });
        await Refused("10001", new { merAddProductInfo = Array.Empty<object>() });
        await Refused("23002", new { merAddProductInfo = new[] { Yst2Flow.Product("VSP501"), Yst2Flow.Product("VSP501") } });
    }

    [Fact]
    public async Task The_same_request_is_answered_as_the_first_and_another_of_its_number_is_refused()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var request = await flow.Application(MerchantPapers.New("A"), Yst2Flow.Serial());
        var first = await flow.Call("1070", request, "66666");
        var again = await flow.Call("1070", request, "66666");
        Assert.Equal((first.Text("respTraceNum"), "1"), (again.Text("respTraceNum"), again.Text("applyStatus")));
        await flow.Call("1070", Yst2Flow.With(request, new { merAddBasicInfo = new { cusSimName = "另一家" } }), "10006");
    }

    [Fact]
    public async Task A_merchant_with_a_number_does_not_apply_again_and_who_never_applied_is_told_so()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.Call("1072", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" }, "20023");
        var papers = MerchantPapers.New("A");
        await flow.GivenOnboarded(papers);
        await flow.Call("1070", await flow.Application(papers, Yst2Flow.Serial()), "20022");
        await flow.Call("1070", await flow.Application(MerchantPapers.New("A"), Yst2Flow.Serial()), "20003");
    }

    private static async Task Refused(string code, object changes, string nature = MerchantPapers.SoleTrader)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.Call("1070", Yst2Flow.With(await flow.Application(MerchantPapers.New("A", nature), Yst2Flow.Serial()), changes), code);
        await flow.Call("1072", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" }, "20023");
    }
}
