using System.Net;
using System.Text;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Wire;

/// <summary>Limits of /service/soa: what is larger than any honest request is refused before anything is read into it.</summary>
public sealed class LimitsTests() : FlowTests(Store.Sqlite)
{
    private const int Kilo = 1024, Mega = 1024 * 1024;
    private const string Form = "application/x-www-form-urlencoded";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    [Fact]
    public async Task A_body_of_four_MiB_is_read_and_a_larger_one_is_not()
    {
        // Four bytes short of the limit it is still a form, though of nothing known.
        Assert.Equal(HttpStatusCode.OK, (await Post(new byte[4 * Mega - 4])).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(new byte[4 * Mega + 1])).StatusCode);
    }

    [Fact]
    public async Task A_larger_body_is_refused_also_where_its_length_is_not_told()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post,
            Soa) { Content = new StreamContent(new MemoryStream(new byte[5 * Mega])) };
        message.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Http.SendAsync(message, TestContext.Current.CancellationToken))
            .StatusCode);
    }

    [Theory]
    [InlineData("/verify", 16 * Kilo, HttpStatusCode.Forbidden)]
    [InlineData("/apps", 256 * Kilo, HttpStatusCode.Forbidden)]
    [InlineData("/sandbox/scenarios", Mega, HttpStatusCode.BadRequest, "application/json")]
    [InlineData("/yungateway/frontTrans.do", 4 * Mega, HttpStatusCode.BadRequest)]
    [InlineData("/yungateway/page/none/none", 64 * Kilo, HttpStatusCode.NotFound)]
    [InlineData("/none/at/all", 16 * Kilo, HttpStatusCode.NotFound)]
    public async Task Each_route_reads_as_much_as_it_says_and_one_that_says_nothing_little(string path, int most, HttpStatusCode otherwise,
        string type = Form)
    {
        Assert.Equal(otherwise, (await Post(new byte[most], path, type)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(new byte[most + 1], path, type)).StatusCode);
    }

    [Fact]
    public async Task A_GET_of_900_KB_works()
    {
        var request = await flow.Client.Sign("MemberService", "createMember",
            new { bizUserId = Flow.Fresh("member"), memberType = 3, source = 2, extendParam = new { note = new string('a', 900_000) } });
        Assert.True((await flow.Client.Send(request with { Transport = Transport.Get })).Ok);
    }

    [Fact]
    public async Task A_request_line_of_more_than_one_MiB_is_refused()
    {
        using var answer = await Http.GetAsync($"{Soa}?req={new string('a', Mega + 1)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
    }

    [Fact]
    public async Task Two_hundred_form_fields_are_read_and_more_are_not()
    {
        var form = (await flow.Client.Sign("MemberService", "createMember",
            new { bizUserId = Flow.Fresh("member"), memberType = 3, source = 2 })).Form();
        Assert.Equal("10000", (await flow.Client.SendForm(form + More(196))).ErrorCode);
        Assert.True((await flow.Client.SendForm(form + More(195))).Ok);
    }

    [Fact]
    public async Task A_form_field_that_comes_twice_is_refused()
    {
        var form = (await flow.Client.Sign("MemberService", "createMember",
            new { bizUserId = Flow.Fresh("member"), memberType = 3, source = 2 })).Form();
        foreach (var twice in new[] { "&v=2.0", "&sysid=" + flow.App.Id, "&req=%7B%7D", "&%72eq=%7B%7D" })
            Assert.Equal("10000", (await flow.Client.SendForm(form + twice)).ErrorCode);
        Assert.True((await flow.Client.SendForm(form)).Ok);
    }

    [Theory]
    [InlineData("""{"service":"MemberService","service":"MemberService","method":"createMember","param":PARAM}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":PARAM,"param":PARAM}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","bizUserId":"ID","memberType":3,"source":2}}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","\u0062izUserId":"other","memberType":3,"source":2}}""")]
    [InlineData("""{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":3,"source":2,"extendParam":{"a":{"b":1,"b":2}}}}""")]
    public async Task Duplicate_JSON_keys_are_refused(string req) => await Refused("10000", req);

    [Fact]
    public async Task JSON_is_read_to_a_depth_of_32()
    {
        // The outer object, param and extendParam are three of them.
        Assert.True((await Send(Deep(30))).Ok);
        await Refused("10000", Deep(31));
        await Refused("10000", Deep(500_000));
    }

    private Uri Soa => new(flow.Server.Url, "/service/soa");

    private static string Deep(int levels) =>
        """{"service":"MemberService","method":"createMember","param":{"bizUserId":"ID","memberType":3,"source":2,"extendParam":DEEP}}""".Replace("DEEP", "{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}");

    private static string More(int fields) => string.Concat(Enumerable.Range(0, fields).Select(n => $"&f{n}=1"));

    private async Task Refused(string code, string req)
    {
        var id = Flow.Fresh("member");
        Assert.Equal(code, (await Send(req, id)).ErrorCode);
        await flow.WhenRefused("30001", "getMemberInfo", new { bizUserId = id });
    }

    private async Task<Tsy2Reply> Send(string req, string? id = null) => await flow.Client.Send(await flow.Client.SignReq(
        req.Replace("PARAM", """{"bizUserId":"ID","memberType":3,"source":2}""").Replace("ID", id ?? Flow.Fresh("member"))));

    private async Task<HttpResponseMessage> Post(byte[] body, string path = "/service/soa", string type = Form) =>
        await Http.PostAsync(new Uri(flow.Server.Url, path), new ByteArrayContent(body)
    {
        Headers = { { "Content-Type", type } },
    }, TestContext.Current.CancellationToken);
}
