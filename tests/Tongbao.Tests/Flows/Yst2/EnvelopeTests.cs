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
        Assert.Equal(("0", "08", Yst2Flow.Platform), (reply.Text("balanceDetail[0].totalAmt"), reply.Text("balanceDetail[0].acctType"), reply.Text("signNum")));
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

    private static JsonObject Null(JsonObject fields, string name)
    {
        var changed = Json.Object(fields);
        changed[name] = null;
        return changed;
    }
}
