using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 提现申请 (云商通 2290): available money goes to the settlement account of a merchant, to a bound card of anybody else. The platform's
/// commission is inside the amount. The caller does not wait for the bank; how it ended is told.
/// </summary>
public sealed record WithdrawToCard(BizUserId Member, BizOrderNo BizOrderNo, Cents Amount, BankCardNo Card, string? AcctType,
    Cents? Commission, string? BackUrl, string? Summary, string? ExtendInfo) : Command
{
    /// <summary>What the bank's voucher cannot print.</summary>
    private static readonly System.Buffers.SearchValues<char> Unprintable = System.Buffers.SearchValues.Create("|\r\n +/?%#&=");

    public override void Prefetch(IPrefetch rows) => rows.Application(BizOrderNo, OrderKind.Withdrawal, Member, Member);

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Repeated(BizOrderNo, OrderTaken.Of) is { } repeated) return repeated;
        if (CheckFields() is { } contradiction) return contradiction;
        var (member, notAble) = await SettlementAccounts.FindOwner(book, Member);
        if (notAble is not null) return notAble;
        if (!book.Settings.WithdrawalOpenAt(Days.TimeOf(book.Now)))
            return Errors.OutsideWithdrawalHours.With(book.Settings.WithdrawalWindow).On(null, book.Now);
        var (target, wrongCard) = await ChooseTarget(book, member);
        if (wrongCard is not null) return wrongCard;
        var from = book.AccountOf(Member);
        if (await book.Ledger.Available(from) is var available && available < Amount)
            return Errors.BalanceShort.On(nameof(Amount), Amount, Allowed.AtMost(available));

        var order = ToOrder(book, from, target!);
        book.KeepRequest(order, this);
        return await PayoutSending.Accept(book, order, OrderTaken.Of, waits: false);
    }

    private Error? CheckFields()
    {
        if (Summary.AsSpan().ContainsAny(Unprintable)) return Errors.ForbiddenCharacter.In(nameof(Summary));
        if (!SettlementAccounts.IsMeantBy(AcctType))
            return Errors.WrongAccountSet.On(nameof(AcctType), AcctType, Allowed.Just(SettlementAccounts.Type));
        return Commission >= Amount
            ? Errors.FeeExceedsAmount.On(nameof(Commission), Commission, Allowed.Between(Cents.Zero, Amount - new Cents(1))) : null;
    }

    /// <summary>
    /// 结算账户: a merchant has told one when it was onboarded; of several onboardings that of the newest counts (decision O10).
    /// </summary>
    private async ValueTask<(PayoutTarget?, Error?)> ChooseTarget(Book book, Member? member)
    {
        if (member is null) return (new PayoutTarget(1, book.App.Name, null), null);
        if ((await book.MerchantsOf(Member)).LastOrDefault(m => m.SettlementCard is not null) is { } merchant)
            return merchant.SettlementCard != Card ? (null, Errors.OnlyToSettlementCard.On(nameof(Card)))
                : (new PayoutTarget(member.Type == MemberType.Company ? 1 : 0, member.Company?.CompanyName ?? member.RealName!,
                    member.Company?.ParentBankName), null);
        var (target, card) = PayOut.FindTarget(member, Card, null);
        if (target is null) return (null, Errors.CardNotBound);
        return card is { CardType: not CardType.Debit } ? (null, Errors.CreditCardNotSupported) : (target, null);
    }

    private Order ToOrder(Book book, AccountId from, PayoutTarget target)
    {
        var commission = Commission ?? Cents.Zero;
        return new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Withdrawal, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Timetable = book.Timetable, Serial = book.Serial, Payer = Member, Payee = Member, Account = from, Amount = Amount,
            Fee = commission,
            Legs = [new Leg(PayMethod.Withdrawal, PayFlow.Payout, Chart.PayoutChannel(PayMethod.PayoutChannel), Amount - commission,
                RefundWay.None, Card, PayUse.NoMore)],
            Payout = new Payout(PayoutSending.AtOnce, Card, target.Pro, target.Name, target.Bank, Sent: false, SendAt: null)
            {
                FeeApart = true,
            },
            Said = new Said { BackUrl = BackUrl, Summary = Summary, ExtendInfo = ExtendInfo },
        };
    }
}
