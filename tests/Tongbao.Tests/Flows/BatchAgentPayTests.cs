namespace Tongbao.Tests.Flows;

/// <summary>批量托管代付 (通商云 4.2.7).</summary>
public abstract class BatchAgentPayTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.7#1")]
    public async Task The_worked_example_of_section_5_11_comes_out_to_the_fen()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("userA", "userB");
        var collect = await flow.GivenCollect("buyer", 0, ("userA", 10000), ("userB", 20000));
        await flow.ThenBalances("platform:100004  300.00");
        var (orderA, orderB) = (Flow.Fresh("A"), Flow.Fresh("B"));
        await Batch(flow.Row(orderA, collect, "userA", 10000, 500), flow.Row(orderB, collect, "userB", 20000, 1200));
        await flow.ThenBalances("""
            userA             95.00
            userB            188.00
            platform          17.00
            platform:100004    0.00
            """);
    }

    [Fact]
    [Holds("4.2.7#2", "4.2.7#3", "4.2.7#4", "4.2.7#7")]
    public async Task Every_row_is_an_order_an_entry_and_a_notice_of_its_own_and_a_bad_row_fails_alone()
    {
        flow = await OnOwnServer();
        var collect = await ACollect();
        await flow.GivenStranger("nameless");
        await flow.GivenBuyers("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        var batch = Flow.Fresh("Row");
        (string Failure, object Row)[] rows =
        [
            ("", flow.Row($"{batch}-0", collect, "baker", 60_00, 1_00)),
            ("代收订单金额不足", flow.Row($"{batch}-1", collect, "butcher", 40_01)),
            ("收款人不存在", flow.Row($"{batch}-2", collect, "nobody", 1_00)),
            ("用户还未实名认证", flow.Row($"{batch}-3", collect, "nameless", 1_00)),
            ("用户已经被锁", flow.Row($"{batch}-4", collect, "locked", 1_00)),
            ("收款人不能为平台", flow.Row($"{batch}-5", collect, Flow.Platform, 1_00)),
            ("账户集错误", Json.Merge(flow.Row($"{batch}-6", collect, "butcher", 1_00), new { accountSetNo = "100001" })),
            ("订单金额错误", Json.Merge(flow.Row($"{batch}-7", collect, "butcher", 1_00), new { amount = 2_00 })),
            ("手续费大于金额", flow.Row($"{batch}-8", collect, "butcher", 1_00, 1_01)),
            ("订单不存在", Json.Merge(flow.Row($"{batch}-9", collect, "butcher", 1_00),
                new { collectPayList = new[] { new { bizOrderNo = "no-such-order", amount = 1_00 } } })),
            ("", flow.Row($"{batch}-10", collect, "butcher", 40_00)),
        ];
        await Batch([.. rows.Select(r => r.Row)]);
        await flow.Advance("PT5S");
        foreach (var (i, (failure, _)) in rows.Index())
        {
            var notice = Assert.Single(await flow.Receiver.WaitFor($"{batch}-{i}"));
            Assert.Equal(failure == "" ? "OK" : "error", notice.Status);
            if (failure != "") Assert.StartsWith(failure, notice.Rps.GetProperty("message").GetString());
            Assert.Equal(failure == "" ? ["agent-pay.paid"] : [], await flow.Entries($"{batch}-{i}"));
            await flow.ThenOrderIs(failure == "" ? OrderStatus.Paid : OrderStatus.Failed, $"{batch}-{i}");
        }
        await flow.ThenBalances("""
            baker            59.00
            butcher          40.00
            platform          1.00
            platform:100004   0.00
            """);
    }

    [Fact]
    public async Task Rows_that_draw_on_one_share_are_paid_in_their_order_while_it_lasts()
    {
        var collect = await ACollect();
        var (first, second, third) = (Flow.Fresh("P"), Flow.Fresh("P"), Flow.Fresh("P"));
        await Batch(flow.Row(first, collect, "baker", 40_00), flow.Row(second, collect, "baker", 20_01),
            flow.Row(third, collect, "baker", 20_00));
        await flow.ThenOrderIs(OrderStatus.Paid, first);
        await flow.ThenOrderIs(OrderStatus.Failed, second);
        await flow.ThenOrderIs(OrderStatus.Paid, third);
        await flow.ThenBalances("baker  60.00");
    }

    [Fact]
    [Holds("4.2.24#1")]
    public async Task A_row_is_split_as_a_single_payment_is()
    {
        var collect = await ACollect();
        await flow.GivenSellers("courier");
        await Batch(Json.Merge(flow.Row(Flow.Fresh("P"), collect, "baker", 60_00),
            new { splitRuleList = new[] { Flow.Share("courier", 8_00, 1_00) } }));
        await flow.ThenBalances("""
            baker    52.00
            courier   7.00
            platform  1.00
            """);
    }

    [Fact]
    [Holds("4.2.7#1")]
    public async Task An_unpaired_trade_code_fails_every_row()
    {
        var collect = await ACollect();
        var row = Flow.Fresh("P");
        await flow.When("batchAgentPay", new { tradeCode = "2001", batchPayList = new[] { flow.Row(row, collect, "baker", 60_00) } });
        await flow.ThenOrderIs(OrderStatus.Failed, row);
        await flow.ThenBalances("platform:100004  100.00");
    }

    [Fact]
    [Holds("4.2.7#6")]
    public async Task Two_hundred_rows_are_a_batch_and_one_more_is_too_many()
    {
        var collect = await ACollect();
        object[] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => flow.Row(Flow.Fresh("P"), collect, "baker", 10))];
        await flow.WhenRefused("10004", "batchAgentPay", new { batchPayList = Rows(201) });
        await Batch(Rows(200));
        await flow.ThenBalances("""
            baker            20.00
            platform:100004  80.00
            """);
    }

    [Fact]
    public async Task Sixteen_copies_of_one_batch_pay_once()
    {
        var collect = await ACollect();
        var request = await flow.Sign("batchAgentPay",
            new { batchPayList = new[] { flow.Row(Flow.Fresh("P"), collect, "baker", 10_00),
            flow.Row(Flow.Fresh("P"), collect, "butcher", 50_00) } });
        var answers = await flow.Client.CallMany(16, request);
        Assert.All(answers, a => Assert.Equal(answers[0].SignedValue, a.SignedValue));
        Assert.Equal(answers[0].Request["bizBatchNo"]!.GetValue<string>(), answers[0].Text("bizBatchNo"));
        await flow.ThenBalances("""
            baker            10.00
            butcher           0.00
            """);
        await flow.WhenRefused("40017", "batchAgentPay",
            new { bizBatchNo = answers[0].Text("bizBatchNo"),
            batchPayList = new[] { flow.Row(Flow.Fresh("P"), collect, "baker", 10_00) } });
    }

    [Fact]
    public async Task A_row_keeps_the_request_that_made_it()
    {
        var collect = await ACollect();
        var (one, two) = (Flow.Fresh("P"), Flow.Fresh("P"));
        await Batch(flow.Row(one, collect, "baker", 10_00), flow.Row(two, collect, "butcher", 10_00));
        foreach (var row in new[] { one, two })
        {
            var request = Assert.Single((await flow.Sandbox.Explain(flow.App.Id, row)).GetProperty("requests").EnumerateArray());
            Assert.Contains(row, request.GetProperty("request").GetString());
        }
    }

    [Fact]
    public async Task Refusals_of_the_whole_batch_in_order_of_precedence()
    {
        var collect = await ACollect();
        var used = await flow.When("signalAgentPay", Flow.Out(collect, "baker", 1_00));
        object Row(string no) => flow.Row(no, collect, "baker", 1_00);
        await flow.ThenRefusedInThisOrder("batchAgentPay",
            new { bizBatchNo = Flow.Fresh("N"), batchPayList = new[] { Row(Flow.Fresh("P")) } },
            ("10001", new { bizBatchNo = "" }),
            ("10001", new { batchPayList = (object?)null }),
            ("40029", new { batchPayList = new[] { Json.Merge(Row("a"), new { backUrl = "no url" }) } }),
            ("40010", new { tradeCode = "3001" }),
            ("10001", new { batchPayList = Array.Empty<object>() }),
            ("40017", new { batchPayList = new[] { Row("a"), Row("a") } }),
            ("40017", new { batchPayList = new[] { Row("a"), Row(used.BizOrderNo) } }));
    }

    private async Task<Tsy2Reply> ACollect()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("baker", "butcher");
        return await flow.GivenCollect("buyer", 0, ("baker", 60_00), ("butcher", 40_00));
    }

    private Task<Tsy2Reply> Batch(params object[] batchPayList) => flow.When("batchAgentPay", new { batchPayList });
}

public sealed class BatchAgentPayOnSqlite() : BatchAgentPayTests(Store.Sqlite);

public sealed class BatchAgentPayOnPostgres() : BatchAgentPayTests(Store.Postgres);
