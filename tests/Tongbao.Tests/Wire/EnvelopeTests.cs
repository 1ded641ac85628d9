using System.Net;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Wire;

/// <summary>
/// 请求与应答的外壳: what clients in many languages do to the five fields, and what they may not do (docs/wires/tsy2.md, Envelope).
/// </summary>
public sealed class EnvelopeTests() : FlowTests(Store.Sqlite, openSsl: true)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });
    private static readonly string[][] Orders =
        [["service", "method", "param"], ["method", "param", "service"], ["param", "service", "method"]];

    [Theory]
    [InlineData(Transport.PostForm)]
    [InlineData(Transport.Get)]
    [InlineData(Transport.PostQuery)]
    public async Task Every_transport_and_every_order_of_the_JSON_is_understood(Transport transport)
    {
        foreach (var order in Orders)
            Assert.True((await flow.Client.Call("MemberService", "createMember", Stranger(), new Tsy2Options(transport, Order: order))).Ok);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("2")]
    [InlineData("2.1.2")]
    public async Task The_version_is_not_signed_and_not_minded(string version) =>
        Assert.True((await flow.Client.Call("MemberService", "createMember", Stranger(), new Tsy2Options(Version: version))).Ok);

    [Fact]
    public async Task A_form_may_look_as_clients_make_it()
    {
        Assert.True((await Sent(form => string.Join('&', form.Split('&').Reverse()))).Ok);
        Assert.True((await Sent(form => form + "&")).Ok);
        Assert.True((await Sent(form => form + "&charset=utf-8")).Ok);
        Assert.True((await Sent(form => form + "\r\n")).Ok);
        Assert.True((await Sent(form => form.Replace("+", "%20"))).Ok);
        Assert.True((await Sent(form => WithHex(form, hex => hex.ToLowerInvariant()))).Ok);
    }

    [Theory]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":"3","source":"2"}}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":3,"source":2,"extendParam":null}}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":3,"source":2,"extendParam":""}}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":3,"source":2,"extendParam":{"城市":"上海\/北京"}}}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":3,"source":2,"extendParam":{"\u57ce\u5e02":"\u4e0a\u6d77"}}}""")]
    [InlineData("""  { "service" : "MemberService", "method" : "createMember", "param" : { "bizUserId" : "ID", "memberType" : 3, "source" : 2 } }  """)]
    public async Task The_signed_text_is_what_was_received_and_never_written_anew(string req) =>
        Assert.True((await flow.Client.Send(await flow.Client.SignReq(req.Replace("ID", Flow.Fresh("member"))))).Ok);

    [Fact]
    public async Task An_empty_param_may_arrive_as_an_array() =>
        Assert.True((await flow.Client.Send(await flow.Client.SignReq("""{"service":"MerchantService","method":"queryReserveFundBalance","param":[]}"""))).Ok);

    [Fact]
    public async Task A_signature_is_written_in_one_way_apart_from_its_line_breaks()
    {
        var request = await flow.Client.Sign("MemberService", "createMember", Stranger());
        var sign = request.Sign;
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        // The last of 128 bytes leaves two bits over, which count for nothing.
        var loose = $"{sign[..^2]}{alphabet[alphabet.IndexOf(sign[^2], StringComparison.Ordinal) | 1]}=";
        foreach (var other in new[] { loose, $" {sign}", $"{sign} ", $"{sign[..64]} {sign[64..]}", $"{sign[..64]}\t{sign[64..]}",
            $"{sign[..^1]}", $"{sign}=", $"{sign}{new string('\n', 2_000)}" })
            await Refused("20019", request with { Sign = other });
        Assert.True((await flow.Client.Send(request with { Sign = $"{sign[..64]}\r\n{sign[64..]}\n" })).Ok);
    }

    [Fact]
    public async Task A_plus_that_was_lost_on_the_way_is_told_and_not_put_back()
    {
        SignedRequest request;
        do request = await flow.Client.Sign("MemberService", "createMember", Stranger());
        while (!request.Sign.Contains('+', StringComparison.Ordinal));
        var reply = await flow.Client.Send(request with { Sign = request.Sign.Replace('+', ' ') });
        Assert.Equal("20019", reply.ErrorCode);
        Assert.Contains("未做 urlencode", reply.Message);
    }

    [Fact]
    public async Task Whatever_of_the_signed_fields_is_changed_the_signature_is_refused()
    {
        var request = await flow.Client.Sign("MemberService", "createMember", Stranger());
        await Refused("20019", request with { Req = request.Req.Replace("\"memberType\":3", "\"memberType\":2") });
        await Refused("20019", request with { Timestamp = SignedRequest.Now(DateTimeOffset.UtcNow.AddSeconds(1)) });
        await Refused("20019", request
            with { Sign = await (await OpenSslKey.Generate(1024)).Sign(request.Sysid + request.Req + request.Timestamp) });
        await Refused("20019", request with { Sign = "not base64" });
        Assert.True((await flow.Client.Send(request)).Ok);
    }

    [Fact]
    [Holds("clock:timestamp_tolerance")]
    public async Task A_request_is_fresh_for_ten_minutes_either_way()
    {
        foreach (var minutes in new[] { -9, 9 }) Assert.True((await Stamped(DateTimeOffset.UtcNow.AddMinutes(minutes))).Ok);
        foreach (var minutes in new[] { -11, 11 })
            Assert.Equal("10000", (await Stamped(DateTimeOffset.UtcNow.AddMinutes(minutes))).ErrorCode);
    }

    [Fact]
    public async Task Moving_the_clock_makes_no_client_stale()
    {
        flow = await OnOwnServer();
        var moved = (await flow.Advance("PT26H")).Now;
        Assert.True((await Stamped(DateTimeOffset.UtcNow)).Ok);
        Assert.True((await Stamped(moved)).Ok);
        Assert.Equal("10000", (await Stamped(moved.AddHours(-13))).ErrorCode);
    }

    [Fact]
    public async Task A_timestamp_may_lack_its_blank()
    {
        var request = await flow.Client.Sign("MemberService", "createMember", Stranger());
        var timestamp = request.Timestamp.Replace(" ", "");
        Assert.True((await flow.Client.Send(request
            with { Timestamp = timestamp, Sign = await flow.Client.Signer.Sign(request.Sysid + request.Req + timestamp) })).Ok);
    }

    [Fact]
    public async Task What_is_not_in_the_catalogue_is_refused_by_name()
    {
        Assert.Equal("10002", (await flow.Client.Call("NoService", "createMember", Stranger())).ErrorCode);
        Assert.Equal("10003", (await flow.Client.Call("MemberService", "noMethod", Stranger())).ErrorCode);
        Assert.Equal("10003", (await flow.Client.Call("OrderService", "createMember", Stranger())).ErrorCode);
    }

    [Fact]
    public async Task What_is_done_on_a_page_is_no_interface()
    {
        foreach (var method in new[] { "setPayPwd", "updatePayPwd", "resetPayPwd", "updatePhoneByPayPwd" })
            Assert.Equal("10003", (await flow.Client.Call("MemberPwdService", method, Stranger())).ErrorCode);
        Assert.Equal("10003", (await flow.Client.Call("MemberService", "signContract", Stranger())).ErrorCode);
    }

    [Fact]
    public async Task A_req_that_is_no_request_is_refused_and_the_server_lives()
    {
        foreach (var req in new[] { "", "{", "[]", "null", "\"text\"", """{"service":"MemberService"}""",
            """{"service":"MemberService","service":"OrderService","method":"createMember","param":{}}""" })
            Assert.False((await flow.Client.Send(await flow.Client.SignReq(req))).Ok, req);
        Assert.True((await flow.Client.Call("MemberService", "createMember", Stranger())).Ok);
    }

    [Fact]
    public async Task JSON_deeper_than_32_levels_is_refused()
    {
        var deep = new string('[', 40) + new string(']', 40);
        var req = """{"service":"MemberService","method":"createMember","param":{"bizUserId":"deep","memberType":3,"source":2,"extendParam":{"a":DEEP}}}""".Replace("DEEP", deep);
        Assert.Equal("10000", (await flow.Client.Send(await flow.Client.SignReq(req))).ErrorCode);
    }

    [Fact]
    public async Task An_unknown_sysid_is_told_so()
    {
        var stranger = new Tsy2Client(() => flow.Server.Url, "000000000000", flow.Client.Key,
            flow.Client.PlatformKey) { Signer = new Trusting(flow.Client.Signer) };
        Assert.Equal("20000", (await stranger.Call("MemberService", "createMember", Stranger())).ErrorCode);
    }

    [Fact]
    public async Task A_privileged_call_is_refused_with_the_key_of_the_app_that_it_is_for()
    {
        var form = (await flow.Client.Sign("MemberService", "createMember", Stranger())).Form();
        // the client verifies
        Assert.Equal("20003", (await flow.Client.SendForm("privBizUserId=agent&" + form.Replace("sysid=", "privSysid="))).ErrorCode);
        using var unknown = await Http.PostAsync(new Uri(flow.Server.Url, "/service/soa"),
            new StringContent("privSysid=000000000000&req={}"), TestContext.Current.CancellationToken);
        Assert.Contains("20003", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_this_protocol_at_all_is_answered_by_HTTP()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await Status(HttpMethod.Put, 0));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Status(HttpMethod.Post, (4 << 20) + 1));
    }

    [Fact]
    public async Task A_GET_may_be_long()
    {
        var param = new { bizUserId = Flow.Fresh("member"), memberType = 3, source = 2,
            extendParam = new { note = new string('长', 20_000) } };
        Assert.True((await flow.Client.Call("MemberService", "createMember", param, new Tsy2Options(Transport.Get))).Ok);
    }

    /// <summary>Announces a body of a size, and sends it only if the server wants it.</summary>
    private async Task<HttpStatusCode> Status(HttpMethod method, int size)
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(method,
            new Uri(flow.Server.Url, "/service/soa")) { Content = new ByteArrayContent(new byte[size]) };
        message.Headers.ExpectContinue = true;
        return (await http.SendAsync(message)).StatusCode;
    }

    private static object Stranger() =>
        new { bizUserId = Flow.Fresh("member"), memberType = 3, source = 2, extendParam = new { note = "a b+c/d=é 城" } };

    private async Task<Tsy2Reply> Sent(Func<string, string> change) =>
        await flow.Client.SendForm(change((await flow.Client.Sign("MemberService", "createMember", Stranger())).Form()));

    private Task<Tsy2Reply> Stamped(DateTimeOffset timestamp) =>
        flow.Client.Call("MemberService", "createMember", Stranger(), new Tsy2Options(Timestamp: timestamp));

    private async Task Refused(string code, SignedRequest request) => Assert.Equal(code, (await flow.Client.Send(request)).ErrorCode);

    private static string WithHex(string form, Func<string, string> change) =>
        System.Text.RegularExpressions.Regex.Replace(form, "%[0-9A-F]{2}", match => change(match.Value));

    /// <summary>An app that does not exist has no platform key: the answer is signed by the store's own, which no client knows.</summary>
    private sealed class Trusting(ISigner signer) : ISigner
    {
        public Task<string> Sign(string text) => signer.Sign(text);

        public Task<bool> Verify(string text, string sign) => Task.FromResult(sign.Length > 0);

        public Task<string> Encrypt(string text) => signer.Encrypt(text);
    }
}
