using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>
/// What the wire answers without a word and is probably a mistake is warned of: in the log, in explain, and in a list. The wire stays as it
/// is.
/// </summary>
public abstract class WarningTests(Store store) : FlowTests(store)
{
    private const string Card = "6228480402564890018";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await flow.GivenMembers("buyer", "seller");
    }

    [Fact]
    public async Task A_misspelt_field_is_ignored_and_warned_of_with_what_it_was_probably_meant_to_be()
    {
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, splitRules = new[] { Flow.Share("seller", 1_00) } });
        var warning = Assert.Single(await Of(order));
        Assert.Equal(("unknown-field", order.BizOrderNo, 1),
            (Text(warning, "kind"), Text(warning, "order"), warning.GetProperty("times").GetInt32()));
        Assert.Contains("consumeApply: 没有字段 splitRules,已忽略,是否 splitRule?", Text(warning, "text"));
        Assert.Contains(flow.Server.Output, line => line.Contains("no such field splitRules", StringComparison.Ordinal)
            && line.Contains(order.BizOrderNo, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_comes_again_is_counted_and_a_query_is_warned_of_once()
    {
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00, remarks = "x" });
        await flow.Send("consumeApply", order.Request);
        Assert.Equal(2, Assert.Single(await Of(order)).GetProperty("times").GetInt32());
        for (var i = 0; i < 2; i++) await flow.Send("getMemberInfo", new JsonObject { ["bizUserId"] = "buyer", ["bizUserID"] = "buyer" });
        var query = Assert.Single(await List("?kind=unknown-field"), w => Text(w, "text")
            .StartsWith("getMemberInfo", StringComparison.Ordinal));
        Assert.Equal(1, query.GetProperty("times").GetInt32());
        Assert.Contains("没有字段 bizUserID,已忽略,是否 bizUserId?", Text(query, "text"));
    }

    [Fact]
    public async Task A_refused_request_is_warned_of_too_and_a_nested_field_has_its_path()
    {
        var refused = await flow.WhenRefused("40020", "consumeApply", new
        {
            payerId = "buyer", recieverId = "seller", amount = 0, payMethod = new { SCAN_WEIXIN = new { amount = 0, limitpay = "" } },
                splitRule = new object[] { Json.Merge(Flow.Share("seller", 1), new { remarc = "x" }) },
        });
        var texts = (await Of(refused)).Select(w => Text(w, "text")).ToList();
        Assert.Contains(texts, t => t.Contains("splitRule[0].remarc,已忽略,是否 remark?", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("payMethod.SCAN_WEIXIN.limitpay", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clean_request_is_not_warned_of()
    {
        await flow.WhenBuyerPays(await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, extendInfo = "13800138000 20261130123456789",
            payMethod = Flow.Scan(100_00) }));
        Assert.Empty(await List());
    }

    [Fact]
    public async Task A_split_that_is_not_booked_says_of_whom_and_why()
    {
        await flow.GivenStranger("unverified");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, splitRule = new[] { Flow.Share("unverified", 8_00) } });
        await flow.WhenChannelPays(order);
        var warning = Assert.Single(await Of(order));
        Assert.Equal("split-not-booked", Text(warning, "kind"));
        Assert.Equal("unverified (800): 用户还未实名认证 / User not yet real-name verified", Text(warning, "text"));
        Assert.Equal(warning.GetRawText(), Assert.Single(await List("?kind=split-not-booked")).GetRawText());
    }

    [Fact]
    public async Task A_card_number_in_free_text_is_warned_of_and_masked_wherever_it_is_shown()
    {
        var order = await flow.When("consumeApply", new
        {
            payerId = "buyer", recieverId = "seller", amount = 100_00, bizOrderNo = $"B{Card}", summary = Card,
                extendInfo = "card 6228 4804 0256 4890 018",
            backUrl = $"{flow.Receiver.Url()}?card={Card}", payMethod = Flow.Scan(100_00),
        });
        await flow.WhenChannelPays(order);
        var story = (await flow.Sandbox.Explain(flow.App.Id, $"B{Card}")).GetRawText();
        var fields = new[] { "bizOrderNo", "summary", "extendInfo", "backUrl" };
        Assert.Equal(fields.Order(), (await List("?kind=card-in-text")).Select(w => Text(w, "text").Split(' ')[1]).Order());
        var forged = await flow.Sign("getOrderDetail", new { bizOrderNo = $"B{Card}" });
        await flow.Client.Send(forged with { Req = forged.Req + " " });
        foreach (var path in new[] { "warnings", "orders", "notifications", "refused", "agenda" }) story += await Raw(path);
        story += string.Join('\n', flow.Server.Output);
        Assert.DoesNotContain(Card, story);
        Assert.DoesNotContain("4804 0256 4890", story);
        Assert.Contains("***(19", story);
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_newest_first_and_a_parameter_that_it_does_not_know_is_refused_by_name()
    {
        foreach (var (method, odd) in new[] { ("lockMember", "odd0"), ("unlockMember", "odd1"), ("lockMember", "odd2") })
            await flow.When(method, new Dictionary<string, string> { ["bizUserId"] = "buyer", [odd] = "x" });
        await flow.When("unlockMember", new { bizUserId = "buyer" });
        var (first, next) = await Page("?limit=2");
        Assert.Equal(["odd2", "odd1"], first.Select(Odd));
        var (second, end) = await Page($"?limit=2&after={next}");
        Assert.Equal(["odd0"], second.Select(Odd));
        Assert.Null(end);
        foreach (var (wrong, named) in new[] { ("?limits=2", "limits"), ("?limit=0", "limit"), ("?kind=odd", "kind"),
            ("?after=!", "after") })
        {
            using var answer = await Http.GetAsync(At($"warnings{wrong}"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(named, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static string Odd(JsonElement warning) => Text(warning, "text").Split("没有字段 ")[1][..4];

    private static readonly HttpClient Http = new();

    private Uri At(string path) => new(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/{path}");

    private Task<string> Raw(string path) => Http.GetStringAsync(At(path), TestContext.Current.CancellationToken);

    private async Task<(JsonElement[] Items, string? Next)> Page(string query)
    {
        using var answer = JsonDocument.Parse(await Raw($"warnings{query}"));
        return ([.. answer.RootElement.GetProperty("items").EnumerateArray().Select(i => i.Clone())], answer.RootElement.GetProperty("next")
            .GetString());
    }

    private async Task<JsonElement[]> List(string query = "") => (await Page(query)).Items;

    /// <summary>What explain shows of an order, whether it was made or refused.</summary>
    private async Task<JsonElement[]> Of(Tsy2Reply order) =>
        [.. (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetProperty("warnings").EnumerateArray()];

    private static string Text(JsonElement warning, string field) => warning.GetProperty(field).GetString()!;
}

public sealed class WarningsOnSqlite() : WarningTests(Store.Sqlite);

public sealed class WarningsOnPostgres() : WarningTests(Store.Postgres);
