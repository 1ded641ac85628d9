using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Splitting;

namespace Tongbao.Core.Orders.Opening;

/// <summary>消费申请 (通商云 4.2.4): a buyer asks to pay a seller. Money moves only when all legs are paid.</summary>
public sealed record ConsumeApply(BizUserId Payer, BizUserId Payee, BizOrderNo BizOrderNo, Cents Amount, Cents Fee, long? ValidateType,
    IReadOnlyList<SplitRule>? Split, string? FrontUrl, string BackUrl, DateTimeOffset? OrderExpireDatetime,
    IReadOnlyList<PayUse> PayMethod, long? GoodsType, string? BizGoodsNo, string? GoodsName, string? Summary, string? ExtendInfo) : Command
{
    public override void Prefetch(IPrefetch rows) => rows.Application(BizOrderNo, OrderKind.Purchase, Payer, Payee);

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, OrderReply.ToApplication) is { } twin) return twin;
        if (await book.CheckOrderer(Payer) is { } payerNotAble) return payerNotAble;
        if (await book.CheckPayee(Payee) is { } payeeNotAble) return payeeNotAble;
        if (book.CheckAmount(Amount, Fee) is { } wrongAmount) return wrongAmount;
        if (await book.CheckSplit(Split ?? [], Amount, Fee, Payee) is { } wrongSplit) return wrongSplit;
        return await OpenOrder.AndChoose(book, this, new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Purchase, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
                Timetable = book.Timetable,
            Serial = book.Serial, Payer = Payer, Payee = Payee, Account = book.AccountOf(Payee), Amount = Amount, Fee = Fee, Split = Split
                ?? [],
            ExpiresAt = book.Shifted(OrderExpireDatetime),
            Said = new Said { BackUrl = BackUrl, FrontUrl = FrontUrl, Summary = Summary, ExtendInfo = ExtendInfo },
        }, new OrderedGoods(GoodsType, BizGoodsNo, GoodsName), new LegChoice(PayMethod, (int?)ValidateType, MayCombine: true, [Payee]));
    }
}
