using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>A request whose signature is wrong (20019) is shown as it came, and the usual mistakes are told by name.</summary>
public sealed class WrongSignatureTests() : FlowTests(Store.Sqlite)
{
    private const string Sent = """{"service":"MemberService","method":"createMember","param":{"bizUserId":"x","note":"a/b <é> 城 1=1","n":[1,2.50]}}""";

    [Theory]
    [InlineData("PHP", """{"service":"MemberService","method":"createMember","param":{"bizUserId":"x","note":"a\/b <\u00e9> \u57ce 1=1","n":[1,2.50]}}""")]
    [InlineData("PHP, Unicode kept",
        """{"service":"MemberService","method":"createMember","param":{"bizUserId":"x","note":"a\/b <é> 城 1=1","n":[1,2.50]}}""")]
    [InlineData("Go", """{"service":"MemberService","method":"createMember","param":{"bizUserId":"x","note":"a/b \u003cé\u003e 城 1=1","n":[1,2.50]}}""")]
    [InlineData("Gson", """{"service":"MemberService","method":"createMember","param":{"bizUserId":"x","note":"a/b \u003cé\u003e 城 1\u003d1","n":[1,2.50]}}""")]
    [InlineData("Python", """{"service": "MemberService", "method": "createMember", "param": {"bizUserId": "x", "note": "a/b <\u00e9> \u57ce 1=1", "n": [1, 2.50]}}""")]
    [InlineData("Python, Unicode kept, another order",
        """{"param": {"bizUserId": "x", "note": "a/b <é> 城 1=1", "n": [1, 2.50]}, "service": "MemberService", "method": "createMember"}""")]
    [InlineData("sorted", """{"method":"createMember","param":{"bizUserId":"x","n":[1,2.50],"note":"a/b <é> 城 1=1"},"service":"MemberService"}""")]
    public async Task JSON_that_was_written_anew_after_it_was_signed_is_recognised(string library, string signed)
    {
        foreach (var sent in new[] { Sent, Sent.Replace(",", ", ").Replace("\":", "\" : ") })
        {
            var reply = await flow.Client.Send(await flow.Client.SignReq(signed) with { Req = sent });
            Assert.Equal("20019", reply.ErrorCode);
            Assert.True(reply.Message!.Contains("JSON 被重新序列化", StringComparison.Ordinal), $"{library}: {reply.Message}");
        }
    }

    [Theory]
    [InlineData(Sent)]
    [InlineData("""{ "method" : "createMember",  "service":"MemberService", "param":{"note":"\u57ce\/","n":1.50, "again" : "{\"a\": 1}" }  }""")]
    public async Task It_is_shown_byte_for_byte_so_that_its_digest_can_be_worked_out(string req)
    {
        var forged = await flow.Client.SignReq(Sent + " ") with { Req = req };
        Assert.Equal("20019", (await flow.Client.Send(forged)).ErrorCode);
        var refused = await Refused();
        Assert.Equal(req, refused.GetProperty("request").GetString());
        Assert.Equal(Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(forged.Sysid + req + forged.Timestamp))),
            refused.GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData("""{ "phone" : "13800001111", "x":1 }""", "13800001111")]
    [InlineData("""{"param":{"ph\u006fne":"13800001111"}}""", "13800001111")]
    [InlineData("""{"PHONE":13800001111}""", "13800001111")]
    [InlineData("""{"phone":["13800001111",{"a":"13800001112"}]}""", "1380000111")]
    [InlineData("""{"param":"{\"phone\" : \"13800001111\"}"}""", "13800001111")]
    [InlineData("""{"param":"{\"phone\":\"13800001111\""}""", "13800001111")]
    [InlineData("""{"phone":"13800001111" """, "13800001111")]
    [InlineData("""{"phone":"13800001111","phone":"13800001111"}""", "13800001111")]
    public async Task Its_secrets_are_masked_however_they_are_written(string req, string secret)
    {
        await flow.Client.Send(await flow.Client.SignReq(Sent) with { Req = req });
        var shown = (await Refused()).GetProperty("request").GetString()!;
        Assert.Contains("***(", shown);
        Assert.DoesNotContain(secret, shown);
    }

    private async Task<JsonElement> Refused()
    {
        using var http = new HttpClient();
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(flow.Server.Url, $"/sandbox/apps/{flow.App.Id}/refused"),
            TestContext.Current.CancellationToken));
        return answer.RootElement[0].Clone();
    }
}
