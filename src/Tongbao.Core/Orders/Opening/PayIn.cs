using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Opening;

/// <summary>入金单: opens an order that is paid in, once its use case has checked what is its own.</summary>
public static class PayIn
{
    public static async ValueTask<Result> Open(Book book, Command command, Order order, OrderedGoods goods, IReadOnlyList<BizUserId> receivers, IReadOnlyList<PayUse> uses, int? validateType, bool mayCombine)
    {
        var payer = order.Payer.IsPlatform ? null : await book.FindMember(order.Payer);
        if (book.CheckLegs(uses, order.Amount, mayCombine, payer) is { } wrongLegs) return wrongLegs;
        var (validation, wrongType) = Validation.ChooseValidation(uses, validateType, payer?.PasswordHash is not null);
        if (wrongType is not null) return wrongType;
        if (validation == ValidateType.Sms && payer is { Phone: null }) return Errors.PhoneNotBound;    // one with a payment account only (4.1.23)
        if (book.CheckExpiry(order.ExpiresAt) is { } badExpiry) return badExpiry;
        if (order.FrontUrl is null && uses.Any(u => u.Method.Flow == PayFlow.Redirect)) return Errors.ParameterMissing.In(nameof(order.FrontUrl));
        if (await CheckCusid(book, uses, receivers) is { } wrongCusid) return wrongCusid;
        if (await goods.Check(book, [.. receivers, order.Payer], uses) is { } wrongGoods) return wrongGoods;
        foreach (var use in uses)
        {
            if (Gateways.Check(book, use, order.ExpiresAt) is { } wrongGateway) return wrongGateway;
        }
        if (uses.Any(u => u.Method.Key == Gateways.Wallet)) order = order with { ExpiresAt = order.ExpiresAt ?? book.Now + Gateways.WalletLife };
        if (await book.CheckToday(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;

        order = order with { Goods = goods.Kept, Legs = book.ToLegs(uses, order.Payer), ValidateType = validation, ServiceFee = book.Settings.ServiceFee };
        if (!await book.HoldServiceFee(order)) return Errors.ReserveFeeShort;
        book.KeepRequest(order, command);

        var channel = uses.FirstOrDefault(u => !u.Method.IsInside)?.Method;
        order = order with { PayableUntil = channel?.PayableUntil(book.Now, order.ExpiresAt) };
        var asksNow = channel is not null && (channel.BuyerActsOutside || channel.Flow == PayFlow.Code || channel.ChannelSendsCode);
        if (asksNow)
        {
            // 收银宝快捷 without SMS and the scanned code are paid, or not, by the channel's answer alone.
            if (channel!.Flow == PayFlow.Code || (channel.ChannelSendsCode && validation == ValidateType.None))
            {
                order = order.On(book, OrderEvent.Confirm);
                order = await book.Count(order);
            }
            book.Orders.Save(order);
            book.Outbox.AskNow(order, ChannelOperation.Pay);
            return OrderReply.ToApplication(order);
        }
        if (validation == ValidateType.Sms) order = await book.SendPayCode(order);
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        return OrderReply.ToApplication(order);
    }

    /// <summary>收银宝子商户号: the merchant number that a method names must be one that a receiver has bound (4.1.21 (2.2)).</summary>
    private static async ValueTask<Error?> CheckCusid(Book book, IReadOnlyList<PayUse> uses, IReadOnlyList<BizUserId> receivers)
    {
        foreach (var named in uses.Select(u => u.More.GetValueOrDefault("vspCusid")).OfType<Secret>())
        {
            var bound = false;
            foreach (var receiver in receivers) bound |= await book.HasVspCusid(receiver, named.Clear);
            if (!bound) return Errors.ChannelMerchantInformationError.In("VspCusid");
        }
        return null;
    }
}
