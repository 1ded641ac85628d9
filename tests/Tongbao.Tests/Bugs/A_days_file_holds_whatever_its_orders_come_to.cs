using Tongbao.Core;
using Tongbao.Core.Orders;
using Tongbao.Server.Wire.Tsy2;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Two deposits of 2^62 fen came to more than a number held, and the summary file of their day could not be made any more.
/// </summary>
public abstract class A_days_file_holds_whatever_its_orders_come_to(Store store) : FlowTests(store)
{
    private const long Half = 1L << 62;

    [Fact]
    public async Task No_amount_beyond_the_largest_comes_in()
    {
        await flow.GivenMembers("buyer");
        await flow.WhenRefused("40020", "depositApply", new { bizUserId = "buyer", amount = Half, payMethod = Flow.Scan(Half) });
        await flow.WhenRefused("40020", "depositApply",
            new { bizUserId = "buyer", amount = Cents.LargestSum, fee = Cents.LargestSum + 1, payMethod = Flow.Scan(Cents.LargestSum) });
        await flow.WhenRefused("40020", "depositApply", new { bizUserId = "buyer", amount = 1_00, payMethod = Flow.Scan(Half) });
        foreach (var amount in new[] { "1000000000000001", "+100", "1.00+", "-100" })
            await flow.WhenRefused("40020", "withdrawApply",
                new { bizUserId = "buyer", amount = 1_00,
                payMethod = new { WITHDRAW_HTBANK =
                new { subAcctNo = "1", PAYEE_ACCT_NO = "1", PAYEE_ACCT_NAME = "1", AMOUNT = amount, SIGNED_MSG_MER = "1" } } });
        foreach (var n in new[] { 1, 2 })
            await flow.WhenChannelPays(await flow.When("depositApply",
                new { bizUserId = "buyer", amount = Cents.LargestSum, payMethod = Flow.Scan(Cents.LargestSum) }));
        await flow.ThenBalances("buyer  20000000000000.00");
    }

    [Theory]
    [InlineData(1, "1000000000000000")]
    [InlineData(20_000, "20000000000000000000")]
    public void Its_summary_adds_up_more_than_any_account_holds(int orders, string sum)
    {
        var summary = new Tsy2DaySummary();
        for (var n = 0; n < orders; n++)
        {
            summary.Add(new Order
            {
                No = new OrderNo($"{n}"), BizNo = new BizOrderNo($"{n}"), Kind = OrderKind.Deposit, Status = Core.Orders.OrderStatus.Paid,
                    CreatedAt = DateTimeOffset.UnixEpoch, Serial = new(),
                Payer = new BizUserId("a"), Payee = new BizUserId("a"), Account = new("a"), Amount = new Cents(Cents.LargestSum),
                    Fee = Cents.Zero,
            });
        }
        var columns = summary.ToString().Split('|');
        Assert.Equal([$"{orders}", sum, "0", $"{orders - 1}", $"{orders}", sum], columns[..6]);
    }
}

public sealed class A_days_file_holds_whatever_its_orders_come_to_on_sqlite() : A_days_file_holds_whatever_its_orders_come_to(Store.Sqlite);

public sealed class A_days_file_holds_whatever_its_orders_come_to_on_postgres()
    : A_days_file_holds_whatever_its_orders_come_to(Store.Postgres);
