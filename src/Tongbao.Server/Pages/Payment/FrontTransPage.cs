using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Confirming;

namespace Tongbao.Server.Pages.Payment;

/// <summary>确认支付, 前台 (通商云 4.2.9): leads the payer to his bank, by way of the cashier where the order names none.</summary>
public sealed class FrontTransPage(WayToBank way) : HostedPage
{
    public override string Name => "frontTrans";
    public override Type Request => typeof(FrontTrans);

    public override async Task<PageAnswer> Open(PageVisit visit)
    {
        var asked = visit.Request<FrontTrans>();
        var result = await visit.Run(asked);
        if (result.Error is not { } error) return await way.GoOn(visit, asked.BizOrderNo, mayChoose: false);
        var order = await visit.Read(book => book.FindOrder(asked.BizOrderNo));
        // The merchant's own page takes it from there: another code, another order.
        return PageAnswer.Refuse(error, order is { Said.FrontUrl: not null }
            && order.Payer == asked.Member ? await visit.WithOrder(order) : null);
    }

    public override Task<PageAnswer> Show(PageVisit visit) => way.GoOn(visit, visit.Request<FrontTrans>().BizOrderNo, mayChoose: true);

    public override Task<PageAnswer> Submit(PageVisit visit, PageForm form)
    {
        var asked = visit.Request<FrontTrans>();
        return way.Choose(visit, asked.Member, asked.BizOrderNo, form);
    }
}
