using System.Text.Json;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>Lists of the sandbox API have pages and filters, and take nothing that they do not know.</summary>
public abstract class ListTests(Store store) : FlowTests(store)
{
    private const int Most = 1_000;

    [Fact]
    public async Task Pages_put_together_are_the_whole_list_and_what_comes_meanwhile_moves_none()
    {
        await flow.GivenMembers("buyer", "seller");
        foreach (var amount in new[] { 1_00, 2_00, 3_00, 4_00, 5_00 })
            await flow.When("depositApply", new { bizUserId = "seller", amount });
        var whole = await flow.Sandbox.List(flow.App.Id, "orders");
        Assert.Equal([500, 400, 300, 200, 100], whole.EnumerateArray().Select(o => o.GetProperty("amount").GetInt64()));
        foreach (var limit in new[] { 1, 2, 5, 6 })
            Assert.Equal(whole.GetRawText(),
                $"[{string.Join(',', (await flow.Sandbox.Pages(Of("orders"), limit)).Select(o => o.GetRawText()))}]");
        var first = await flow.Sandbox.List(flow.App.Id, "orders?limit=2");
        await flow.When("depositApply", new { bizUserId = "seller", amount = 6_00 });
        var second = await flow.Sandbox.List(flow.App.Id, $"orders?limit=2&after={first.GetProperty("next").GetString()}");
        Assert.Equal([300, 200], Each(second, "amount").Select(long.Parse));
        Assert.Equal(JsonValueKind.Null, (await flow.Sandbox.List(flow.App.Id, $"orders?limit=1000")).GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_plain_list_is_whole_or_asks_for_pages()
    {
        await flow.ChangeSettings(new { dailyOrderLimit = 0 });
        await flow.GivenMembers("seller");
        await Parallel.ForEachAsync(Enumerable.Range(0, Most),
            async (_, _) => await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 }));
        Assert.Equal(Most, (await flow.Sandbox.Orders(flow.App.Id)).Length);
        var last = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        var refused = await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.Orders(flow.App.Id));
        Assert.Equal(400, refused.Status);
        Assert.Contains("more than 1000 rows: ask for pages with ?limit=", refused.Message);
        Assert.Equal(Most + 1, (await flow.Sandbox.Pages(Of("orders"), 400)).Select(o => o.GetProperty("orderNo").GetString()).Distinct()
            .Count());
        Assert.Equal(last.BizOrderNo, Assert.Single((await flow.Sandbox.List(flow.App.Id, $"orders?bizOrderNo={last.BizOrderNo}"))
            .EnumerateArray()).GetProperty("bizOrderNo").GetString());
    }

    [Fact]
    public async Task Filters_leave_the_rest_out()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenUnreviewedCompany("shop");
        await flow.When("lockMember", new { bizUserId = "buyer" });
        await flow.When("unlockMember", new { bizUserId = "buyer" });
        await flow.When("lockMember", new { bizUserId = "shop" });
        var paid = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 30_00, payMethod = Flow.Scan(30_00) });
        await flow.WhenChannelPays(paid);
        var open = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00 });
        var collected = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("seller", 10_00)));
        await ThenAre("orders", "bizOrderNo",
            ("?limit=9&status=paid", [paid.BizOrderNo]),
            ("?kind=deposit", [open.BizOrderNo]),
            ("?limit=9&member=buyer", [collected.BizOrderNo, paid.BizOrderNo]),
            ("?member=seller&status=unpaid", [collected.BizOrderNo, open.BizOrderNo]),
            ($"?limit=1&bizOrderNo={paid.BizOrderNo}", [paid.BizOrderNo]),
            ("?limit=9&bizOrderNo=none", []));
        await ThenAre("members", "bizUserId", ("", ["buyer", "seller", "shop"]), ("?type=company", ["shop"]), ("?locked=true", ["shop"]),
            ("?locked=false&type=person&limit=1", ["buyer"]), ("?review=waiting", ["shop"]), ("?review=approved", []),
            ("?bizUserId=seller", ["seller"]));
        await ThenAre("notifications", "order", ($"?order={paid.BizOrderNo}", [paid.BizOrderNo]), ($"?order={open.BizOrderNo}&limit=3", []),
            ("?event=OrderResult&limit=3", []), ("?state=exhausted", []));
        await ThenAre("entries", "event", ($"?order={paid.BizOrderNo}", await Events(paid)), ($"?member=seller", await Events(paid)),
            ("?event=no.such", []));
        await ThenAre("findings", "order", ("", []), ("?order=x&kind=y", []));
        await ThenAre("files", "name", ("", []), ("?kind=detail&day=2026-01-01", []));
        var refund = await flow.When("refund",
            new { oriBizOrderNo = paid.BizOrderNo, bizUserId = "buyer", amount = 10_00, refundType = "D1" });
        await ThenAre("agenda", "about", ($"?about={refund.OrderNo}", [refund.OrderNo]), ("?job=ask-channel&limit=2", [refund.OrderNo]),
            ("?job=no-such", []));
        foreach (var (bizUserId, phone) in new[] { ("one", "13900000001"), ("two", "13900000002") })
        {
            await flow.GivenStranger(bizUserId);
            await flow.When("sendVerificationCode", new { bizUserId, phone, verificationCodeType = 9 });
        }
        Assert.Equal(2, (await flow.Sandbox.Read($"/sandbox/sms?app={flow.App.Id}&limit=9")).GetProperty("items").GetArrayLength());
        Assert.Single((await flow.Sandbox.Read($"/sandbox/sms?app={flow.App.Id}&limit=9&phone=13900000002")).GetProperty("items")
            .EnumerateArray());
    }

    private async Task<string[]> Events(Tsy2Reply order) =>
        [.. (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetProperty("entries").EnumerateArray()
            .Select(e => e.GetProperty("event").GetString()!).Reverse()];

    [Fact]
    public async Task Apps_and_the_scripts_that_wait_are_listed()
    {
        var id = await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "SCAN_WEIXIN", cardNo = "6225880000000001" },
            [new { result = "pending" }, new { after = "PT5M", result = "success" }], times: 2);
        await flow.Sandbox.Scenario((await Beside(flow)).App.Id, new { }, [new { result = "fail" }]);
        var waiting = Assert.Single(await flow.Sandbox.Pages($"/sandbox/scenarios?app={flow.App.Id}", 1));
        Assert.Equal($$"""{"id":"{{id}}","app":"{{flow.App.Id}}","match":{"payMethod":"SCAN_WEIXIN","amount":null,"oneCard":true,"bizUserId":null},"then":[{"result":"pending","after":null,"amount":null,"message":null,"lost":false},{"result":"success","after":"PT5M","amount":null,"message":null,"lost":false}],"times":2}""", waiting.GetRawText());
        Assert.True((await flow.Sandbox.Pages("/sandbox/scenarios", 1)).Count >= 2);
        var apps = await flow.Sandbox.Pages("/sandbox/apps?protocol=tsy2", 7);
        Assert.Equal(flow.App.PlatformPublicKey, Assert.Single(apps, a => a.GetProperty("id").GetString() == flow.App.Id)
            .GetProperty("platformPublicKey").GetString());
        Assert.Equal(apps.Select(a => a.GetProperty("id").GetString())
            .Order(StringComparer.Ordinal), apps.Select(a => a.GetProperty("id").GetString()));
        await flow.Sandbox.RemoveScenario(id);
        Assert.Empty(await flow.Sandbox.Pages($"/sandbox/scenarios?app={flow.App.Id}", 1));
    }

    [Fact]
    public async Task Members_are_shown_without_their_secrets()
    {
        await flow.GivenMember("buyer");
        var who = flow.Who("buyer");
        var member = Assert.Single(await flow.Sandbox.Pages(Of("members"), 5));
        Assert.Equal(("buyer", "person", who.Name, true),
            (member.GetProperty("bizUserId").GetString(), member.GetProperty("type").GetString(), member.GetProperty("name")
            .GetString(), member.GetProperty("verified").GetBoolean()));
        Assert.All([who.Phone, who.IdNumber, who.CardNo], secret => Assert.DoesNotContain(secret, member.GetRawText()));
        Assert.EndsWith(who.CardNo[^4..], member.GetProperty("cards")[0].GetProperty("cardNo").GetString());
    }

    [Fact]
    public async Task Days_that_are_over_have_two_files_each()
    {
        flow = await OnOwnServer();
        var today = (await flow.Freeze()).Now.ToOffset(TimeSpan.FromHours(8));
        Assert.Empty(await flow.Sandbox.Pages(Of("files"), 5));
        await flow.At($"{today.AddDays(2):yyyy-MM-dd}T08:00:00");
        var files = await flow.Sandbox.Pages(Of("files"), 1);
        Assert.Equal([(1, "detail"), (1, "summary"), (0, "detail"), (0, "summary")],
            files.Select(f => (f.GetProperty("day").GetDateTime().Subtract(today.Date).Days, f.GetProperty("kind").GetString()!)));
        using var http = new HttpClient();
        foreach (var file in files) Assert.True((await http.GetAsync(file.GetProperty("url")
            .GetString(), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        Assert.Equal(2, (await flow.Sandbox.Pages(Of($"files?day={today:yyyy-MM-dd}"), 1)).Count);
    }

    [Fact]
    public async Task Codes_sent_at_the_same_instant_stand_in_one_order()
    {
        flow = await OnOwnServer();
        await flow.Freeze();
        foreach (var (bizUserId, phone) in new[] { ("b", "13900000003"), ("d", "13900000001"), ("a", "13900000002"), ("c", "13900000004") })
        {
            await flow.GivenStranger(bizUserId);
            await flow.When("sendVerificationCode", new { bizUserId, phone, verificationCodeType = 9 });
        }
        var sent = await flow.Sandbox.Sms(flow.App.Id);
        Assert.Equal((4, 1), (sent.Length, sent.Select(s => s.SentAt).Distinct().Count()));
        Assert.Equal(sent.Select(s => s.Phone), (await flow.Sandbox.Pages($"/sandbox/sms?app={flow.App.Id}", 1))
            .Select(s => s.GetProperty("phone").GetString()));
        Assert.Equal(sent.Select(s => s.Phone), (await flow.Sandbox.Sms(flow.App.Id)).Select(s => s.Phone));
    }

    [Theory]
    [InlineData("/sandbox/apps?limits=3", "no such query parameter: limits; known are protocol, limit, after")]
    [InlineData("/sandbox/clock?at=x", "no such query parameter: at")]
    [InlineData("/sandbox/sms?app=APP&bizUserId=x", "no such query parameter: bizUserId; known are app, phone, limit, after")]
    [InlineData("/sandbox/scenarios?id=x", "no such query parameter: id")]
    [InlineData("/sandbox/apps/APP/orders?state=paid",
        "no such query parameter: state; known are bizOrderNo, status, kind, member, limit, after")]
    [InlineData("/sandbox/apps/APP/orders?id=1", "no such query parameter: id")]
    [InlineData("/sandbox/apps/APP/orders?status=payed", "status is one of unpaid, failed, paid, refunded, closed, inProgress")]
    [InlineData("/sandbox/apps/APP/orders?limit=0", "limit is 1 to 1000")]
    [InlineData("/sandbox/apps/APP/orders?limit=1001", "limit is 1 to 1000")]
    [InlineData("/sandbox/apps/APP/orders?limit=ten", "limit has the wrong form")]
    [InlineData("/sandbox/apps/APP/orders?limit=1&limit=2", "limit")]
    [InlineData("/sandbox/apps/APP/orders?kind=deposit&kind=refund", "kind is given twice")]
    [InlineData("/sandbox/apps/APP/orders?after=!", "after is what the page before calls next")]
    [InlineData("/sandbox/apps/APP/members?after=YWJj", "after is what the page before calls next")]
    [InlineData("/sandbox/apps/APP/members?review=open", "review is one of waiting, approved, rejected")]
    [InlineData("/sandbox/apps/APP/members?locked=maybe", "locked has the wrong form")]
    [InlineData("/sandbox/apps/APP/notifications?bizOrderNo=1", "no such query parameter: bizOrderNo")]
    [InlineData("/sandbox/apps/APP/files?day=21.11.2026", "day is a date")]
    [InlineData("/sandbox/apps/APP/books?until=noon", "no such query parameter: until; known are at")]
    [InlineData("/sandbox/apps/APP/explain/x?verbose=1", "no such query parameter: verbose")]
    public async Task What_a_query_does_not_know_is_refused_by_name(string path, string says)
    {
        var refused = await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.Read(path.Replace("APP", flow.App.Id)));
        Assert.True(refused.Status == 400 && refused.Message.Contains($"\"detail\":\"{says}", StringComparison.Ordinal), refused.Message);
    }

    private string Of(string list) => $"/sandbox/apps/{flow.App.Id}/{list}";

    private async Task ThenAre(string list, string field, params (string Query, string[] Rows)[] expected)
    {
        foreach (var (query, rows) in expected)
        {
            var answer = await flow.Sandbox.List(flow.App.Id, list + query);
            Assert.True(Each(answer, field)
                .SequenceEqual(rows), $"{list}{query}: {string.Join(' ', Each(answer, field))} instead of {string.Join(' ', rows)}");
        }
    }

    private static IEnumerable<string> Each(JsonElement answer, string field) =>
        (answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("items")).EnumerateArray()
            .Select(row => row.GetProperty(field).ToString());
}

public sealed class ListsOnSqlite() : ListTests(Store.Sqlite);

public sealed class ListsOnPostgres() : ListTests(Store.Postgres);
