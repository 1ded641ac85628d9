using Tongbao.Tests.Coverage;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Pages;

/// <summary>确认支付, 前台 (通商云 4.2.9): the page that leads a payer to his bank.</summary>
public abstract class FrontTransTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.2.9#1", "4.2.9#4", "GATEWAY_VSP#1", "GATEWAY_VSP#4")]
    public async Task A_gateway_order_without_a_bank_lets_the_payer_choose_one_of_the_kinds_it_allows()
    {
        var order = await AnOrder(Flow.Gateway(100_00, "B2B"));
        var page = await flow.Open("frontTrans", Confirming(order));
        Assert.Equal(200, page.Status);
        Assert.Contains("100.00", page.Text);
        Assert.All(page.Choices("bank"), choice => Assert.StartsWith("B2B ", choice));
        Assert.Equal(14, page.Choices("bank").Count);
        var gone = await Browser.Submit(page, ("bank", "B2B 102"), ("action", "go"));
        Assert.Equal(303, gone.Status);
        Assert.StartsWith("/simulated/", gone.Location.AbsolutePath);
        await flow.ThenOrderIs(OrderStatus.Unpaid, order);
    }

    protected async Task<Tsy2Reply> AnOrder(object payMethod, object? more = null)
    {
        await flow.GivenMembers("buyer", "seller");
        return await flow.When("consumeApply", Json.Merge(new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod, frontUrl = "https://shop.example/front?shop=7" }, more ?? new { }));
    }

    protected static object Confirming(Tsy2Reply order, object? more = null) => Json.Merge(new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo }, more ?? new { });
}

public sealed class FrontTransOnSqlite() : FrontTransTests(Store.Sqlite);

public sealed class FrontTransOnPostgres() : FrontTransTests(Store.Postgres);
