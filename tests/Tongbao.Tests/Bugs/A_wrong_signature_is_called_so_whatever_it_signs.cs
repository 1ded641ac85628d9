using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Text in it that is no valid Unicode made the search for the mistake fail, and with it the answer: a system error, and a broken page.
/// </summary>
public abstract class A_wrong_signature_is_called_so_whatever_it_signs(Store store) : FlowTests(store)
{
    private static readonly string Deep = new string('[', 100) + new string(']', 100);

    public static TheoryData<string> Values =>
        ["\"\\ud800\"", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "1e999", "[null,{}]", Deep, "\"%ud800%E4%\"", "{"];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task In_an_interface_and_on_a_page(string value)
    {
        var request = await flow.Client.SignReq("{}");
        foreach (var req in new[] { value,
            $"{{\"service\":\"MemberService\",\"method\":\"createMember\",\"param\":{{\"bizUserId\":{value}}}}}" })
        {
            Assert.Equal("20019", (await flow.Client.Send(request with { Req = req })).ErrorCode);
            Assert.Equal(403, (await Browser.Get(new Uri(flow.Server.Url,
                $"/yungateway/frontTrans.do?{(request with { Req = req }).Form()}"))).Status);
        }
    }

    [Fact]
    public async Task Whatever_stands_in_its_place()
    {
        var request = await flow.Client.SignReq("{}");
        foreach (var sign in new[] { " ", "\n", "A", "AAAA", "====", "+", "\ud83d\ude00", new string('A', 10_000) })
            Assert.Equal("20019", (await flow.Client.Send(request with { Sign = sign })).ErrorCode);
    }

    /// <summary>What stands beside the fields of a method concerns nobody.</summary>
    [Fact]
    public async Task And_an_order_that_came_with_such_text_is_explained()
    {
        await flow.GivenMembers("buyer", "seller");
        var param = Json.Text(await flow.Complete("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 }));
        var beside = param[..^1] + ",\"more\":{\"text\":\"\\ud800\"}}";
        var order = await flow.Client.Send(await flow.Client.SignReq($"{{\"service\":\"OrderService\",\"method\":\"consumeApply\",\"param\":{beside}}}"));
        Assert.True(order.Ok, order.Message);
        var story = await flow.Sandbox.Explain(flow.App.Id, order.Text("bizOrderNo")!);
        Assert.Equal(order.SignedValue, story.GetProperty("requests")[0].GetProperty("answer").GetProperty("signedText").GetString());
    }
}

public sealed class A_wrong_signature_is_called_so_whatever_it_signs_on_sqlite()
    : A_wrong_signature_is_called_so_whatever_it_signs(Store.Sqlite);

public sealed class A_wrong_signature_is_called_so_whatever_it_signs_on_postgres()
    : A_wrong_signature_is_called_so_whatever_it_signs(Store.Postgres);
