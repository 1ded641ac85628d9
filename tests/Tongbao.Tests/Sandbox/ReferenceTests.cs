using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>The wire reference at /docs is made from the tables, whole, and its examples are requests that can be sent.</summary>
public sealed partial class ReferenceTests() : FlowTests(Store.Sqlite)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>What the tables alone refuse: a good example is never answered so.</summary>
    private static readonly string[] OfTheTables = ["10000", "10001", "10002", "10003", "10004", "20017"];

    private static IEnumerable<string> Interfaces =>
        Directory.EnumerateFiles(Repository.File("catalog", "tsy2"), "*.api", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/shapes/")).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Every_interface_has_a_page_with_all_its_fields()
    {
        foreach (var path in Interfaces)
        {
            var (lines, page) = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken), await Page(AddressOf(path)));
            Assert.Contains($"<h1>{lines[0].TrimStart('#', ' ').Split(':')[0]} ", page);
            foreach (var row in lines.Where(l => l.StartsWith("  ", StringComparison.Ordinal) && !l.TrimStart().StartsWith('#'))
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                Assert.Contains($"<code>{row[0].Split('|')[0]}</code>", page);
                if (row.Length > 4) Assert.Contains(row[^1], WebUtility.HtmlDecode(page));
            }
        }
    }

    [Fact]
    public async Task Every_interface_of_ACCP_has_a_page_with_all_its_fields()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.File("catalog", "accp"), "*.api", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/shapes/")).Order(StringComparer.Ordinal))
        {
            var page = await Page($"/docs/accp/{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}");
            foreach (var row in (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))
                .Where(l => l.StartsWith("  ", StringComparison.Ordinal) && !l.TrimStart().StartsWith('#')))
                Assert.Contains($"<code>{row.Trim().Split(' ')[0].Split('|')[0]}</code>", page);
        }
    }

    [Fact]
    public async Task The_example_of_every_interface_of_ACCP_has_what_its_table_requires()
    {
        var odd = new List<string>();
        await using var accp = await Flows.Accp.AccpFlow.OnSharedServer(Store.Sqlite);
        foreach (var path in Directory.EnumerateFiles(Repository.File("catalog", "accp"), "*.api", SearchOption.AllDirectories)
            .Where(path => File.ReadLines(path).Any(l => l == "kind     api")).Order(StringComparer.Ordinal))
        {
            var name = $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}";
            var example = (JsonObject)JsonNode.Parse(WebUtility.HtmlDecode(Example().Match(await Page($"/docs/accp/{name}")).Groups[1].Value))!;
            foreach (var envelope in new[] { "timestamp", "oid_partner" }) Assert.True(example.Remove(envelope));
            var reply = await accp.When(name == "documents/documents-upload" ? "documents/upload" : name, example);
            Assert.DoesNotContain("参数不能为空", reply.Text("ret_msg"));
            Assert.NotEqual("1001", reply.Text("ret_code"));
            // A period of the future is refused, and the days of an example may lie there.
            if (reply.Text("ret_code") == "1005" && reply.Text("ret_msg")?.Contains("date_end", StringComparison.Ordinal) != true)
                odd.Add($"{name}: {reply.Text("ret_msg")} {example.ToJsonString()}");
        }
        Assert.True(odd.Count == 0, string.Join("\n", odd));
    }

    [Fact]
    public async Task Every_link_within_it_leads_somewhere_and_nothing_needs_a_script()
    {
        var (pages, open) = (new Dictionary<string, string>(), new Queue<string>(["/docs"]));
        var links = new HashSet<(string From, string To)>();
        while (open.TryDequeue(out var at))
        {
            if (pages.ContainsKey(at)) continue;
            pages[at] = await Page(at);
            foreach (var href in Link().Matches(pages[at]).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            {
                links.Add((at, href));
                if (href.StartsWith("/docs", StringComparison.Ordinal)) open.Enqueue(href.Split('#')[0]);
            }
        }
        Assert.True(pages.Count >= Interfaces.Count() + 5, $"{pages.Count} pages");
        Assert.All(pages.Values, page => Assert.DoesNotContain("<script", page));
        foreach (var (from, to) in links.Where(l => l.To.Contains('#')))
        {
            var (page, mark) = to.Split('#') is [var address, var name] ? (address.Length == 0 ? from : address, name) : default;
            Assert.True(pages[page].Contains($"id=\"{mark}\"", StringComparison.Ordinal), $"{from}: nothing is at {to}");
        }
    }

    [Fact]
    public async Task The_example_of_every_interface_is_a_request_that_its_table_takes()
    {
        foreach (var path in Interfaces.Where(path => File.ReadLines(path).Any(l => l == "kind     api")))
        {
            var page = await Page(AddressOf(path));
            var example = (JsonObject)JsonNode.Parse(WebUtility.HtmlDecode(Example().Match(page).Groups[1].Value))!;
            var param = (JsonObject)example["param"]!.DeepClone();
            await Encrypt(param, EncryptedIn(page));
            var reply = await flow.Client.Call(example["service"]!.GetValue<string>(), example["method"]!.GetValue<string>(), param);
            Assert.True(reply.Ok || !OfTheTables.Contains(reply.ErrorCode),
                $"{Path.GetFileName(path)}: {reply.ErrorCode} {reply.Message}\n{example.ToJsonString()}");
        }
    }

    [Fact]
    public void The_values_of_a_field_stand_in_the_section_that_it_names()
    {
        var sections = new Dictionary<string, List<string>>();
        foreach (var line in File.ReadLines(Repository.File("catalog", "tsy2", "choices.tbl")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] != ' ') sections[line.Split(' ')[0]] = [];
            else sections.Values.Last().Add(line.Trim().Split(' ')[0]);
        }
        var rows = Directory.EnumerateFiles(Repository.File("catalog", "tsy2"), "*.api", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(l => l.StartsWith("  ", StringComparison.Ordinal));
        foreach (var row in rows)
        {
            if (Values().Match(row) is not { Success: true } values || !sections.TryGetValue(values.Groups["section"].Value, out var known))
                continue;
            Assert.True(values.Groups["values"].Value.Split(',').All(known.Contains), row);
        }
    }

    [Theory]
    [InlineData("/docs/MemberService/createMember", "30000")]
    [InlineData("/docs/OrderService/consumeApply", "30001")]
    [InlineData("/docs/OrderService/consumeApply", "40025")]
    [InlineData("/docs/OrderService/withdrawApply", "40042")]
    [InlineData("/docs/OrderService/refund", "40017")]
    public async Task What_a_use_case_refuses_is_listed_with_it(string address, string code) =>
        Assert.Contains($"<a href=\"/docs/errors#e{code}\">{code}</a></td>", await Page(address));

    [Fact]
    public async Task What_is_not_there_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound,
            (await Http.GetAsync(new Uri(flow.Server.Url, "/docs/OrderService/consumeAply"), TestContext.Current.CancellationToken))
            .StatusCode);

    private async Task<string> Page(string address)
    {
        using var answer = await Http.GetAsync(new Uri(flow.Server.Url, address), TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static string AddressOf(string path) =>
        $"/docs/{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}";

    /// <summary>The fields that the page marks as encrypted.</summary>
    private static HashSet<string> EncryptedIn(string page) =>
        [.. Row().Matches(page).Select(m => m.Value).Where(row => row.Contains("密文</span>", StringComparison.Ordinal))
        .Select(row => Name().Match(row).Groups[1].Value)];

    private async Task Encrypt(JsonObject fields, HashSet<string> names)
    {
        foreach (var (name, value) in fields.ToList())
        {
            if (value is JsonObject inner) await Encrypt(inner, names);
            else if (value is JsonArray rows) foreach (var row in rows.OfType<JsonObject>()) await Encrypt(row, names);
            else if (names.Contains(name)) fields[name] = await flow.Encrypt(value!.GetValue<string>());
        }
    }

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<pre[^>]*><code>(.*?)</code></pre>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<code>([^<]+)</code>")]
    private static partial Regex Name();

    [GeneratedRegex(@"\{(?<values>[0-9,]+)\}.*\b(?<section>6\.[0-9]+)\b")]
    private static partial Regex Values();
}
