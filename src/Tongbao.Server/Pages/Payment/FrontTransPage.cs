using Tongbao.Core.Orders;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Payment;

/// <summary>确认支付, 前台 (通商云 4.2.9): leads the payer to his bank, by way of the cashier where the order names none.</summary>
public sealed class FrontTransPage(JumpBack jump, Tables catalog, TimeProvider clock) : HostedPage
{
    public override string Name => "frontTrans";

    public override async Task<PageAnswer> Open(PageVisit visit)
    {
        var result = await visit.Run(visit.Request<FrontTrans>());
        return result.Error is { } error ? PageAnswer.Refuse(error) : await GoOn(visit, mayChoose: false);
    }

    public override Task<PageAnswer> Show(PageVisit visit) => GoOn(visit, mayChoose: true);

    public override async Task<PageAnswer> Submit(PageVisit visit, PageForm form)
    {
        var asked = visit.Request<FrontTrans>();
        // "B2C 103": a bank may stand in both lists.
        if (form["bank"].Split(' ') is not [var payType, var code]) return await Choose(visit, [new Mistake("banks", "请选择一家银行", "Choose a bank")]);
        var result = await visit.Run(new ChooseBank(asked.Member, asked.BizOrderNo, code, payType));
        if (result.Error == Errors.WrongBankCode) return await Choose(visit, [new Mistake("banks", "请选择一家银行", "Choose a bank")]);
        return result.Error is { } error ? PageAnswer.Refuse(error) : await AtBank(visit);
    }

    private async Task<PageAnswer> GoOn(PageVisit visit, bool mayChoose)
    {
        var order = await OrderOf(visit);
        if (!order.IsOpen || !Gateways.WantsBank(order.ChannelLeg!)) return await AtBank(visit);
        return mayChoose ? await Choose(visit, []) : PageAnswer.Stays;
    }

    /// <summary>To the bank's page; where the order has ended meanwhile, back to the merchant with its result.</summary>
    private async Task<PageAnswer> AtBank(PageVisit visit)
    {
        var order = await OrderOf(visit);
        if (order.IsOpen) return order.PayInfo is { } page ? PageAnswer.GoTo(page) : PageAnswer.Refuse(Errors.ChannelError.Saying("银行暂时没有应答,请稍后重试"));
        var result = (await visit.Read(book => new ValueTask<OrderResult?>(OrderResult.Of(book, order))))!;
        return PageAnswer.LeadTo(jump.ToFrontUrl(visit.Keys, order, result, clock.GetUtcNow()));
    }

    private async Task<PageAnswer> Choose(PageVisit visit, IReadOnlyList<Mistake> mistakes)
    {
        var order = await OrderOf(visit);
        var types = Gateways.PayTypesOf(order.ChannelLeg!);
        return PageAnswer.Show<Cashier>(new Dictionary<string, object?>
        {
            [nameof(Cashier.Visit)] = visit,
            [nameof(Cashier.Order)] = order,
            [nameof(Cashier.Banks)] = catalog.GatewayBanks.Where(b => types.Contains(b.PayType)).ToList(),
            [nameof(Cashier.Mistakes)] = mistakes,
        }, order.FrontUrl, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<Order> OrderOf(PageVisit visit)
    {
        var asked = visit.Request<FrontTrans>();
        return (await visit.Read(book => book.FindOrder(asked.BizOrderNo)))!;
    }
}
