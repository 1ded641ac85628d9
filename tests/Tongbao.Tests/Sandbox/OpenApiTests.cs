using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>The OpenAPI document says what the sandbox API takes, answers and refuses, and it is true.</summary>
public sealed class OpenApiTests() : FlowTests(Store.Sqlite)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task Only_what_must_be_there_is_called_required()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        Assert.Equal("""
            AppChange         settings
            CardEntry         cardNo name
            CertificationDecision channel result
            ClockChange
            CompanyEntry      creditCode legalName name
            FaceAsked         result
            FundsIn           accountSetNo amount
            IdentityChange
            MatchView
            MemberStateChange
            NewApp            id merchantPublicKey protocol
            NewIdentity       id merchantPublicKey protocol
            NewScenario       app then
            NewSplitFile      batchNo
            Payer
            PaymentChange     result
            PayoutChange      result
            PersonEntry       idNo name
            RegistryView
            RemittanceChange  amount
            Review            result
            SignatureAsked    agreement
            StepView          result
            TerminalChange
            """, string.Join('\n', Asked.Select(name => $"{name,-17} {string.Join(' ', Words(schemas.GetProperty(name), "required").Order(StringComparer.Ordinal))}".TrimEnd())));
    }

    [Fact]
    public async Task What_is_asked_for_has_the_members_that_are_described_and_answers_may_grow()
    {
        var closed = (await Document()).GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(s => s.Value.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False)
            .Select(s => s.Name);
        Assert.Equal([.. Asked.Except(["Payer"]), "JsonElement"], closed.Order(StringComparer.Ordinal)
            .OrderBy(name => name == "JsonElement"));
    }

    [Fact]
    public async Task Settings_are_described_with_what_a_new_app_has()
    {
        var described = (await Document()).GetProperty("components").GetProperty("schemas").GetProperty("NewApp").GetProperty("properties")
            .GetProperty("settings").GetProperty("properties");
        Assert.Equal(flow.App.Settings.EnumerateObject().Select(s => s.Name).Order(StringComparer.Ordinal), described.EnumerateObject()
            .Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.Contains("an open order does not count until it is confirmed or paid", described.GetProperty("dailyOrderLimit")
            .GetProperty("description").GetString());
        Assert.Equal(("integer", 10), (described.GetProperty("dailyOrderLimit").GetProperty("type")
            .GetString(), described.GetProperty("dailyOrderLimit").GetProperty("default").GetInt32()));
    }

    [Theory]
    [InlineData("Review", "result", "approve reject")]
    [InlineData("PaymentChange", "result", "success fail pending")]
    [InlineData("PayoutChange", "result", "success fail")]
    [InlineData("TerminalChange", "result", "success fail")]
    [InlineData("StepView", "result", "success fail pending unknown timeout returned reversed close")]
    [InlineData("NewApp", "protocol", "tsy2 yst2 accp")]
    [InlineData("ClockView", "mode", "live frozen")]
    [InlineData("OrderView", "status", "unpaid failed paid refunded closed inProgress")]
    [InlineData("NoticeView", "state", "waiting delivered exhausted")]
    [InlineData("BookView", "bucket", "available held inTransit")]
    [InlineData("MemberView", "type", "company person")]
    [InlineData("JsonElement", "companyReview", "manual auto")]
    public async Task Where_only_some_words_are_known_they_are_listed(string schema, string member, string words) =>
        Assert.Equal(words, string.Join(' ',
            Words((await Document()).GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties")
            .GetProperty(member), "enum")));

    [Fact]
    public async Task Every_call_has_its_answer_and_its_refusals()
    {
        var paths = (await Document()).GetProperty("paths");
        Assert.True(paths.TryGetProperty("/healthz", out _));
        foreach (var path in paths.EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                var responses = call.Value.GetProperty("responses").EnumerateObject().ToDictionary(r => r.Name, r => r.Value);
                var (name, good) = ($"{call.Name} {path.Name}", responses.Single(r => r.Key[0] == '2'));
                Assert.True(good.Key is "202" or "204" || good.Value.TryGetProperty("content", out _)
                    || path.Name.EndsWith("/result", StringComparison.Ordinal), $"{name} answers what?");
                if (path.Name == "/healthz") continue;
                string[] refusals = ["400", "401", "503", .. path.Name.Contains("{id}") ? ["404"]
                    : Array.Empty<string>(), .. IsJson(call.Value) ? ["415"] : Array.Empty<string>()];
                Assert.True(refusals.All(responses.ContainsKey), $"{name} refuses with {string.Join(' ', responses.Keys)}");
            }
    }

    [Fact]
    public async Task Every_call_that_takes_a_body_says_how_large_it_may_be()
    {
        var calls = (await Document()).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(call => (path.Name, Call: call.Value))).Where(call => call.Call.TryGetProperty("requestBody", out _)).ToList();
        Assert.True(calls.Count > 5);
        Assert.All(calls, call =>
        {
            var bytes = call.Name.EndsWith("/parts/{n}", StringComparison.Ordinal) ? 8 * 1024 * 1024 : 1024 * 1024;
            Assert.Equal(($"最多 {bytes} 字节 at most {bytes} bytes", $"超过 {bytes} 字节 More than {bytes} bytes"),
                (call.Call.GetProperty("requestBody").GetProperty("description").GetString(), call.Call.GetProperty("responses")
                    .GetProperty("413").GetProperty("description").GetString()));
        });
    }

    [Fact]
    public async Task Every_member_and_every_parameter_is_described()
    {
        var document = await Document();
        var silent = new List<string>();
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()) Walk(schema.Name, schema.Value);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                Walk($"{call.Name} {path.Name}", call.Value);
                foreach (var parameter in call.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray()
                    : default)
                    if (!IsDescribed(parameter)) silent.Add($"{call.Name} {path.Name} ?{parameter.GetProperty("name")}");
            }
        Assert.True(silent.Count == 0, $"catalog/sandbox.tbl has no row for {string.Join(", ", silent)}");

        void Walk(string at, JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array)
                foreach (var each in node.EnumerateArray()) Walk(at, each);
            if (node.ValueKind != JsonValueKind.Object) return;
            foreach (var child in node.EnumerateObject())
            {
                if (child.Name == "properties")
                    silent.AddRange(child.Value.EnumerateObject().Where(member => !IsDescribed(member.Value))
                        .Select(member => $"{at}.{member.Name}"));
                if (child.Name is not ("example" or "examples" or "default")) Walk(at, child.Value);
            }
        }
    }

    private static bool IsJson(JsonElement call) => call.TryGetProperty("requestBody", out var body)
        && (!body.TryGetProperty("content", out var content) || content.TryGetProperty("application/json", out _));

    private static bool IsDescribed(JsonElement described) =>
        described.TryGetProperty("description", out var text) && text.GetString()!.Length > 1;

    [Theory]
    [InlineData("OrderView", "amount", "fen"), InlineData("SmsView", "sentAt", "ISO 8601"),
        InlineData("AttemptView", "elapsedMs", "milliseconds"), InlineData("FileView", "day", "yyyy-MM-dd")]
    public async Task What_has_a_unit_says_it(string schema, string member, string unit) =>
        Assert.Contains(unit, (await Document()).GetProperty("components").GetProperty("schemas").GetProperty(schema)
            .GetProperty("properties").GetProperty(member).GetProperty("description").GetString());

    [Fact]
    public async Task The_example_of_every_body_can_be_sent_as_it_is()
    {
        flow = await OnOwnServer();
        var examples = from path in (await Document()).GetProperty("paths").EnumerateObject()
                       from call in path.Value.EnumerateObject()
                       where call.Value.TryGetProperty("requestBody", out var asked)
                           && asked.GetProperty("content").TryGetProperty("application/json", out _)
                       select (Method: call.Name, Path: path.Name, Body: call.Value.GetProperty("requestBody").GetProperty("content")
                           .GetProperty("application/json").GetProperty("example").GetRawText());
        Assert.True(examples.Count() > 9);
        foreach (var (method, path, body) in examples)
        {
            var (url, text) = (path.Replace("{id}", flow.App.Id).Replace("{bizUserId}", "nobody")
                .Replace("{bizOrderNo}", "none"), body.Replace("…", ""));
            using var message = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()),
                new Uri(flow.Server.Url, url)) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
            using var answer = await Http.SendAsync(message, TestContext.Current.CancellationToken);
            var problem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            // The key of the example is cut short, since nobody has the other half of it.
            var isShort = answer.StatusCode == HttpStatusCode.BadRequest
                && problem.Contains("merchantPublicKey is an RSA public key", StringComparison.Ordinal);
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict
                || isShort, $"{method} {path} {body}: {problem}");
        }
    }

    [Fact]
    public async Task Who_may_call_it_is_said()
    {
        var document = await Document();
        var token = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token");
        Assert.Equal(("http", "bearer"), (token.GetProperty("type").GetString(), token.GetProperty("scheme").GetString()));
        Assert.Equal("""[{"token":[]},{}]""", document.GetProperty("security").GetRawText().Replace(" ", "").Replace("\n", "")
            .ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("/sandbox/apps/{id}/orders", "OrderView"), InlineData("/sandbox/sms", "SmsView"),
        InlineData("/sandbox/apps/{id}/refused", "RefusedView")]
    public async Task A_list_that_has_no_pages_unless_they_are_asked_for_says_so(string path, string item)
    {
        var answer = (await Document()).GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf");
        Assert.Equal(($"#/components/schemas/ListedOf{item}", $"#/components/schemas/{item}"),
            (answer[0].GetProperty("$ref").GetString(), answer[1].GetProperty("items").GetProperty("$ref").GetString()));
    }

    [Fact]
    public async Task A_payer_may_be_described_in_any_words()
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/payments/none"),
            new { result = "success", payer = new { openid = "o1", acct = "x" } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/sandbox/scenarios",
        """{"app":"APP","match":{"paymethod":"SCAN_WEIXIN","payMethd":"x"},"then":[{"result":"fail"}]}""", "no such member: payMethd")]
    [InlineData("POST", "/sandbox/scenarios", """{"app":"APP","then":[{"result":"fail","aftr":"PT5M"}]}""", "no such member: aftr")]
    [InlineData("POST", "/sandbox/apps/APP/funds", """{"accountSetNo":"100001","amount":1,"sum":2}""", "no such member: sum")]
    [InlineData("POST", "/sandbox/apps/APP/funds", """{"accountSetNo":"100001"}""", "missing: amount")]
    [InlineData("POST", "/sandbox/apps/APP/funds", """{"accountSetNo":"100001","amount":"four"}""", "$.amount has the wrong type")]
    [InlineData("POST", "/sandbox/apps/APP/funds", """{"accountSetNo":"100001","amount":1,"amount":2}""", "twice the same member: amount")]
    [InlineData("POST", "/sandbox/apps/APP/funds", """{"accountSetNo":"100001","amount":}""",
        "the body is not the JSON that is described at /openapi: line 1, byte 35")]
    [InlineData("POST", "/sandbox/apps/APP/funds", """[]""", "the body is not the JSON that is described at /openapi: line 1")]
    [InlineData("POST", "/sandbox/apps/APP/funds", null, "a JSON body is missing")]
    [InlineData("POST", "/sandbox/apps/APP/funds", "null", "a JSON body is missing")]
    [InlineData("PATCH", "/sandbox/apps/APP", """{"dailyOrderLimit":3}""", "no such member: dailyOrderLimit")]
    [InlineData("PATCH", "/sandbox/apps/APP", """{}""", "missing: settings")]
    [InlineData("PATCH", "/sandbox/apps/APP", """{"settings":null}""", "settings is an object")]
    [InlineData("POST", "/sandbox/apps", """{"protocol":"tsy2","id":"a"}""", "missing: merchantPublicKey")]
    [InlineData("POST", "/sandbox/clock", """{"to":"tomorrow"}""", "to takes an ISO 8601 instant")]
    [InlineData("POST", "/sandbox/clock", """{"freeze":"6225880000000001"}""", "$.freeze has the wrong type")]
    [InlineData("GET", "/sandbox/sms", null, "missing: app")]
    [InlineData("GET", "/sandbox/apps/APP/books?at=noon", null, "at takes an ISO 8601 instant")]
    public async Task A_request_that_does_not_fit_is_told_where_and_none_of_its_values_comes_back(string method, string path, string? body,
        string says)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), new Uri(flow.Server.Url, path.Replace("APP", flow.App.Id)));
        if (body is not null || method == "POST")
            message.Content = new StringContent((body ?? "")
            .Replace("APP", flow.App.Id), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await Http.SendAsync(message, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(says, problem.GetProperty("detail").GetString());
        Assert.DoesNotContain("6225880000000001", problem.GetRawText());
    }

    [Theory]
    [InlineData(-1, 0), InlineData(1, -1_000_000_000_000)]
    public async Task Balances_are_told_as_they_were_at_a_time_of_Shanghai(int hours, long reserve)
    {
        var at = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).AddHours(hours);
        foreach (var text in new[] { $"{at:yyyy-MM-ddTHH:mm:ss}", Uri.EscapeDataString($"{at:yyyy-MM-ddTHH:mm:sszzz}") })
        {
            var books = await Http.GetFromJsonAsync<SandboxBooks>(new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/books?at={text}"),
                Client.Json.Options, TestContext.Current.CancellationToken);
            Assert.Equal(reserve, books!.Accounts.Where(a => a.AccountSetNo == "reserve").Sum(a => a.Balance));
        }
    }

    private static readonly string[] Asked =
        ["AppChange", "CardEntry", "CertificationDecision", "ClockChange", "CompanyEntry", "FaceAsked", "FundsIn", "IdentityChange",
        "MatchView", "MemberStateChange", "NewApp", "NewIdentity", "NewScenario", "NewSplitFile", "Payer", "PaymentChange", "PayoutChange",
        "PersonEntry", "RegistryView", "RemittanceChange", "Review", "SignatureAsked", "StepView", "TerminalChange"];

    private async Task<JsonElement> Document() =>
        await Http.GetFromJsonAsync<JsonElement>(new Uri(flow.Server.Url, "/openapi.json"), TestContext.Current.CancellationToken);

    private static IEnumerable<string> Words(JsonElement schema, string list) =>
        schema.TryGetProperty(list, out var words) ? words.EnumerateArray().Select(w => w.GetString()!) : [];
}
