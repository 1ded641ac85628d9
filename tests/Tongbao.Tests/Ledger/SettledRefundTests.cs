using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Yst2;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// 收单消费退款: what a refund takes from whom, before the settlement, after it, and after the split, without the wire. 云商通 7.5.7.
/// </summary>
public sealed class SettledRefundTests : IAsyncLifetime
{
    private Bank bank = null!;
    private SettlingMarket market = null!;
    private int last;

    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(Store.Sqlite);
        market = await SettlingMarket.Open(bank);
        await market.Sign(AgreementKind.Split, "B", 1_000);
        await market.Sign(AgreementKind.Commission, null, 500);
    }

    public async ValueTask DisposeAsync() => await bank.DisposeAsync();

    [Fact, Holds("7.5.7#1", "7.5.7#6", "7.5.7#7")]
    public async Task A_full_refund_of_the_worked_example_leaves_nobody_anything()
    {
        var order = await GivenSplit();
        var refund = await Refund(order, 100_00, new(null, new(100_00), new(99_40), new(5_00), [Part("B", 10_00)]));
        await ThenStands("A 0/0", "B 0/0", "platform 0/0", "returning 9940/0");
        await ChannelSays(refund!, ChannelResult.Success);
        await ThenStands("A 0/0", "B 0/0", "platform 0/0", "returning 0/0", "channel 0/0");
        Assert.Equal(OrderStatus.Refunded, (await bank.Order(market.App, order.BizNo.Value)).Status);
    }

    [Fact, Holds("7.5.7#2", "7.5.7#3", "7.5.7#4")]
    public async Task The_channel_part_alone_comes_out_of_the_payee_s_money_and_leaves_those_who_got_shares_theirs()
    {
        var order = await GivenSplit();
        await ChannelSays((await Refund(order, 10_00))!, ChannelResult.Success);
        await ThenStands("A 7446/0", "B 1000/0", "platform 500/0", "returning 0/0", "channel -8946/0");
    }

    [Fact, Holds("7.5.7#5")]
    public async Task The_split_part_alone_is_done_at_once_and_serves_a_later_channel_refund_first()
    {
        var order = await GivenSplit();
        var refund = await Refund(order, 10_00, new(null, null, new(10_00), null, [Part("B", 10_00)]));
        Assert.Equal(OrderStatus.Paid, refund!.Status);
        await ThenStands("A 8440/1000", "B 0/0", "platform 500/0");
        Assert.Equal(OrderStatus.Paid, (await bank.Order(market.App, order.BizNo.Value)).Status);
        await Refund(order, 5_00);
        await ThenStands("A 8440/503", "returning 497/0");
        await Refund(order, 20_00);
        // s(95.00) - s(75.00) = 19.88, of which 5.03 stood in transit.
        await ThenStands("A 6955/0", "returning 2485/0");
    }

    [Fact]
    public async Task Before_the_settlement_nothing_moves_and_less_is_settled()
    {
        var order = await market.GivenPaid(100_00);
        var refund = await Refund(order, 30_00);
        await ThenStands("A 0/0", "returning 0/0", "channel 0/0");
        await ChannelSays(refund!, ChannelResult.Success);
        await market.WhenItIs("2026-11-24 09:00");
        await ThenStands("A 0/6958", "returning 0/0", "channel -6958/0");
        await ChannelSays((await Refund(order, 70_00))!, ChannelResult.Success);
        await ThenStands("A 0/0", "channel 0/0");
        Assert.Equal("NothingSettled", (await market.Split(order, "R1", 0)).Wrong);
    }

    [Fact]
    public async Task A_refund_that_fails_after_the_settlement_left_it_out_is_settled_then()
    {
        var order = await market.GivenPaid(100_00);
        var refund = await Refund(order, 30_00);
        await market.WhenItIs("2026-11-24 09:00");
        await ThenStands("A 0/6958");
        await ChannelSays(refund!, ChannelResult.Failed);
        await ThenStands("A 0/9940", "channel -9940/0");
        Assert.Null((await market.Split(order, "R1", 5_00, ("B", 10_00))).Wrong);
        await ThenStands("A 8440/0");
    }

    [Fact]
    public async Task What_the_channel_refuses_goes_back_to_where_it_came_from_and_the_split_part_stays()
    {
        var order = await GivenSplit();
        var refund = await Refund(order, 50_00, new(null, new(50_00), new(10_00), null, [Part("B", 10_00)]));
        await ThenStands("A 4470/0", "B 0/0", "returning 4970/0");
        await ChannelSays(refund!, ChannelResult.Failed);
        await ThenStands("A 8440/1000", "B 0/0", "returning 0/0");
        Assert.Equal(Cents.Zero, (await bank.Order(market.App, order.BizNo.Value)).Refunds.Amount);
        await ChannelSays((await Refund(order, 90_00))!, ChannelResult.Failed);
        await ThenStands("A 8440/1000", "channel -9940/0");
    }

    [Fact]
    public async Task However_it_is_cut_a_full_refund_gives_back_all_that_was_settled()
    {
        var order = await GivenSplit();
        var first = await Refund(order, 33_33);
        await ChannelSays((await Refund(order, 11_11))!, ChannelResult.Success);
        await ChannelSays(first!, ChannelResult.Failed);
        foreach (var fen in new[] { 1, 2, 7, 40_03 }) await ChannelSays((await Refund(order, fen))!, ChannelResult.Success);
        await MustBeRefused("PayeeShort", order, 100_00 - 11_11 - 40_13);
        await Refund(order, 15_00, new(null, null, new(15_00), new(5_00), [Part("B", 10_00)]));
        await ChannelSays((await Refund(order, 100_00 - 11_11 - 40_13))!, ChannelResult.Success);
        await ThenStands("A 0/0", "B 0/0", "platform 0/0", "returning 0/0", "channel 0/0");
    }

    [Fact, Holds("7.5.7#10", "7.5.7#11", "7.5.7#12")]
    public async Task Each_part_has_its_cap()
    {
        var unsettled = await market.GivenPaid(50_00);
        await MustBeRefused("OrderNotSplit", unsettled, 10_00, new(null, new(10_00), new(1), null, null));
        await MustBeRefused("RefundTooLarge", unsettled, 50_01);
        await Refund(unsettled, 30_00);
        await MustBeRefused("RefundTooLarge", unsettled, 20_01);
        var order = await GivenSplit();
        await MustBeRefused("ConfirmationRefundTooLarge", order, 99_41, new(null, null, new(99_41), null, null));
        await MustBeRefused("ShareRefundTooLarge", order, 10_01, new(null, null, new(10_01), null, [Part("B", 10_01)]));
        await MustBeRefused("ShareRefundTooLarge", order, 11_00, new(null, null, new(11_00), null, [Part("B", 6_00), Part("B", 4_01)]));
        await MustBeRefused("ShareRefundTooLarge", order, 1, new(null, null, new(1), null, [Part("C", 1)]));
        await MustBeRefused("CommissionRefundTooLarge", order, 10_00, new(null, null, new(10_00), new(5_01), null));
        await MustBeRefused("RefundPartsDoNotSum", order, 9_99, new(null, null, new(10_00), null, null));
        await MustBeRefused("RefundPartsDoNotSum", order, 10_00, new(null, new(9_00), new(10_00), null, null));
        await MustBeRefused("RefundPartsDoNotSum", order, 10_00, new(null, null, new(10_00), new(1), [Part("B", 10_00)]));
        await MustBeRefused("DiffersFromOrder", order, 10_00, new(new BizUserId("B"), new(10_00), null, null, null));
        await Refund(order, 6_00, new(null, null, new(6_00), null, [Part("B", 6_00)]));
        await MustBeRefused("ShareRefundTooLarge", order, 10_00, new(null, null, new(10_00), null, [Part("B", 4_01)]));
        await Refund(order, 93_40, new(null, null, new(93_40), new(5_00), [Part("B", 4_00)]));
        await MustBeRefused("ConfirmationRefundTooLarge", order, 1, new(null, null, new(1), null, null));
        // Beside what the other order was settled with: 19.88.
        await ThenStands("A 0/11928", "B 0/0", "platform 0/0");
    }

    [Fact]
    public async Task Who_cannot_give_is_named_and_nothing_is_booked()
    {
        var order = await GivenSplit();
        var all = new SplitRefund(null, new(100_00), new(99_40), new(5_00), [Part("B", 10_00)]);
        await Drain("B", 1);
        await MustBeRefused("SplitterShort", order, 100_00, all);
        await MustBeRefused("PayeeShort", order, 99_40, new(null, null, new(99_40), new(5_00), [Part("B", 9_99)]));
        await market.Run(new ApplicationTransfer(new BizOrderNo($"AT{++last}"), Chart.Balance, new BizUserId("C"), "200001", new Cents(1),
            null));
        await MustBeRefused("PlatformBalanceShort", order, 10_00, new(null, null, new(10_00), new(5_00), null));
        await Drain("A", 84_40);
        await MustBeRefused("PayeeShort", order, 10_00);
        await ThenStands("A 0/0", "B 999/0", "platform 499/0", "returning 0/0");
    }

    [Fact, Holds("7.5.7#8")]
    public async Task An_order_can_be_refunded_until_the_end_of_the_same_date_of_the_next_year()
    {
        var order = await market.GivenPaid(100_00);
        await market.WhenItIs("2027-11-23 23:59:59");
        await Refund(order, 1_00);
        await market.WhenItIs("2027-11-24 00:00");
        await MustBeRefused("RefundTooLate", order, 1_00);
    }

    [Fact]
    public async Task Verify_notices_what_was_done_to_refunds_behind_the_program()
    {
        var order = await GivenSplit();
        var refund = await Refund(order, 50_00, new(null, new(50_00), new(10_00), null, [Part("B", 10_00)]));
        await bank.MustNotice(market.App, Order.Rows, refund!.No.Value,
            o => o with { Refund = o.Refund! with { Net = new Cents(1) } }, "on its way back");
        await bank.MustNotice(market.App, Order.Rows, refund.No.Value,
            o => o with { Refund = o.Refund! with { Returned = o.Refund!.Returned with { Confirmed = new Cents(1) } } }, "order");
        await bank.MustNotice(market.App, Order.Rows, order.No.Value,
            o => o with { Settlement = o.Settlement with { GivenBack = new Cents(1) } }, "gave back");
        await bank.MustNotice(market.App, Order.Rows, order.No.Value,
            o => o with { Settlement = o.Settlement with { Returned = Core.Orders.Refunds.ShareReturn.None } }, "gave back");
    }

    private async Task<Order> GivenSplit()
    {
        var order = await market.GivenPaid(100_00);
        await market.WhenItIs("2026-11-24 09:00");
        Assert.Null((await market.Split(order, $"S{++last}", 5_00, ("B", 10_00))).Wrong);
        return order;
    }

    /// <summary>Money that went elsewhere.</summary>
    private Task Drain(string member, long fen) =>
        market.Run(new FreezeMoney(new BizUserId(member), $"FR{++last}", "200001", new Cents(fen)));

    private static SplitPart Part(string member, long fen) => new(new BizUserId(member), new Cents(fen), null);

    private async Task<Order?> Refund(Order order, long fen, SplitRefund? parts = null)
    {
        await market.Run(Asked(order, fen, parts));
        return await bank.Order(market.App, $"RF{last}");
    }

    private RefundPurchase Asked(Order order, long fen, SplitRefund? parts) => new(new BizOrderNo($"RF{++last}"), new Cents(fen),
        WireNumbers.Of(order), null, null, null, parts, null, null, null, null, null);

    private async Task MustBeRefused(string error, Order order, long fen, SplitRefund? parts = null) =>
        Assert.Equal(error, (await bank.Teller.Run(market.App, Asked(order, fen, parts))).Result.Error?.Id);

    private Task ChannelSays(Order refund, ChannelResult result) =>
        market.Run(new ChannelAnswered(refund.No, ChannelOperation.Refund, new ChannelAnswer(result)));

    private async Task ThenStands(params string[] figures)
    {
        foreach (var row in figures)
        {
            var who = row.Split(' ')[0];
            Assert.Equal(row, $"{who} {await market.Figures(who)}");
        }
        Assert.Null(await bank.Check(market.App));
    }
}
