using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;

namespace Tongbao.Core.Orders.Confirming;

/// <summary>
/// 确认支付, 前台+短信验证码 (通商云 4.2.9): the page that leads the payer to a gateway. A gateway alone asks no code, and its order stays unpaid until
/// the bank has paid; beside balance or coupon the code is checked and what is inside is held first.
/// </summary>
public sealed record FrontTrans(BizUserId Member, BizOrderNo BizOrderNo, Secret? VerificationCode, string ConsumerIp) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (order, wrong) = await ConfirmOrder.Find(book, Member, BizOrderNo);
        if (wrong is not null) return wrong;
        if (order!.ChannelLeg is not { Flow: PayFlow.Redirect } gateway) return Errors.NoGatewayLeg;
        if (order.Status != OrderStatus.Unpaid)
            return order.IsPaid || order.Status == OrderStatus.InProgress ? new AtGateway(order) : Errors.OrderNotUnpaid;
        if (await ConfirmOrder.Check(book, order, ConsumerIp) is { } notNow) return notNow;
        if (order.Legs.Count == 1)
        {
            book.KeepRequest(order, this);
            return await Alone(book, order, gateway);
        }
        if (order.Payment.ValidateType == ValidateType.Password)
            return Errors.WrongValidateType.On("ValidateType", (int)order.Payment.ValidateType, Allowed.OneOf(["0", "1"]));
        if (VerificationCode is null) return Errors.ParameterMissing.In(nameof(VerificationCode));
        if (!await ConfirmOrder.AcceptCode(book, order, VerificationCode)) return Errors.WrongCode;
        book.KeepRequest(order, this);
        return await Gateways.Confirm(book, order);
    }

    private static async ValueTask<Result> Alone(Book book, Order order, Leg gateway)
    {
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        if (!Gateways.WantsBank(gateway)) book.Outbox.AskNow(order, ChannelOperation.Pay);
        return new AtGateway(order);
    }
}

/// <summary>The order is at its gateway: paid, or on its way to the bank.</summary>
public sealed record AtGateway(Order Order) : Reply;

/// <summary>
/// 选择银行 (6.13, 6.14): the payer of a gateway order without a bank chooses one, and is led there. Another may be chosen until one has paid.
/// </summary>
public sealed record ChooseBank(BizUserId Member, BizOrderNo BizOrderNo, string GateId, string PayType) : Command
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (order, wrong) = await ConfirmOrder.Find(book, Member, BizOrderNo);
        if (wrong is not null) return wrong;
        if (order!.ChannelLeg is not { Flow: PayFlow.Redirect } leg || !Gateways.Allows(book, leg, GateId, PayType))
            return Errors.WrongBankCode;
        if (!order.IsOpen) return new AtGateway(order);
        if (order.Status == OrderStatus.Unpaid && book.Now >= (order.ExpiresAt ?? order.CreatedAt + OrderTerms.DefaultLife))
            return Errors.OrderExpired;
        order = order with { Legs = [.. order.Legs.Select(l => l == leg ? Gateways.AtBank(leg, GateId, PayType) : l)] };
        book.Orders.Save(order);
        book.Outbox.AskNow(order, ChannelOperation.Pay);
        return new AtGateway(order);
    }
}
