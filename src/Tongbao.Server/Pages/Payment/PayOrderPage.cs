using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Payment;

/// <summary>
/// 确认支付, 前台+支付密码 (通商云 4.2.10): the payer sees the order and types the payment password; then back to the merchant, or on to the bank.
/// </summary>
public sealed class PayOrderPage(WayToBank way) : HostedPage
{
    public override string Name => "payOrder";
    public override Type Request => typeof(PayOrder);

    public override async Task<PageAnswer> Open(PageVisit visit)
    {
        var asked = visit.Request<PayOrder>();
        var result = await visit.Run(new PayOrder.Allowed(asked));
        return result.Error is { } error ? Refuse(visit, asked, error) : PageAnswer.Stays;
    }

    public override async Task<PageAnswer> Show(PageVisit visit)
    {
        var asked = visit.Request<PayOrder>();
        var order = await WayToBank.OrderOf(visit, asked.BizOrderNo);
        return PayOrder.IsDecided(order) ? await GoOn(visit, asked, order) : AskPassword(visit, asked, order, []);
    }

    public override async Task<PageAnswer> Submit(PageVisit visit, PageForm form)
    {
        var asked = visit.Request<PayOrder>();
        var order = await WayToBank.OrderOf(visit, asked.BizOrderNo);
        if (PayOrder.IsDecided(order) && order.ChannelLeg?.Flow == PayFlow.Redirect)
            return await way.Choose(visit, asked.Member, asked.BizOrderNo, form);
        var password = form.Secret("password");
        if (password.Clear.Length == 0)
            return AskPassword(visit, asked, order, [new Mistake("password", "请输入支付密码", "Enter the payment password")]);
        var result = await visit.Run(asked with { Password = password });
        if (result.Error is { } error)
            return error.Is(Errors.WrongPassword) ? AskPassword(visit, asked, order, [Mistake.Of("password", visit.Words.Of(error))])
                : Refuse(visit, asked, error);
        return await GoOn(visit, asked, await WayToBank.OrderOf(visit, asked.BizOrderNo));
    }

    private async Task<PageAnswer> GoOn(PageVisit visit, PayOrder asked, Order order)
    {
        if (order.ChannelLeg?.Flow == PayFlow.Redirect) return await way.GoOn(visit, asked.BizOrderNo, mayChoose: true);
        return asked.JumpUrl is null ? PageAnswer.Refuse(Errors.OrderNotUnpaid)
            : PageAnswer.LeadBack(visit.Done(asked.JumpUrl, OrderReply.ToConfirmation(order)));
    }

    private static PageAnswer Refuse(PageVisit visit, PayOrder asked, Error error) =>
        PageAnswer.Refuse(error, asked.JumpUrl is null ? null : visit.Refused(asked.JumpUrl, error));

    private static PageAnswer AskPassword(PageVisit visit, PayOrder asked, Order order, IReadOnlyList<Mistake> mistakes) =>
        PageAnswer.Show<PasswordForOrder>(new Dictionary<string, object?>
        {
            [nameof(PasswordForOrder.Visit)] = visit,
            [nameof(PasswordForOrder.Order)] = order,
            [nameof(PasswordForOrder.Mistakes)] = mistakes,
        }, asked.JumpUrl ?? order.Said.FrontUrl, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
