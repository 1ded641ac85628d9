using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Money that WeChat brought, too little of it, was sent back by Alipay, by which the order was paid then: of the two channels one had too
/// much in the books, and the other too little.
/// </summary>
public sealed class Money_that_is_no_orders_goes_back_by_the_channel_that_brought_it
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Whatever_the_order_is_paid_by_then(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        await flow.Sandbox.Freeze();
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WECHAT_NATIVE" },
            [new { result = "pending" }, new { after = "PT1M", result = "success", amount = 9_999 }]);
        var serial = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        await flow.PayByScan(serial, "u1", "100.00");
        await flow.Sandbox.Advance("PT2M");
        await flow.ThenStands("RETURNING  99.99");
        await flow.Trade("payment-gw", flow.GatewayCall(serial, "u1", "100.00", ("ALIPAY_NATIVE", "100.00")));
        await flow.ChannelSays(serial);
        Assert.Equal([("wechat", -99_99), ("alipay", -100_00)], await Channels(flow));
        await flow.Sandbox.Advance("P2D");
        await flow.ThenStands("""
            u3         100.00
            RETURNING    0.00
            """);
        Assert.Equal([("wechat", 0), ("alipay", -100_00)], await Channels(flow));
        await flow.CloseTheDay();
    }

    private static async Task<IEnumerable<(string, long)>> Channels(AccpFlow flow)
    {
        var books = await flow.Sandbox.Books(flow.App.Id);
        return new[] { "wechat", "alipay" }.Select(name => (name, books.Accounts.Where(a => a.Owner == "channel"
            && a.AccountSetNo.EndsWith(name, StringComparison.Ordinal)).Sum(a => a.Balance)));
    }
}
