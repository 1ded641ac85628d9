using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Server.Catalog;
using Tongbao.Server.Pages.Parts;

namespace Tongbao.Server.Pages.Payment;

/// <summary>
/// 网关: how a page leads the payer of a confirmed order on: to the cashier, to the bank, or, when the order has ended, to the merchant's
/// frontUrl.
/// </summary>
public sealed class WayToBank(Catalogue catalogue)
{
    private static readonly Mistake NoBank = new("banks", "请选择一家银行", "Choose a bank");

    /// <param name="mayChoose">The cashier may be shown; else its own address is gone to first.</param>
    public async Task<PageAnswer> GoOn(PageVisit visit, BizOrderNo no, bool mayChoose)
    {
        var order = await OrderOf(visit, no);
        if (!order.IsOpen || !Gateways.WantsBank(order.ChannelLeg!)) return await AtBank(visit, order);
        return mayChoose ? Choose(visit, order, []) : PageAnswer.Stays;
    }

    /// <summary>The cashier's form: which list, and which bank of it ("B2C 103": a bank may stand in both).</summary>
    public async Task<PageAnswer> Choose(PageVisit visit, BizUserId member, BizOrderNo no, PageForm form)
    {
        if (form["bank"].Split(' ') is not [var payType, var code]) return Choose(visit, await OrderOf(visit, no), [NoBank]);
        var result = await visit.Run(new ChooseBank(member, no, code, payType));
        if (result.Error == Errors.WrongBankCode) return Choose(visit, await OrderOf(visit, no), [NoBank]);
        return result.Error is { } error ? PageAnswer.Refuse(error) : await AtBank(visit, await OrderOf(visit, no));
    }

    public static async Task<Order> OrderOf(PageVisit visit, BizOrderNo no) => (await visit.Read(book => book.FindOrder(no)))!;

    private static async Task<PageAnswer> AtBank(PageVisit visit, Order order)
    {
        if (!order.IsOpen) return PageAnswer.LeadBack((await visit.WithOrder(order))!);
        return order.Payment.PayInfo is { } page ? PageAnswer.GoTo(page) : PageAnswer.Refuse(Errors.BankDoesNotAnswer);
    }

    private PageAnswer Choose(PageVisit visit, Order order, IReadOnlyList<Mistake> mistakes)
    {
        var types = Gateways.PayTypesOf(order.ChannelLeg!);
        return PageAnswer.Show<Cashier>(new Dictionary<string, object?>
        {
            [nameof(Cashier.Visit)] = visit,
            [nameof(Cashier.Order)] = order,
            [nameof(Cashier.Banks)] = catalogue.Of(visit.Keys.Identity.Wire).GatewayBanks.Where(b => types.Contains(b.PayType)).ToList(),
            [nameof(Cashier.Mistakes)] = mistakes,
        }, order.Said.FrontUrl, mistakes.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
