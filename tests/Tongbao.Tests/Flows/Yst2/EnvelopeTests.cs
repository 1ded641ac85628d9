using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>What is checked of every message of 云商通 before its interface sees it. The client checks the form of each answer.</summary>
public sealed class EnvelopeTests
{
    private const string Tm = "/yst-service-api/tm/handle";

    private static readonly object Asked = new { signNum = Yst2Flow.Platform, acctType = "08" };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_signed_question_is_answered_and_signed(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var reply = await flow.Call("1023", Asked);
        Assert.Equal(("0", "08", Yst2Flow.Platform),
            (reply.Text("balanceDetail[0].totalAmt"), reply.Text("balanceDetail[0].acctType"), reply.Text("signNum")));
    }

    [Fact]
    public async Task A_message_that_was_changed_is_refused_and_so_is_one_with_another_signature()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var signed = flow.Client.Sign("1023", Asked);
        (await flow.Client.Send(signed)).Must();
        (await flow.Client.Send(signed.With("bizData", "{\"signNum\":\"A\"}"))).MustBeUnsigned("90004");
        (await flow.Client.Send(signed.With("transTime", "000000"))).MustBeUnsigned("90004");
        (await flow.Client.Send(signed.With("more", "x"))).MustBeUnsigned("90004");
        (await flow.Client.Send(signed.With("sign", "no Base64!"))).MustBeUnsigned("90004");
        (await flow.Client.Send(signed.With("sign", "MEQ="))).MustBeUnsigned("90004");
        // What holds nothing takes no part.
        (await flow.Client.Send(signed.With("more", ""))).Must();
    }

    [Theory]
    [InlineData("appId")]
    [InlineData("transCode")]
    [InlineData("charset")]
    [InlineData("signType")]
    [InlineData("sign")]
    [InlineData("transDate")]
    [InlineData("transTime")]
    [InlineData("version")]
    [InlineData("bizData")]
    public async Task A_missing_field_is_named_as_the_real_platform_does(string field)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var signed = flow.Client.Sign("1023", Asked);
        foreach (var missing in new[] { signed.With(field, null), signed.With(field, ""), signed with { Fields = Null(signed.Fields, field) } })
            Assert.Equal($"必填域缺失({field})", (await flow.Client.Send(missing)).MustBeUnsigned("99999").Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"appId\":")]
    [InlineData("{\"appId\":{}}")]
    [InlineData("{\"appId\":\"1\",\"appId\":\"2\"}")]
    [InlineData("{\"appId\":\"\\ud800\"}")]
    [InlineData("\u0000")]
    public async Task What_is_no_message_is_answered_by_a_code_and_never_by_a_fault(string body)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        (await flow.Client.Send(Tm, body)).MustBeUnsigned("90001");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{\"signNum\":")]
    [InlineData("{\"signNum\":\"A\",\"signNum\":\"B\"}")]
    [InlineData("{\"signNum\":\"\\ud800\"}")]
    [InlineData("no JSON")]
    public async Task BizData_is_the_text_of_one_object(string data)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        (await flow.Client.Call("1023", Asked, new(BizData: data))).MustBeUnsigned("90001");
    }

    [Theory]
    [InlineData("version", "2.0", "90006")]
    [InlineData("charset", "GBK", "90006")]
    [InlineData("signType", "RSA", "90006")]
    [InlineData("appId", "29999999999999999999", "90002")]
    [InlineData("transCode", "9999", "90005")]
    [InlineData("transDate", "20261301", "90001")]
    [InlineData("transTime", "250000", "90001")]
    [InlineData("version", "1.0", "00000")]
    [InlineData("charset", "utf-8", "00000")]
    [InlineData("signType", "SM3WithSm2", "00000")]
    [InlineData("format", "xml", "00000")]
    public async Task Each_field_of_the_envelope_has_its_refusal(string field, string value, string code)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var reply = await flow.Client.Send(flow.Client.Signed(flow.Client.Sign("1023", Asked).With(field, value)));
        if (code == "00000") reply.Must();
        else reply.MustBeUnsigned(code);
    }

    [Fact]
    public async Task The_time_is_not_looked_at_and_any_path_takes_any_transCode()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        foreach (var days in new[] { -4000, -1, 1, 300 }) (await flow.Client.Call("1023", Asked, new(flow.Now.AddDays(days)))).Must();
        foreach (var path in new[] { Tm, "/yst-service-api/tx/handle", "/yst-service-api/tq/handle", "/ystcusapi/api" })
            (await flow.Client.Call("1023", Asked, new(Path: path))).Must();
    }

    [Fact]
    public async Task A_service_provider_may_be_named_and_another_than_the_apps_is_refused()
    {
        const string own = "11879464722018709506", other = "11879464722018709507";
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        foreach (var any in new[] { "", own, other }) (await flow.Client.Call("1023", Asked, new(SpAppId: any))).Must();
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { spAppId = own });
        foreach (var named in new[] { null, "", own }) (await flow.Client.Call("1023", Asked, new(SpAppId: named))).Must();
        (await flow.Client.Call("1023", Asked, new(SpAppId: other))).MustBeUnsigned("90003");
    }

    [Fact]
    public async Task The_time_is_looked_at_where_the_settings_say_so()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite, new { freshnessMinutes = 5 });
        foreach (var minutes in new[] { -4, 4 }) (await flow.Client.Call("1023", Asked, new(DateTimeOffset.UtcNow.AddMinutes(minutes)))).Must();
        foreach (var minutes in new[] { -6, 6 })
            (await flow.Client.Call("1023", Asked, new(DateTimeOffset.UtcNow.AddMinutes(minutes)))).MustBeUnsigned("90007");
    }

    [Theory]
    [InlineData("2080")]
    [InlineData("2084")]
    [InlineData("2089")]
    [InlineData("2090")]
    [InlineData("2091")]
    [InlineData("3007")]
    [InlineData("1062")]
    [InlineData("1033")]
    public async Task An_interface_of_another_product_is_refused_in_a_signed_answer(string transCode)
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        (await flow.When(transCode, new { signNum = "A" })).Must("10010");
    }

    [Fact]
    public async Task A_refusal_of_a_field_is_signed_and_the_sandbox_says_more_beside_it()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        foreach (var nothing in new object?[] { null, "" })
            Assert.Equal("参数缺失(signNum)", (await flow.When("1023", new { signNum = nothing })).Must("10001").Message);
        (await flow.When("1023", new { })).Must("10001");
        Assert.Contains("51", (await flow.When("1023", new { signNum = new string('A', 51) })).Must("10003").Hint);
        (await flow.When("1023", new { signNum = new { a = 1 } })).Must("10002");
        (await flow.When("1023", new { signNum = "nobody" })).Must("20001");
        (await flow.When("1023", new { signNum = 1912781053302722562 })).Must("20001");
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused_as_too_large()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        (await flow.Client.Send(Tm, new string(' ', 12 * 1024 * 1024 + 1))).MustBeUnsigned("90008");
    }

    private static JsonObject Null(JsonObject fields, string name)
    {
        var changed = Json.Object(fields);
        changed[name] = null;
        return changed;
    }
}
