using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Wire;

/// <summary>
/// What no client should send. Each is answered by an error code of the wire, or by HTTP where it is not this protocol at all; never by a
/// system error, a stack trace or silence; and it changes nothing.
/// </summary>
public abstract class MalformedTests(Store store) : FlowTests(store)
{
    private const string SystemError = "9999";
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Values as they stand in JSON.</summary>
    private static readonly string[] Nasty =
    [
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uffff\"", "\"\\u202e\"", "1e400", "-1e400", "1e2", "0.1",
            "-1", "0", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "99999999999999999999999999", "\"9223372036854775807\"", "\"1e5\"", "\" 1 \"", "\"٣\"", "2147483648", "true",
            "[]", "{}", "[[]]", "[null]", "[1]", "[{}]", "{\"a\":1}",
        "{\"\\ud800\":1}", "\"null\"", "\"ABCDEF\"", "\"ABCDE\"", "\"zz\"", "\"../../etc/passwd\"", "\"'; DROP TABLE orders; --\"",
            "\"%00\"", "\"javascript:1\"", "\"http://\"", "\"http://a:99999/\"",
        "\"0001-01-01 00:00:00\"", "\"9999-12-31 23:59:59\"", "\"2026-02-30 00:00:00\"", "\"9999-12-31\"", "\"0001-01-01\"",
    ];

    private static readonly string LongText = $"\"{new string('长', 5_000)}\"";

