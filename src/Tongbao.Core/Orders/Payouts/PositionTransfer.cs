using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders.Payouts;

/// <summary>
/// 平台头寸调拨 (TRANSFER_HTBANK, order type 7): money at 华通 goes to the reserve that payouts are made from. No account set of the platform
/// changes. The document names the pay method and the order type but no interface, so the platform asks for it as a withdrawal by this
/// method (ours).
/// </summary>
public static class PositionTransfer
{
    public static async ValueTask<Result> Open(Book book, WithdrawApply asked, PayUse use)
    {
        if (!asked.Member.IsPlatform || !book.Settings.Allows(use.Method.Key)) return LegChecks.NotOpened(book, use.Method, payout: true);
        if (book.CheckAmount(asked.Amount, asked.Fee) is { } wrongAmount) return wrongAmount;
        if (!asked.Fee.IsZero) return Errors.WrongAmount.In("Fee").On("Fee", asked.Fee, Allowed.Just(Cents.Zero));
        if (use.Amount != asked.Amount)
            return Errors.LegsDoNotSum.On($"PayMethod.{use.Method.Key}.Amount", use.Amount, Allowed.Just(asked.Amount));
        if (await ReservePosition.AtBank(book) is var atBank && atBank < asked.Amount)
            return Errors.BalanceShort.On("Amount", asked.Amount, Allowed.AtMost(atBank));
        var order = new Order
        {
            No = book.NextOrderNo(), BizNo = asked.BizOrderNo, Kind = OrderKind.PositionTransfer, Status = OrderStatus.Unpaid,
                CreatedAt = book.Now, Timetable = book.Timetable, Serial = book.Serial,
            Payer = BizUserId.Platform, Payee = BizUserId.Platform, Account = Chart.Reserve, Amount = asked.Amount,
            Payment = new Payment { ValidateType = ValidateType.None },
            Legs = [new Leg(use.Method.Key, PayFlow.Payout, Chart.HuatongBank, asked.Amount, RefundWay.None, asked.Card, use.More)],
            Payout = new Payout("D0", asked.Card, 1, book.App.Name, null, Sent: false, SendAt: null),
            Said = new Said { BackUrl = asked.BackUrl, Summary = asked.Summary, ExtendInfo = asked.ExtendInfo },
        };
        book.KeepRequest(order, asked);
        order = await PayoutSending.Send(book, order.On(book, OrderEvent.Confirm));
        book.Orders.Save(order);
        return OrderReply.ToApplication(order);
    }
}
