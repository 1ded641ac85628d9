using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Conformance.Tsy2;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>
/// Requests and links of every interface that are signed rightly and are wrong in something else, of which each seed makes the same
/// thousand. None is answered by a system error, none spoils what others sent, nothing is said in the log, and the books are whole.
/// </summary>
[Trait(Soak.Trait, Soak.Yes)]
public abstract partial class FuzzTests(Store store) : FlowTests(store)
{
    private const int ARound = 1_000, AtOnce = 8;

    /// <summary>Whose own number a request has; else the second would be the first one's repeat, and no more.</summary>
    private static readonly IReadOnlyDictionary<string, string> OwnNumbers = new Dictionary<string, string>
    {
        ["createMember"] = "bizUserId", ["depositApply"] = "bizOrderNo", ["consumeApply"] = "bizOrderNo",
            ["agentCollectApply"] = "bizOrderNo", ["signalAgentPay"] = "bizOrderNo",
        ["withdrawApply"] = "bizOrderNo", ["crossBorderWithdrawApply"] = "bizOrderNo", ["refund"] = "bizOrderNo",
            ["freezeMoney"] = "bizFreezenNo", ["applicationTransfer"] = "bizTransferNo",
        ["batchAgentPay"] = "bizBatchNo", ["entryGoods"] = "bizGoodsNo",
    };

    private readonly ConcurrentBag<string> bad = [];

    /// <summary>One interface with the market in which its good request is good.</summary>
    private sealed record Source(Flow Flow, ApiTable Table, JsonObject Good);

    public override async ValueTask InitializeAsync() => flow = await OnServer(await Servers.New(Store), new { dailyOrderLimit = 0 });

    [Fact]
    public async Task Whatever_is_signed_rightly_is_answered_by_the_wire()
    {
        var sources = new List<Source>();
        foreach (var table in Tables.Tsy2.Apis.Where(a => a.Kind == "page" || (a.Kind == "api" && a.Command is not null)))
        {
            // Time must have gone by before these are good: they come first, to the market whose clock it is.
            var market = GoodRequests.MovesTheClock(table.Method) ? flow : await Beside(flow);
            if (market != flow) await market.ChangeSettings(new { dailyOrderLimit = 0 });
            sources.Add(new Source(market, table, table.Kind == "page" ? await GoodLinks.Of(market, table.Name)
                : await GoodRequests.Of(market, table.Method)));
        }
        foreach (var seed in Soak.Rounds(few: 1, many: 20))
        {
            var each = (ARound + sources.Count - 1) / sources.Count;
            await Parallel.ForEachAsync(sources.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (source, _) =>
            {
                var random = new Random((seed * ARound) + source.Index);
                for (var n = 0; n < each; n++) await Send(source.Item, random, $"seed {seed}, {source.Item.Table.Name} {n}");
            });
            Soak.Note("requests made up", each * sources.Count);
            MustBeGood();
        }
        await flow.Advance("P2D");
        await flow.ThenVerifies();
        MustBeGood();
    }

    private async Task Send(Source source, Random random, string what)
    {
        var (flow, table) = (source.Flow, source.Table);
        var good = (JsonObject)source.Good.DeepClone();
        if (OwnNumbers.TryGetValue(table.Method, out var number) && random.Next(4) > 0) good[number] = Flow.Fresh("Z");
        if (table.Method == "batchAgentPay") foreach (var row in good["batchPayList"]!.AsArray()) row!["bizOrderNo"] = Flow.Fresh("Z");
        var mutant = new Mutant(random, flow.Encrypt);
        var req = mutant.Req(table.Service, table.Method, await mutant.Of(good, table.Section("request")));
        var request = await Signed(flow, random, req);
        try
        {
            if (table.Kind == "page") await Visit(new Uri(flow.Server.Url, table.Path), request, random, what);
            else await Call(flow, request, random, what);
        }
        catch (Exception wrong) when (wrong is Xunit.Sdk.XunitException or HttpRequestException or System.Text.Json.JsonException)
        {
            bad.Add($"{what}: {wrong.Message}\n{req}");
        }
    }

