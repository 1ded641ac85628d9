using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Accp;

/// <summary>余额支付 (连连 交易 3.2.2): out of the payer's balance, in part by a coupon of the merchant's.</summary>
public sealed record PaymentBalance(BizOrderNo BizOrderNo, Cents Amount, Cents? CouponAmount, YesNo? DirectionalpayFlag, BizUserId Payer,
    Secret? Password, string? RandomKey) : TypedPasswordCommand(Password, RandomKey)
{
    public override void Prefetch(IPrefetch rows)
    {
        rows.By(Order.Rows, Order.ByBizNo, BizOrderNo.Value);
        rows.Row(Member.Rows, Payer.Value);
        rows.Row(Credential.Rows, Payer.Value);
        rows.Row(Account.Rows, Chart.Member(rows.App.CustodySet, Payer).Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        var coupon = CouponAmount ?? Cents.Zero;
        if (coupon > Amount) return Errors.BadParameter.In(nameof(CouponAmount)).On(null, coupon, Allowed.AtMost(Amount));
        var (order, wrong) = await PayCalls.Find(book, BizOrderNo, Payer, Amount);
        if (wrong is not null) return wrong;
        if (DirectionalpayFlag == YesNo.Yes) return Errors.TradeRule.In(nameof(DirectionalpayFlag));
        return await PayCalls.Pay(book, order!, this,
            [new PayPart(PayMethod.Balance, Amount - coupon), new PayPart(PayMethod.Coupon, coupon)], byPassword: true);
    }
}
