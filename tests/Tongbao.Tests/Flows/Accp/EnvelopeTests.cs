using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>What is checked of every request of ACCP before its interface sees it. The client checks the form of each answer (W5 to W7).</summary>
public sealed class EnvelopeTests
{
    private const string Query = "acctmgr/query-txn";

    /// <summary>Nothing is found under this number, which says that the request was heard.</summary>
    private static readonly object Asked = new { txn_seqno = "nothing" };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W1", "W5", "W7")]
    public async Task A_body_that_was_changed_is_refused_and_so_is_one_without_a_signature_or_with_another_key(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var signed = await flow.Client.Sign(Query, Asked);
        (await flow.Client.Send(signed)).Must("1011");
        var changed = Encoding.UTF8.GetBytes(signed.Text.Replace("nothing", "n0thing"));
        (await flow.Client.Send(signed with { Body = changed })).Must("1001");
        (await flow.Client.Send(signed with { Sign = null })).Must("1001");
        (await flow.Client.Send(signed with { Sign = "no Base64!" })).Must("1001");
        (await flow.Client.Send(signed with { Sign = ByAnotherKey(signed.Body) })).Must("1001");
    }

    [Fact, Holds("W2", "W6")]
    public async Task The_bytes_are_checked_as_they_came_however_they_are_written()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var head = $"\"timestamp\":\"{AccpClient.Stamp()}\",\"oid_partner\":\"{flow.Client.OidPartner}\"";
        foreach (var body in new[] { $"{{\"txn_seqno\":\"a\\/b\",{head}}}", $"{{{head},\"txn_seqno\":\"\\u4e2d\"}}",
            $"{{\n  {head},\r\n  \"txn_seqno\" : \"x\"\n}}\n" })
            (await flow.Client.Send(await flow.Client.SignBody(Query, Encoding.UTF8.GetBytes(body)))).Must("1011");
    }

    [Fact, Holds("W8", "W9")]
    public async Task Odd_headers_and_the_prefix_of_old_clients_are_taken()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var odd = new Dictionary<string, string> { ["Content-Encoding"] = "UTF-8", ["timestamp"] = "20200101000000" };
        foreach (var options in new[] { new AccpOptions(Headers: odd), new(ContentType: "application/text;charset=UTF-8"),
            new(ContentType: null), new(Prefix: "/openapi") })
            (await flow.Client.Call(Query, Asked, options)).Must("1011");
    }

    [Fact, Holds("W10")]
    public async Task A_time_half_an_hour_off_is_taken_and_a_minute_more_is_not()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        foreach (var minutes in new[] { -29, 29 })
            (await flow.Client.Call(Query, Asked, new(DateTimeOffset.UtcNow.AddMinutes(minutes)))).Must("1011");
        foreach (var minutes in new[] { -31, 31 })
            Assert.Contains("（timestamp）", (await flow.Client.Call(Query, Asked, new(DateTimeOffset.UtcNow.AddMinutes(minutes))))
                .Must("1005").Message);
        Assert.Contains("（timestamp）", (await flow.Client.Call(Query, new { txn_seqno = "x", timestamp = "2026-11-30 10:00:00" }))
            .Must("1005").Message);
    }

    [Theory, Holds("W88")]
    [InlineData("[]", "1005")]
    [InlineData("", "1005")]
    [InlineData("{\"timestamp\":", "1005")]
    [InlineData("{\"timestamp\":\"20261130100000\"}", "1005")]
    [InlineData("{\"oid_partner\":{}}", "1005")]
    [InlineData("{\"oid_partner\":\"9999999999999999\"}", "1031")]
    [InlineData("{\"oid_partner\":\"9999999999999999\",", "1031")]
    public async Task What_is_no_request_is_answered_by_a_code_and_never_by_a_fault(string body, string code)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        using var answer = await flow.Client.Post(await flow.Client.SignBody(Query, Encoding.UTF8.GetBytes(body)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(code, read.RootElement.GetProperty("ret_code").GetString());
    }

    [Fact, Holds("W11", "W5", "W7")]
    public async Task An_unknown_merchant_and_one_whose_key_has_not_come_are_told_apart()
    {
        await using var known = await AccpFlow.OnSharedServer(Store.Sqlite);
        await using var keyless = await known.NeighbourWithoutKey();
        (await keyless.Client.Call(Query, Asked)).Must("8000");
        await keyless.GivenKey();
        (await keyless.Client.Call(Query, Asked)).Must("1011");
        // Nobody's key: it is signed by the store's own, which this client has not.
        using var answer = await known.Client.Post(await known.Client.Sign(Query, new { oid_partner = "9999999999999999", txn_seqno = "x" }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Signature-Data"));
        Assert.Contains("\"1031\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact, Holds("W88")]
    public async Task An_address_that_is_none_is_not_found()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        using var answer = await flow.Client.Post(await flow.Client.Sign("txn/no-such-thing", Asked));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact, Holds("W4")]
    public async Task A_body_signed_once_is_taken_only_where_the_app_says_so()
    {
        await using var strict = await AccpFlow.OnSharedServer(Store.Sqlite);
        await using var lenient = await AccpFlow.OnSharedServer(Store.Sqlite, new { acceptOnceMd5 = true });
        foreach (var (flow, code) in new[] { (strict, "1001"), (lenient, "1011") })
        {
            var signed = await flow.Client.Sign(Query, Asked);
            (await flow.Client.Send(signed with { Sign = await AccpFlow.SignOnce(signed.Body) })).Must(code);
        }
    }

    private static string ByAnotherKey(byte[] body)
    {
        using var key = RSA.Create(1024);
        return Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(body))),
            HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));
    }
}
