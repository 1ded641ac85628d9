using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Confirming;

/// <summary>确认支付, 前台+支付密码 (通商云 4.2.10): the payer confirms an order by the payment password, typed on our page alone.</summary>
public sealed record PayOrder(BizUserId Member, BizOrderNo BizOrderNo, string? JumpUrl, string ConsumerIp) : PasswordCommand
{
    public override async ValueTask<Result> Run(Book book)
    {
        var (order, wrong) = await ConfirmOrder.Find(book, Member, BizOrderNo);
        if (wrong is not null) return wrong;
        if (IsDecided(order!)) return OrderReply.ToConfirmation(order!);
        if (await Check(book, order!) is { } notNow) return notNow;
        if (await PayPassword.Check(book, (await book.FindMember(Member))!, this) is { } unproven) return unproven;
        book.KeepRequest(order!, this);
        var gateway = order!.ChannelLeg?.Flow == PayFlow.Redirect;
        return gateway ? await Gateways.Confirm(book, order) : await ConfirmOrder.Confirm(book, order, null);
    }

    /// <summary>Confirmed before, or at its end: the password is not asked for again.</summary>
    public static bool IsDecided(Order order) => order.IsPaid || order.Status is OrderStatus.InProgress or OrderStatus.Failed;

    private async ValueTask<Error?> Check(Book book, Order order)
    {
        if (await ConfirmOrder.Check(book, order, ConsumerIp) is { } notNow) return notNow;
        if (order.Payment.ValidateType != ValidateType.Password)
            return Errors.WrongValidateType.On("ValidateType", (int?)order.Payment.ValidateType
            ?? 0, Core.Allowed.Just((int)ValidateType.Password));
        if (JumpUrl is null && order.ChannelLeg?.Flow != PayFlow.Redirect) return Errors.ParameterMissing.In(nameof(JumpUrl));
        if (await book.FindMember(Member) is not { HasPassword: true } payer) return Errors.PayPasswordNotSet;
        return await book.IsPasswordLocked(payer) ? Errors.PayPasswordLocked : null;
    }

    /// <summary>May the page be shown: would nothing but the password be wanting?</summary>
    public sealed record Allowed(PayOrder Of) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            var (order, wrong) = await ConfirmOrder.Find(book, Of.Member, Of.BizOrderNo);
            if (wrong is not null) return wrong;
            return !IsDecided(order!) && await Of.Check(book, order!) is { } refused ? refused : Done.It;
        }
    }
}
