using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Sums that no number held, in one row of a batch, refused the whole batch. An amount by itself that is too large is no amount, and does.
/// </summary>
public abstract class A_row_whose_sums_are_too_large_fails_alone(Store store) : FlowTests(store)
{
    private const long Largest = 1_000_000_000_000_000;

    [Fact]
    public async Task The_others_are_paid_and_it_says_why_it_is_not()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker", "courier");
        var collect = await flow.GivenCollect("buyer", 0, ("baker", 100_00));
        var batch = Flow.Fresh("Row");
        object[] wrong =
        [
            Json.Merge(flow.Row($"{batch}-0", collect, "baker", 10_00),
                new { collectPayList = new[] { Flow.From(collect, Largest), Flow.From(collect, Largest) } }),
            Json.Merge(flow.Row($"{batch}-1", collect, "baker", Largest),
                new { collectPayList = new[] { Flow.From(collect, Largest), Flow.From(collect, 1) } }),
            Json.Merge(flow.Row($"{batch}-2", collect, "baker", 10_00, 1_00),
                new { splitRuleList = new[] { Flow.Share("courier", Largest), Flow.Share("courier", Largest) } }),
            Json.Merge(flow.Row($"{batch}-3", collect, "baker", 10_00, 1_00),
                new { splitRuleList = new[] { Flow.Share("courier", Largest, Largest, Flow.Share("courier", Largest),
                Flow.Share("courier", 2)) } }),
            Json.Merge(flow.Row($"{batch}-4", collect, "baker", 10_00, 1_00),
                new { splitRuleList = new[] { Flow.Share("courier", 9_01) } }),
        ];
        await flow.WhenRefused("40020", "batchAgentPay",
            new { batchPayList = new[] { flow.Row($"{batch}-5", collect, "baker", Largest + 1) } });
        await flow.When("batchAgentPay", new { batchPayList = wrong.Append(flow.Row($"{batch}-good", collect, "baker", 60_00)).ToArray() });
        foreach (var n in Enumerable.Range(0, wrong.Length))
        {
            var row = await flow.When("getOrderDetail", new { bizOrderNo = $"{batch}-{n}" });
            Assert.Equal((long)OrderStatus.Failed, row.Number("orderStatus"));
            Assert.StartsWith("订单金额错误", row.Text("errorMessage"));
        }
        await flow.ThenOrderIs(OrderStatus.Paid, $"{batch}-good");
        await flow.ThenBalances("baker  60.00");
    }
}

public sealed class A_row_whose_sums_are_too_large_fails_alone_on_sqlite() : A_row_whose_sums_are_too_large_fails_alone(Store.Sqlite);

public sealed class A_row_whose_sums_are_too_large_fails_alone_on_postgres() : A_row_whose_sums_are_too_large_fails_alone(Store.Postgres);
