namespace Tongbao.Tests.Flows;

/// <summary>What tests of refunds of collects begin with.</summary>
public abstract class CollectToRefund(Store store) : FlowTests(store)
{
    /// <summary>102.00 by scan: 60.00 for the baker, 40.00 for the butcher, a fee of 2.00.</summary>
    protected async Task<Tsy2Reply> ACollect(params string[] withCards)
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenMembers(withCards);
        await flow.GivenSellers([.. new[] { "baker", "butcher" }.Except(withCards)]);
        return await flow.GivenCollect("buyer", 2_00, ("baker", 60_00), ("butcher", 40_00));
    }

    protected Task<Tsy2Reply> PayOut(Tsy2Reply collect, string bizUserId, long amount) =>
        flow.When("signalAgentPay", Flow.Out(collect, bizUserId, amount));

    protected static object Of(Tsy2Reply order, object refund) =>
        Json.Merge(new { oriBizOrderNo = order.BizOrderNo, bizUserId = "buyer" }, refund);

    protected Task<Tsy2Reply> Refund(Tsy2Reply order, object refund) => flow.When("refund", Of(order, refund));
}
