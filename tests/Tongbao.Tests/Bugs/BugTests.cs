using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Bugs that once were: each class is named by the sentence that is now true. Here a market with a buyer and a seller, whose clock stands
/// still.
/// </summary>
public abstract class BugTests(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        await flow.Freeze();
    }

    protected Task<Tsy2Reply> Purchase(object payMethod, long amount = 100_00) =>
        flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount, fee = 0, payMethod });

    protected Task Scenario(string payMethod, params object[] then) => flow.Sandbox.Scenario(flow.App.Id, new { payMethod }, then);

    protected async Task<bool> IsUnknown(Tsy2Reply order) =>
        (await flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)).GetProperty("order").GetProperty("channelUnknown").GetBoolean();
}
