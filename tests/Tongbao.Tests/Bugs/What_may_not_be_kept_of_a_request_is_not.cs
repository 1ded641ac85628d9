using System.Text;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Requests were kept whole, the expiry and the safety code of a card in them, encrypted but there, and the code by which an order was
/// confirmed.
/// </summary>
public abstract class What_may_not_be_kept_of_a_request_is_not(Store store) : FlowTests(store)
{
    /// <summary>Of four signs is the mark that stands for what came; encrypted it was 256.</summary>
    private const string Mark = "***(4, ";

    [Fact]
    public async Task Neither_expiry_nor_safety_code_nor_what_confirmed_it_and_yet_its_story_is_told_whole()
    {
        await flow.GivenMembers("buyer", "seller");
        var card = new { bankCardNo = await flow.Encrypt(flow.Who("buyer").CardNo), amount = 100_00, validate = await flow.Encrypt("0830"),
            cvv2 = await flow.Encrypt("504") };
        var request = await flow.Sign("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = new { QUICKPAY_TLT = card } });
        var order = await flow.Client.Send(request);
        await flow.Pay(order);
        var story = (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetProperty("requests").EnumerateArray().ToArray();
        var (applied, confirmed) = (Param(story[0]), Param(story[1]));
        var kept = applied.GetProperty("payMethod").GetProperty("QUICKPAY_TLT");
        foreach (var (from, secret) in new[] { (kept, "validate"), (kept, "cvv2"), (confirmed, "verificationCode") })
            Assert.StartsWith(Mark, from.GetProperty(secret).GetString());
        Assert.Equal(Encoding.ASCII.GetString(OpenSsl.Digest(request.Sysid + request.Req + request.Timestamp)), story[0]
            .GetProperty("digest").GetString());
        Assert.Equal(order.SignedValue, story[0].GetProperty("answer").GetProperty("signedText").GetString());
        Assert.Equal(order.SignedValue, (await flow.Client.Send(request)).SignedValue);
    }

    private static System.Text.Json.JsonElement Param(System.Text.Json.JsonElement request) =>
        System.Text.Json.JsonDocument.Parse(request.GetProperty("request").GetString()!).RootElement.GetProperty("param");
}

public sealed class What_may_not_be_kept_of_a_request_is_not_on_sqlite() : What_may_not_be_kept_of_a_request_is_not(Store.Sqlite);

public sealed class What_may_not_be_kept_of_a_request_is_not_on_postgres() : What_may_not_be_kept_of_a_request_is_not(Store.Postgres);
