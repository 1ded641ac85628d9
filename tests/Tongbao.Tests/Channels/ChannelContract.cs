using Tongbao.Core;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Strays;
using Tongbao.Core.Platform;
using Tongbao.Server.Channels;

namespace Tongbao.Tests.Channels;

/// <summary>
/// 渠道契约: what every channel behind <see cref="IChannel"/> keeps, simulated or real. A real one inherits this class and gives its test
/// environment; nothing here knows who answers.
/// </summary>
public abstract class ChannelContract
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8));

    private static int numbers;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<IChannel> Channel();

    /// <summary>The app that the orders are of.</summary>
    protected abstract App App { get; }

    [Fact]
    public async Task A_payment_asked_again_is_the_same_payment()
    {
        var question = Ask(Order("CODEPAY_VSP", PayFlow.Code, 10_00), ChannelOperation.Pay);
        var channel = await Channel();
        var first = await channel.Ask(question, Cancel);
        var again = await channel.Ask(question with { At = Now.AddMinutes(1) }, Cancel);
        Assert.Equal(ChannelResult.Success, first.Result);
        Assert.Equal((first.Result, first.Facts!.TradeNo), (again.Result, again.Facts!.TradeNo));
    }

    [Fact]
    public async Task Two_orders_are_two_payments()
    {
        var channel = await Channel();
        var first = await channel.Ask(Ask(Order("CODEPAY_VSP", PayFlow.Code, 10_00), ChannelOperation.Pay), Cancel);
        var second = await channel.Ask(Ask(Order("CODEPAY_VSP", PayFlow.Code, 10_00), ChannelOperation.Pay), Cancel);
        Assert.NotEqual(first.Facts!.TradeNo, second.Facts!.TradeNo);
    }

    [Fact]
    public async Task A_payment_that_the_buyer_makes_outside_gives_what_to_pay_with_and_waits()
    {
        var question = Ask(Order("SCAN_WEIXIN", PayFlow.Scan, 10_00), ChannelOperation.Pay);
        var channel = await Channel();
        var first = await channel.Ask(question, Cancel);
        var again = await channel.Ask(question, Cancel);
        Assert.Equal(ChannelResult.Pending, first.Result);
        Assert.False(string.IsNullOrEmpty(first.PayInfo));
        Assert.Equal(first.PayInfo, again.PayInfo);
    }

    [Fact]
    public async Task A_code_that_the_channel_sends_is_wanted_back_and_a_wrong_one_may_be_followed_by_the_right_one()
    {
        var order = Order("QUICKPAY_VSP", PayFlow.Sms, 10_00) with { Payment = new Payment { ValidateType = ValidateType.Sms } };
        var channel = await Channel();
        var sent = await channel.Ask(Ask(order, ChannelOperation.Pay), Cancel);
        Assert.Equal((ChannelResult.Pending, true), (sent.Result, sent.WantsCode));
        Assert.True((await channel.Ask(Ask(order, ChannelOperation.ConfirmPay, WrongCode(sent)), Cancel)).WrongCode);
        Assert.Equal(ChannelResult.Success, (await channel.Ask(Ask(order, ChannelOperation.ConfirmPay, RightCode(sent)), Cancel)).Result);
    }

    [Fact]
    public async Task A_refused_payment_says_why()
    {
        var refused = await (await Channel())
            .Ask(Ask(Order("QUICKPAY_TLT", PayFlow.Sms, RefusedAmount), ChannelOperation.ConfirmPay), Cancel);
        Assert.Equal(ChannelResult.Failed, refused.Result);
        Assert.False(string.IsNullOrEmpty(refused.Message));
    }

    [Fact]
    public async Task A_payout_asked_again_pays_once()
    {
        var question = Ask(Order("WITHDRAW_TLT", PayFlow.Payout, 10_00) with { Kind = OrderKind.Withdrawal }, ChannelOperation.Payout);
        var channel = await Channel();
        var first = await channel.Ask(question, Cancel);
        Assert.Equal(ChannelResult.Success, first.Result);
        Assert.Equal(first.Facts!.TradeNo, (await channel.Ask(question with { At = Now.AddDays(1) }, Cancel)).Facts!.TradeNo);
    }

    [Fact]
    public async Task A_refund_asked_again_refunds_once()
    {
        var paid = Order("CODEPAY_VSP", PayFlow.Code, 10_00);
        var channel = await Channel();
        await channel.Ask(Ask(paid, ChannelOperation.Pay), Cancel);
        var refund = paid with
        {
            No = NextNo(), Kind = OrderKind.Refund,
            Refund = new RefundPlan(paid.No, paid.BizNo, Cents.Zero, Cents.Zero, new Cents(4_00), Cents.Zero, "D0", [],
                SendsToChannel: true),
        };
        var first = await channel.Ask(Ask(refund, ChannelOperation.Refund), Cancel);
        Assert.Equal(ChannelResult.Success, first.Result);
        Assert.Equal(first.Facts!.TradeNo, (await channel.Ask(Ask(refund, ChannelOperation.Refund), Cancel)).Facts!.TradeNo);
    }

    [Fact]
    public async Task Stray_payments_of_one_order_go_back_as_one_each()
    {
        var late = Order("CODEPAY_VSP", PayFlow.Code, 10_00) with
        {
            Status = OrderStatus.Closed,
            Strays = new StrayPayments { Sum = new Cents(15_00), Each = [new("1", new Cents(10_00)), new("2", new Cents(5_00))] },
        };
        var channel = await Channel();
        async Task<string?> SendBack(int part) =>
            (await channel.Ask(Ask(late, ChannelOperation.SendBack) with { Part = part }, Cancel)).Facts!.TradeNo;
        var first = await SendBack(1);
        Assert.NotEqual(first, await SendBack(2));
        Assert.Equal(first, await SendBack(1));
    }

    [Fact]
    public async Task The_register_of_persons_knows_who_is_there_and_who_is_not()
    {
        var channel = await Channel();
        Assert.True(await channel.PersonExists("张三", new IdNumber("310101199001011234"), Cancel));
        Assert.False(await channel.PersonExists(NobodysName, new IdNumber("310101199001011234"), Cancel));
    }

    [Fact]
    public async Task A_card_is_bound_in_one_step_or_in_two()
    {
        var channel = await Channel();
        Assert.True((await channel.CheckCard(new CardAsk(new BizUserId("u"), Binding(5)), Cancel)).Ok);
        var asked = await channel.CheckCard(new CardAsk(new BizUserId("u"), Binding(6)), Cancel);
        Assert.True(asked.Ok);
        Assert.True((await channel.CheckCard(new CardAsk(new BizUserId("u"), Binding(6), Code: new Secret("000001")), Cancel)).WrongCode);
        Assert.True((await channel.CheckCard(new CardAsk(new BizUserId("u"), Binding(6), Code: asked.CodeSent), Cancel)).Ok);
    }

    /// <summary>An amount, and a name, that the channel's test environment refuses.</summary>
    protected abstract long RefusedAmount { get; }
    protected abstract string NobodysName { get; }

    protected virtual Secret RightCode(ChannelAnswer sent) => sent.CodeSent!;
    protected virtual Secret WrongCode(ChannelAnswer sent) => new("000001");

    private ChannelQuestion Ask(Order order, ChannelOperation operation, Secret? code = null) => new(App, order, operation, code, Now);

    private static OrderNo NextNo() => new($"2611231000{Interlocked.Increment(ref numbers):000000000}");

    private static CardBinding Binding(int mode) =>
        new("1", Now, mode, new BankCardNo("6228480000000000055"), "张三", new IdNumber("310101199001011234"),
        new Phone("13900000001"), false, null, "农业银行", "01030000", CardType.Debit);

    private static Order Order(string method, PayFlow flow, long fen)
    {
        var no = NextNo();
        return new Order
        {
            No = no, BizNo = new BizOrderNo($"biz-{no}"), Kind = OrderKind.Purchase, Status = OrderStatus.InProgress, CreatedAt = Now,
                Serial = new(),
            Payer = new BizUserId("buyer"), Payee = new BizUserId("seller"), Account = new("M:200001:seller"), Amount = new Cents(fen),
            Legs = [new Leg(method, flow, new("C:test"), new Cents(fen), RefundWay.Origin, flow == PayFlow.Sms
                ? new BankCardNo("6228480000000000055") : null,
                new Dictionary<string, Secret> { ["authcode"] = new("134567890123456789") })],
        };
    }
}