    /// <summary>The envelope is changed as well, before it is signed.</summary>
    private static async Task<SignedRequest> Signed(Flow flow, Random random, string req)
    {
        var request = await flow.Client.SignReq(req) with { Transport = (Transport)random.Next(3) };
        if (random.Next(20) == 0) request = request with { Version = new string('2', random.Next(1, 400)) };
        if (random.Next(20) > 0) return request;
        string[] times = [request.Timestamp.Replace(" ", ""), $" {request.Timestamp}", request.Timestamp + "\0", "9999-12-31 23:59:59",
            "0001-01-01 00:00:00", "tomorrow", new string('1', 5_000)];
        var timestamp = times[random.Next(times.Length)];
        return request with { Timestamp = timestamp, Sign = await flow.Client.Signer.Sign(request.Sysid + req + timestamp) };
    }

    private async Task Call(Flow flow, SignedRequest request, Random random, string what)
    {
        var reply = await flow.Client.Send(request);
        if (reply.ErrorCode is "9999" or "9200" || reply.Body.Contains("   at ", StringComparison.Ordinal))
            bad.Add($"{what}: {reply.Body}\n{request.Req}");
        if (!reply.Ok || random.Next(3) > 0 || reply.Text("bizOrderNo") is not { Length: > 0 } order || order.Contains('/')
            || order.Contains('\\')) return;
        try
        {
            await flow.Sandbox.Payment(flow.App.Id, order, random.Next(4) == 0 ? "fail" : "success");
        }
        catch (SandboxProblem problem) when (problem.Status < 500)
        {
            // Nothing is to be paid there.
        }
        catch (SandboxProblem problem)
        {
            bad.Add($"{what}: paid, {problem.Status} {problem.Message}\n{request.Req}");
        }
    }

    /// <summary>Follows the link, and sends the form that it leads to with something in its fields.</summary>
    private async Task Visit(Uri address, SignedRequest request, Random random, string what)
    {
        var page = request.Transport == Transport.PostForm ? await Browser.PostForm(address, request.Form())
            : await Browser.Get(new Uri($"{address}?{request.Form()}"));
        MustBeServed(page, request, what);
        if (page.Status != 303 || !page.Location.AbsolutePath.StartsWith("/yungateway/page/", StringComparison.Ordinal)) return;
        page = await Browser.Follow(page);
        MustBeServed(page, request, what);
        if (!page.Html.Contains("_token", StringComparison.Ordinal)) return;
        string[] typed = ["", "864209", "123456", "a\0b", "长", new string('9', 5_000), "<b>", "B2C 104", "13700000001", "yes"];
        var fields = Names().Matches(page.Html).Select(m => m.Groups[1].Value).Where(name => name != "_token").Distinct();
        MustBeServed(await Browser.Submit(page, [.. fields.Select(name => (name, typed[random.Next(typed.Length)]))]), request, what);
    }

    private void MustBeServed(WebPage page, SignedRequest request, string what)
    {
        if (page.Status >= 500 || page.Text.Contains("9999", StringComparison.Ordinal))
            bad.Add($"{what}: {page.Status} {page.Text}\n{request.Req}");
    }

    private void MustBeGood()
    {
        var said = flow.Server.Output.Where(line => LogOfABug().IsMatch(line)).Select(line => $"log: {line}");
        var all = bad.Order(StringComparer.Ordinal).Concat(said).ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n{string.Join('\n', all.Take(12).Select(text => text[..Math.Min(1_500, text.Length)]))}");
    }

    [GeneratedRegex("name=\"([A-Za-z_]+)\"")] private static partial Regex Names();

    [GeneratedRegex("fail: |crit: |did not answer: |Exception")] private static partial Regex LogOfABug();
}

public sealed class FuzzOnSqlite() : FuzzTests(Store.Sqlite);

public sealed class FuzzOnPostgres() : FuzzTests(Store.Postgres);