    [Theory]
    [InlineData("MemberService", "createMember", "bizUserId memberType source extendParam")]
    [InlineData("MemberService", "sendVerificationCode", "bizUserId phone verificationCodeType")]
    [InlineData("MemberService", "bindPhone", "bizUserId phone verificationCode")]
    [InlineData("MemberService", "setRealName", "bizUserId isAuth name identityType identityNo")]
    [InlineData("MemberService", "setCompanyInfo", "bizUserId backUrl companyBasicInfo isAuth")]
    [InlineData("MemberService", "getMemberInfo", "bizUserId")]
    [InlineData("MemberService", "getBankCardBin", "cardNo")]
    [InlineData("MemberService", "applyBindBankCard",
        "bizUserId cardNo phone name cardCheck identityType identityNo validate cvv2 isSafeCard unionBank")]
    [InlineData("MemberService", "bindBankCard", "bizUserId tranceNum transDate phone verificationCode validate cvv2")]
    [InlineData("MemberService", "lockMember", "bizUserId")]
    [InlineData("OrderService", "depositApply",
        "bizOrderNo bizUserId accountSetNo amount fee validateType frontUrl backUrl orderExpireDatetime payMethod goodsName industryCode industryName source summary extendInfo")]
    [InlineData("OrderService", "consumeApply",
        "payerId recieverId bizOrderNo amount fee validateType splitRule frontUrl backUrl orderExpireDatetime payMethod goodsName industryCode industryName source summary extendInfo")]
    [InlineData("OrderService", "withdrawApply",
        "bizOrderNo bizUserId accountSetNo amount fee validateType backUrl orderExpireDatetime payMethod bankCardNo bankCardPro withdrawType industryCode industryName source summary extendInfo")]
    [InlineData("OrderService", "refund",
        "bizOrderNo oriBizOrderNo bizUserId refundType refundList backUrl amount couponAmount feeAmount extendInfo")]
    [InlineData("OrderService", "pay", "bizUserId bizOrderNo tradeNo verificationCode consumerIp")]
    [InlineData("OrderService", "freezeMoney", "bizUserId bizFreezenNo accountSetNo amount")]
    [InlineData("OrderService", "unfreezeMoney", "bizUserId bizFreezenNo accountSetNo amount")]
    [InlineData("OrderService", "queryBalance", "bizUserId accountSetNo")]
    [InlineData("OrderService", "getOrderDetail", "bizOrderNo")]
    [InlineData("OrderService", "queryInExpDetail", "bizUserId accountSetNo dateStart dateEnd startPosition queryNum")]
    [InlineData("OrderService", "agentCollectApply",
        "bizOrderNo payerId recieverList tradeCode amount fee validateType backUrl orderExpireDatetime payMethod industryCode industryName source")]
    [InlineData("OrderService", "signalAgentPay",
        "bizOrderNo collectPayList bizUserId accountSetNo backUrl amount fee splitRuleList tradeCode")]
    [InlineData("OrderService", "batchAgentPay", "bizBatchNo batchPayList tradeCode")]
    public async Task Any_value_in_any_field_is_answered_by_the_wire(string service, string method, string fields)
    {
        await flow.GivenMembers("ann", "bob");
        await flow.GivenDeposit("ann", 5_00);
        var good = await Good();
        var before = await flow.Sandbox.Books(flow.App.Id);
        var bad = new List<string>();
        foreach (var field in fields.Split(' '))
            foreach (var value in Nasty.Append(LongText))
            {
                var param = $"{{{string.Join(',', fields.Split(' ').Where(f => f != field && good.ContainsKey(f)).Select(f => $"\"{f}\":{good[f]!.ToJsonString()}").Append($"\"{field}\":{value}"))}}}";
                param = param.Replace("FRESH", Flow.Fresh("N"));
                var reply = await flow.Client.Send(await flow.Client.SignReq($"{{\"service\":\"{service}\",\"method\":\"{method}\",\"param\":{param}}}"));
                if (reply.ErrorCode == SystemError || reply.Body.Contains("   at "))
                    bad.Add($"{field} = {value[..Math.Min(80, value.Length)]}: {reply.ErrorCode} {reply.Message}");
            }
        Assert.True(bad.Count == 0, string.Join('\n', bad.Take(5)));
        var after = await flow.Sandbox.Books(flow.App.Id);
        Assert.Equal(0, after.Sum);
        if (method is not ("withdrawApply" or "freezeMoney")) Assert.Equal(before.Accounts, after.Accounts);
    }

    [Theory]
    [InlineData("sysid=%ZZ")]
    [InlineData("sysid=%")]
    [InlineData("sysid=%4")]
    [InlineData("=&=&&&=")]
    [InlineData("%00=%00")]
    [InlineData("sysid=%00&sign=a&timestamp=b&v=2.0&req={}")]
    [InlineData("sysid=%FF%FE&sign=a&timestamp=b&v=2.0&req={}")]
    [InlineData("sysid=000000000000&sign=a&timestamp=0001-01-01 00:00:00&v=2.0&req={}")]
    [InlineData("sysid=900000000001&sign=%FF&timestamp=9999-12-31 23:59:59&v=2.0&req=%FF")]
    public async Task A_form_that_is_none_gets_a_signed_refusal(string form)
    {
        using var answer = await Http.PostAsync(Soa, new StringContent(form), TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("error", (string?)body["status"]);
        Assert.NotEqual(SystemError, (string?)body["errorCode"]);
        Assert.NotEmpty((string)body["sign"]!);
    }

    [Fact]
    public async Task A_timestamp_at_the_ends_of_the_calendar_is_refused()
    {
        foreach (var timestamp in new[] { "0001-01-01 00:00:00", "9999-12-31 23:59:59", "0000-00-00 00:00:00", "2026-11-21T10:00:00",
            "20261121100000", "\0", new string('1', 5_000) })
        {
            var request = await flow.Client.Sign("MemberService", "createMember", new { bizUserId = "x", memberType = 3, source = 2 });
            var reply = await flow.Client.Send(request
                with { Timestamp = timestamp, Sign = await flow.Client.Signer.Sign(request.Sysid + request.Req + timestamp) });
            Assert.Equal("10000", reply.ErrorCode);
        }
    }

    [Theory]
    [InlineData("/service/soa"), InlineData("/sandbox/apps"), InlineData("/yungateway/pwd/setPayPwd.html")]
    public async Task A_chunk_of_a_broken_size_is_a_bad_request(string path)
    {
        foreach (var size in new[] { "zz", "-1", "", "FFFFFFFFFFFFFFFFF" })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(flow.Server.Url.Host, flow.Server.Url.Port, TestContext.Current.CancellationToken);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {flow.Server.Url.Authority}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{size}\r\nhello\r\n0\r\n\r\n"), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream);
            Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/xml; charset=gb2312")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    public async Task The_content_type_is_not_minded_and_what_is_no_form_is_refused(string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"sysid\"\r\n\r\n1\r\n--x--"));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await Http.PostAsync(Soa, content, TestContext.Current.CancellationToken);
        Assert.Equal("error", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["status"]);
        var good = new ByteArrayContent(Encoding.UTF8.GetBytes((await flow.Sign("createMember", new { bizUserId = Flow.Fresh("member") }))
            .Form()));
        good.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var accepted = await Http.PostAsync(Soa, good, TestContext.Current.CancellationToken);
        Assert.Equal("OK", (string?)JsonNode.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["status"]);
    }

    [Theory]
    [InlineData("not http at all\r\n\r\n", "400")]
    [InlineData("GET /service/soa HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    [InlineData("POST /service/soa HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST /service/soa HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("GET /service/soa?sysid=\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "400")]
    [InlineData("DELETE /service/soa HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n", "405")]
    public async Task What_is_no_HTTP_is_answered_with_a_4xx_or_5xx_of_HTTP_itself(string request, string status)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, flow.Server.Url.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tcp.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("POST", "/sandbox/apps", "{\"protocol\":1}")]
    [InlineData("POST", "/sandbox/apps", "[")]
    [InlineData("POST", "/sandbox/apps", "{\"protocol\":\"tsy2\",\"id\":\"\\u0000\",\"merchantPublicKey\":\"AAAA\"}")]
    [InlineData("POST", "/sandbox/apps", "{\"protocol\":\"tsy2\",\"id\":\"a\",\"id\":\"b\"}")]
    [InlineData("POST", "/sandbox/apps", "{\"protocol\":\"tsy2\",\"id\":\"\\ud800\"}")]
    [InlineData("POST", "/sandbox/clock", "{\"advance\":\"P9999999Y\"}")]
    [InlineData("POST", "/sandbox/clock", "{\"advance\":\"-PT1H\"}")]
    [InlineData("POST", "/sandbox/clock", "{\"to\":\"9999-12-31T23:59:59+08:00x\"}")]
    [InlineData("POST", "/sandbox/clock", "{\"to\":\"0001-01-01T00:00:00+08:00\"}")]
    [InlineData("POST", "/sandbox/clock", "{}")]
    [InlineData("POST", "/sandbox/clock", "null")]
    [InlineData("POST", "/sandbox/apps/APP/funds", "{\"accountSetNo\":\"100001\",\"amount\":1e30}")]
    [InlineData("POST", "/sandbox/apps/APP/funds", "{\"accountSetNo\":\"\\u0000\",\"amount\":1}")]
    [InlineData("POST", "/sandbox/apps/APP/funds", "{\"accountSetNo\":null,\"amount\":-1}")]
    [InlineData("POST", "/sandbox/scenarios", "{\"app\":\"APP\",\"then\":[{\"result\":\"success\",\"after\":\"P99999999999Y\"}]}")]
    [InlineData("POST", "/sandbox/scenarios", "{\"app\":\"APP\",\"then\":[{\"result\":\"success\",\"after\":\"-PT5M\"}]}")]
    [InlineData("POST", "/sandbox/scenarios", "{\"app\":\"APP\",\"then\":[null]}")]
    [InlineData("POST", "/sandbox/scenarios", "{\"app\":\"APP\",\"then\":[{\"result\":\"success\"}],\"times\":-1}")]
    [InlineData("PATCH", "/sandbox/apps/APP", "{\"settings\":{\"reservePosition\":1e99}}")]
    [InlineData("PATCH", "/sandbox/apps/APP", "{\"settings\":{\"payMethods\":[null]}}")]
    [InlineData("PATCH", "/sandbox/apps/APP", "{\"settings\":{\"withdrawalWindow\":null}}")]
    [InlineData("PATCH", "/sandbox/apps/APP", "{\"settings\":[]}")]
    [InlineData("PATCH", "/sandbox/apps/APP", "{\"settings\":{\"dailyOrderLimit\":\"x\",\"dailyOrderLimit\":1}}")]
    [InlineData("GET", "/sandbox/sms?app=%00&phone=%00", null)]
    [InlineData("GET", "/sandbox/apps/APP/notifications?order=%00", null)]
    [InlineData("GET", "/sandbox/apps/APP/explain/a%00b", null)]
    [InlineData("GET", "/sandbox/apps/%20/books", null)]
    [InlineData("POST", "/sandbox/apps/APP/payments/nothing", "{\"result\":\"success\"}")]
    [InlineData("POST", "/sandbox/apps/APP/payments/nothing", "{\"result\":\"\\ud800\"}")]
    [InlineData("POST", "/sandbox/apps/APP/notifications/nothing/redeliver", "{}")]
    [InlineData("DELETE", "/sandbox/scenarios/..%2f..", null)]
    public async Task The_sandbox_API_refuses_with_4xx_and_problem_details(string method, string path, string? body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), new Uri(flow.Server.Url, path.Replace("APP", flow.App.Id)));
        if (body is not null) message.Content =
            new StringContent(body.Replace("APP", flow.App.Id), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await Http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{(int)answer.StatusCode} {text}");
        Assert.DoesNotContain("   at ", text);
    }

    private Uri Soa => new(flow.Server.Url, "/service/soa");

    /// <summary>One value for each field that makes some sense.</summary>
    private async Task<JsonObject> Good()
    {
        var card = await flow.Encrypt(flow.Who("ann").CardNo);
        return Json.Object(new
        {
            bizUserId = "ann", memberType = 3, source = 2, phone = "13800000000", verificationCodeType = 9, verificationCode = "123456",
                isAuth = true, name = "某人", identityType = 1,
            identityNo = await flow.Encrypt(flow.Who("ann").IdNumber), backUrl = "http://127.0.0.1:9/",
                companyBasicInfo = await flow.CompanyPapers("ann"), cardNo = card, cardCheck = 5, tranceNum = "1", transDate = "20261121",
            bizOrderNo = "FRESH", accountSetNo = flow.CustodySet, amount = 1_00, fee = 0, validateType = 0, payMethod = Flow.Scan(1_00),
                industryCode = "1910", industryName = "其他", payerId = "ann", recieverId = "bob",
            bankCardNo = card, oriBizOrderNo = "none", bizFreezenNo = "FRESH", consumerIp = "203.0.113.7", dateStart = "2026-11-21",
                dateEnd = "2026-11-22", startPosition = 1, queryNum = 10,
            recieverList = new[] { new { bizUserId = "bob", amount = 1_00 } }, tradeCode = "3001",
                collectPayList = new[] { new { bizOrderNo = "none", amount = 1_00 } }, bizBatchNo = "FRESH",
        });
    }
}

public sealed class MalformedOnSqlite() : MalformedTests(Store.Sqlite);

public sealed class MalformedOnPostgres() : MalformedTests(Store.Postgres);
