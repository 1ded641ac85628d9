using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// What was encoded twice was a text to the masking, and was shown as it came: in what is kept of refused requests, and in the story of an
/// order.
/// </summary>
public abstract class Secrets_in_JSON_within_a_text_are_masked(Store store) : FlowTests(store)
{
    private const string Phone = "13800001234", Card = "6228480000000000099";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task Once_or_twice_or_broken_or_in_a_list()
    {
        var param = $"{{\"cardNo\":\"{Card}\",\"phone\":[\"{Phone}\"]}}";
        foreach (var within in new[] { param, Quoted(param), Quoted(Quoted(param)), Quoted($"[{Quoted(param)}]"), Quoted(param[..^1]),
            Quoted(param.Insert(1, "\"a\":1,\"a\":1,")) })
        {
            var request = await flow.Client.SignReq("{}");
            await flow.Client.Send(request
                with { Req = $"{{\"service\":\"MemberService\",\"method\":\"createMember\",\"param\":{within}}}" });
        }
        var refused = await Http.GetStringAsync(new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/refused"),
            TestContext.Current.CancellationToken);
        Assert.Equal(6, refused.Split("createMember").Length - 1);
        Assert.DoesNotContain(Phone, refused);
        Assert.DoesNotContain(Card, refused);
    }

    [Fact]
    public async Task In_the_story_of_an_order_too_where_all_else_stands_as_it_came()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, extendInfo = $"{{\"phone\": \"{Phone}\"}}",
            summary = "{ \"table\": 7 }" });
        await flow.WhenChannelPays(order);
        var story = await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo);
        foreach (var part in new[] { "requests", "notifications" }) Assert.DoesNotContain(Phone, story.GetProperty(part).GetRawText());
        Assert.Contains("{ \\\"table\\\": 7 }", story.GetProperty("requests")[0].GetProperty("request").GetString());
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text, Json.Options);
}

public sealed class Secrets_in_JSON_within_a_text_are_masked_on_sqlite() : Secrets_in_JSON_within_a_text_are_masked(Store.Sqlite);

public sealed class Secrets_in_JSON_within_a_text_are_masked_on_postgres() : Secrets_in_JSON_within_a_text_are_masked(Store.Postgres);
