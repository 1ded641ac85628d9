using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>Golden bytes: one answer and one refusal of every interface, and the notices. TONGBAO_REWRITE=1 writes them anew.</summary>
public sealed class GoldenTests() : FlowTests(Store.Sqlite)
{
    public static TheoryData<string> Methods => [.. GoodRequests.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task An_interface_answers_these_bytes(string method)
    {
        var good = await GoodRequests.Of(flow, method);
        var first = Spoiled.Of(Tables.Loaded.Apis.First(a => a.Method == method && a.Kind == "api").Section("request"), good).FirstOrDefault();
        if (first is not null) Golden.MustBe(method, "refusal", (await flow.Send(method, first.Param)).SignedValue);
        Golden.MustBe(method, "success", (await flow.Send(method, good)).SignedValue);
    }

    [Fact]
    public async Task Notices_carry_these_bytes()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        var bought = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 30_00, extendInfo = "柜台 3" });
        await flow.WhenChannelPays(bought);
        var refund = await flow.When("refund", new { bizUserId = "buyer", oriBizOrderNo = bought.BizOrderNo, amount = 5_00 });
        var paidOut = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 10_00, validateType = 0 });
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = "fail", message = "账户已销户" }]);
        var refused = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 10_00, validateType = 0 });
        await flow.GivenUnreviewedCompany("shop");
        await flow.Sandbox.Review(flow.App.Id, "shop", "approve");
        await flow.Advance("PT6S");
        foreach (var (name, subject) in new[] { ("paid", bought.BizOrderNo), ("refunded", refund.BizOrderNo), ("withdrawn", paidOut.BizOrderNo), ("withdrawal-failed", refused.BizOrderNo) })
            Golden.MustBe("orderResult", name, (await flow.Receiver.WaitFor(subject))[0]["rps"]);
        Golden.MustBe("verifyResult", "approved", (await flow.Receiver.WaitFor("shop"))[0]["rps"]);
    }
}
