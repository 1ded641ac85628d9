using Tongbao.Core;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// 结算与分账: what a purchase by a merchant number is settled with and when, and what its split gives to whom, without the wire. 云商通 7.3,
/// 7.4, 7.5.6.
/// </summary>
public sealed class SettlingTests : IAsyncLifetime
{
    private Bank bank = null!;
    private SettlingMarket market = null!;

    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(Store.Sqlite);
        market = await SettlingMarket.Open(bank);
    }

    public async ValueTask DisposeAsync() => await bank.DisposeAsync();

    [Fact, Holds("7.4#1-8", "7.4#10", "7.5.6#1-2", "7.5.6#8", "7.2.4#3")]
    public async Task The_worked_example_comes_out_to_the_fen()
    {
        await market.Sign(AgreementKind.Split, "B", 1_000);
        await market.Sign(AgreementKind.Commission, null, 500);
        var order = await market.GivenPaid(100_00);
        Assert.Equal("0/0", await market.Figures("A"));
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Equal("0/9940", await market.Figures("A"));
        var (split, wrong) = await market.Split(order, "R1", 5_00, ("B", 10_00));
        Assert.Null(wrong);
        Assert.Equal(new Cents(99_40), split!.Amount);
        Assert.Equal(("8440/0", "1000/0", "500/0"),
            (await market.Figures("A"), await market.Figures("B"), await market.Figures("platform")));
        Assert.Null(await bank.Check(market.App));
    }

    [Fact, Holds("7.2.4#4-5", "7.2.4#8", "7.3#8", "7.5.6#4-6", "7.5.6#22")]
    public async Task An_order_that_is_not_settled_is_not_split_and_its_row_number_can_be_used_again()
    {
        var order = await market.GivenPaid(100_00);
        Assert.Equal("NothingSettled", (await market.Split(order, "R1", 0)).Wrong);
        await market.WhenItIs("2026-11-24 08:59");
        Assert.Equal("NothingSettled", (await market.Split(order, "R1", 0)).Wrong);
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Null((await market.Split(order, "R1", 0)).Wrong);
        Assert.Equal("9940/0", await market.Figures("A"));
        Assert.Equal("SplitNumberTaken", (await market.Split(order, "R1", 0)).Wrong);
        Assert.Equal("AlreadySplit", (await market.Split(order, "R2", 0)).Wrong);
        Assert.Null(await bank.Check(market.App));
    }

    [Fact, Holds("7.2.4#1-2", "7.2.4#6", "7.5.6#3", "7.5.6#7", "7.5.6#10-12", "7.5.4#1", "7.5.4#11", "7.5.4#18-19")]
    public async Task Shares_stay_within_what_was_agreed_for_each_and_all_within_what_was_settled()
    {
        var order = await market.GivenPaid(100_00);
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Equal("SplitNotAgreed", (await market.Split(order, "R1", 0, ("B", 1))).Wrong);
        Assert.Equal("CommissionNotAgreed", (await market.Split(order, "R1", 1)).Wrong);
        await market.Sign(AgreementKind.Split, "B", 6_000);
        await market.Sign(AgreementKind.Split, "C", 6_000);
        await market.Sign(AgreementKind.Commission, null, 500);
        Assert.Equal("ShareAboveAgreed", (await market.Split(order, "R1", 0, ("B", 60_01))).Wrong);
        Assert.Equal("CommissionAboveAgreed", (await market.Split(order, "R1", 5_01, ("B", 1))).Wrong);
        Assert.Equal("SharesExceedSettled", (await market.Split(order, "R1", 0, ("B", 60_00), ("C", 39_41))).Wrong);
        Assert.Equal("SplitterTwice", (await market.Split(order, "R1", 0, ("B", 1), ("B", 1))).Wrong);
        Assert.Equal("SplitterIsPayee", (await market.Split(order, "R1", 0, ("A", 1))).Wrong);
        Assert.Equal("SplitterIsPayee", (await market.Split(order, "R1", 0, (BizUserId.Platform.Value, 1))).Wrong);
        Assert.Equal("SplitterNotAvailable", (await market.Split(order, "R1", 0, ("nobody", 1))).Wrong);
        Assert.Equal("0/9940", await market.Figures("A"));
        Assert.Null((await market.Split(order, "R1", 0, ("B", 60_00), ("C", 39_40))).Wrong);
        Assert.Equal(("0/0", "6000/0", "3940/0"), (await market.Figures("A"), await market.Figures("B"), await market.Figures("C")));
        Assert.Null(await bank.Check(market.App));
    }

    [Theory, Holds("7.3#5", "7.3#7")]
    // paid on Friday
    [InlineData("T+1", "2026-11-27", "2026-11-30")]
    [InlineData("D+1", "2026-11-27", "2026-11-28")]
    // on Sunday
    [InlineData("T+1", "2026-11-29", "2026-11-30")]
    [InlineData("D+1", "2026-11-29", "2026-11-30")]
    public async Task Money_comes_into_transit_on_the_day_of_the_clearing_rule(string rule, string paid, string settled)
    {
        var own = await SettlingMarket.Open(bank, rule);
        await own.WhenItIs($"{paid} 23:59:59");
        await own.GivenPaid(100_00);
        await own.WhenItIs($"{settled} 08:59:59");
        Assert.Equal("0/0", await own.Figures("A"));
        await own.WhenItIs($"{settled} 09:00");
        Assert.Equal("0/9940", await own.Figures("A"));
        Assert.Null(await bank.Check(own.App));
    }

    [Fact, Holds("7.5.6#13-14")]
    public async Task A_fee_that_is_not_taken_daily_leaves_the_whole_order_to_be_split()
    {
        var own = await SettlingMarket.Open(bank, isDaily: false);
        var order = await own.GivenPaid(100_00);
        await own.WhenItIs("2026-11-24 09:00");
        Assert.Equal("0/10000", await own.Figures("A"));
        Assert.Equal(new Cents(100_00), (await own.Split(order, "R1", 0)).Split!.Amount);
    }

    [Fact]
    public async Task More_orders_than_a_slice_holds_are_each_settled_once()
    {
        for (var n = 0; n < 120; n++) await market.GivenPaid(10_00);
        await market.WhenItIs("2026-11-24 12:00");
        Assert.Equal($"0/{120 * 994}", await market.Figures("A"));
        await market.WhenItIs("2026-12-24 12:00");
        Assert.Equal($"0/{120 * 994}", await market.Figures("A"));
        Assert.Null(await bank.Check(market.App));
    }

    [Fact]
    public async Task Verify_notices_what_was_done_to_settled_orders_behind_the_program()
    {
        await market.Sign(AgreementKind.Split, "B", 1_000);
        var order = await market.GivenPaid(100_00);
        var waiting = await market.GivenPaid(50_00);
        await bank.MustNotice(market.App, Order.Rows, waiting.No.Value,
            o => o with { Settlement = o.Settlement with { DueAt = o.Settlement.DueAt!.Value.AddDays(1) } }, "waits for its settlement");
        await market.WhenItIs("2026-11-24 09:00");
        await bank.MustNotice(market.App, Order.Rows, order.No.Value,
            o => o with { Settlement = o.Settlement with { InTransit = new Cents(1) } }, "in transit");
        var (split, _) = await market.Split(order, "R1", 0, ("B", 10_00));
        await bank.MustNotice(market.App, Order.Rows, order.No.Value,
            o => o with { Settlement = o.Settlement with { SplitBy = null } }, "splits 0");
        await bank.MustNotice(market.App, Order.Rows, split!.No.Value,
            o => o with { Sharing = o.Sharing! with { Shares = [o.Sharing!.Shares[0] with { MostBasisPoints = 999 }] } },
            "than was agreed");
    }
}
