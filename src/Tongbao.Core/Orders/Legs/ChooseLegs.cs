using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Legs;

/// <summary>How an order is to be paid, as its request asks.</summary>
/// <param name="MayCombine">May a channel stand beside balance and coupon?</param>
public sealed record LegChoice(IReadOnlyList<PayUse> Uses, int? ValidateType, bool MayCombine, IReadOnlyList<BizUserId> Receivers)
{
    public PayMethod? Channel => Uses.FirstOrDefault(u => !u.Method.IsInside)?.Method;
}

/// <summary>
/// 选择支付方式: the second of the three verbs of an order that is paid in: open, choose legs, confirm. A wire may ask for the first two in one
/// request.
/// </summary>
public static class ChooseLegs
{
    /// <summary>Do the ways to pay fit, and by what does the payer confirm then?</summary>
    public static async ValueTask<(ValidateType? Validation, Error? Wrong)> Check(Book book, Order order, LegChoice choice)
    {
        var payer = order.Payer.IsPlatform ? null : await book.FindMember(order.Payer);
        if (book.CheckLegs(choice.Uses, order.Amount, choice.MayCombine, payer) is { } wrongLegs) return (null, wrongLegs);
        var (validation, wrongType) = Validation.ChooseValidation(choice.Uses, choice.ValidateType, payer?.HasPassword == true);
        if (wrongType is not null) return (null, wrongType);
        // One with a payment account only (4.1.23) has no phone for a code.
        return validation == ValidateType.Sms && payer is { Phone: null } ? (null, Errors.PhoneNotBound) : (validation, null);
    }

    /// <summary>Where the payer comes back to from a gateway, and whose merchant number is named.</summary>
    public static async ValueTask<Error?> CheckPlaces(Book book, Order order, LegChoice choice)
    {
        if (order.Said.FrontUrl is null && choice.Uses.Any(u => u.Method.Flow == PayFlow.Redirect))
            return Errors.ParameterMissing.In(nameof(Said.FrontUrl));
        return await CheckCusid(book, choice);
    }

    public static Error? CheckGateways(Book book, Order order, LegChoice choice)
    {
        foreach (var use in choice.Uses)
        {
            if (Gateways.Check(book, use, order.ExpiresAt) is { } wrong) return wrong;
        }
        return null;
    }

    /// <summary>The legs are the order's: its channel is asked for what the buyer pays with, or the payer is sent his code.</summary>
    public static async ValueTask<Order> Choose(Book book, Order order, LegChoice choice, ValidateType? validation)
    {
        var channel = choice.Channel;
        order = order with
        {
            Legs = book.ToLegs(choice.Uses, order.Payer),
            Payment = new Payment { ValidateType = validation, PayableUntil = channel?.PayableUntil(book.Now, order.ExpiresAt) },
        };
        if (channel is not null && (channel.BuyerActsOutside || channel.Flow == PayFlow.Code || channel.ChannelSendsCode))
        {
            // 收银宝快捷 without SMS and the scanned code are paid, or not, by the channel's answer alone.
            if (channel.Flow == PayFlow.Code || (channel.ChannelSendsCode && validation == ValidateType.None))
                order = await book.Count(order.On(book, OrderEvent.Confirm));
            book.Orders.Save(order);
            book.Outbox.AskNow(order, ChannelOperation.Pay);
            return order;
        }
        if (validation == ValidateType.Sms) order = await book.SendPayCode(order);
        order = OrderReply.Answered(order);
        book.Orders.Save(order);
        return order;
    }

    /// <summary>收银宝子商户号: the merchant number that a method names must be one that a receiver has bound (4.1.21 (2.2)).</summary>
    private static async ValueTask<Error?> CheckCusid(Book book, LegChoice choice)
    {
        foreach (var named in choice.Uses.Select(u => u.More.GetValueOrDefault("vspCusid")).OfType<Secret>())
        {
            var bound = false;
            foreach (var receiver in choice.Receivers) bound |= await book.HasVspCusid(receiver, named.Clear);
            if (!bound) return Errors.ChannelMerchantInformationError.In("VspCusid");
        }
        return null;
    }
}
