namespace Tongbao.Tests.Flows;

/// <summary>代收退款 (通商云 4.2.16, 5.9): what its list may not be, and what repeats and races cannot do.</summary>
public abstract class RefundOfCollectLimitsTests(Store store) : CollectToRefund(store)
{
    [Fact]
    public async Task Refunds_and_payments_that_race_for_one_share_never_take_more_than_it()
    {
        var collect = await ACollect();
        var requests = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => i % 2 == 0
            ? flow.Sign("signalAgentPay", Flow.Out(collect, "baker", 7_00))
            : flow.Sign("refund", Of(collect, new { amount = 7_00, refundList = new[] { Flow.BackFromEscrow("baker", 7_00) } }))));
        var answers = await Task.WhenAll(requests.Select(flow.Client.Send));
        Assert.Equal(8, answers.Count(a => a.Ok));
        await flow.ThenOwed(collect, "baker  4.00");
        await flow.ThenBalances("platform:100004  44.00");
    }

    [Fact]
    public async Task The_same_refund_sent_again_gets_the_first_answer()
    {
        var collect = await ACollect();
        var request = await flow.Sign("refund",
            Of(collect, new { amount = 20_00, refundList = new[] { Flow.BackFromEscrow("baker", 20_00) } }));
        var answers = await flow.Client.CallMany(16, request);
        Assert.Single(answers.Select(a => a.OrderNo).Distinct());
        await flow.ThenOwed(collect, "baker  40.00");
        await flow.WhenRefused("40017", "refund",
            Json.Merge(answers[0].Request, new { amount = 20_00, refundList = new[] { Flow.BackFromEscrow("butcher", 20_00) } }));
    }

    [Fact]
    [Holds("4.2.16#16")]
    public async Task Refusals_in_order_of_precedence()
    {
        var collect = await ACollect();
        await PayOut(collect, "baker", 30_00);
        await flow.GivenSellers("stranger");
        var unpaid = await flow.When("agentCollectApply", Flow.Collect("buyer", 0, ("baker", 60_00)));
        object List(params object[] refundList) => new { refundList };
        await flow.ThenRefusedInThisOrder("refund",
            Of(collect, new { amount = 31_00, feeAmount = 1_00, refundList = new[] { Flow.BackFromEscrow("baker", 30_00) } }),
            ("10001", new { oriBizOrderNo = "" }),
            ("40023", new { refundType = "D9" }),
            ("40000", new { oriBizOrderNo = "no-such-order" }),
            ("40022", new { bizUserId = "baker" }),
            ("40041", new { oriBizOrderNo = unpaid.BizOrderNo }),
            ("40020", new { amount = 0 }),
            ("40020", new { feeAmount = 2_01 }),
            ("40020", new { couponAmount = 1 }),
            ("40020", List(Flow.BackFromEscrow("baker", 29_99))),
            ("40020", List(Flow.BackFromEscrow("baker", 31_00), Flow.BackFromEscrow("butcher", -1_00))),
            ("30018", List(new { bizUserId = "baker", amount = 30_00, accountSetNo = "100001" })),
            ("40022", List(Flow.BackFromEscrow("stranger", 30_00))),
            ("40040", List(flow.BackFrom("butcher", 30_00))));               // who was not paid out yet
    }

    [Fact]
    [Holds("4.2.16#16")]
    public async Task A_purchase_takes_no_list()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "baker", amount = 100_00 });
        await flow.WhenChannelPays(order);
        await flow.WhenRefused("10000", "refund",
            Of(order, new { amount = 100_00, refundList = new[] { Flow.BackFromEscrow("baker", 100_00) } }));
    }

    [Fact]
    [Holds("4.2.16#16")]
    public async Task A_hundred_shares_are_a_list_and_one_more_is_too_many()
    {
        var collect = await ACollect();
        object[] Shares(int count) => [.. Enumerable.Range(0, count)
            .Select(i => Flow.BackFromEscrow(i % 2 == 0 ? "baker" : "butcher", 10))];
        await flow.WhenRefused("10004", "refund", Of(collect, new { amount = 10_10, refundList = Shares(101) }));
        await Refund(collect, new { amount = 10_00, refundList = Shares(100) });
        await flow.ThenOwed(collect, """
            baker   55.00
            butcher 35.00
            """);
    }
}

public sealed class RefundOfCollectLimitsOnSqlite() : RefundOfCollectLimitsTests(Store.Sqlite);

public sealed class RefundOfCollectLimitsOnPostgres() : RefundOfCollectLimitsTests(Store.Postgres);
