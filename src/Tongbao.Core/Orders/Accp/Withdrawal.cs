using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Payouts;

namespace Tongbao.Core.Orders.Accp;

/// <summary>到账类型: when the bank credits what it was sent.</summary>
public enum PayoutArrival { AtOnce, WithinTwoHours, NextDay }

/// <summary>
/// 提现申请 (连连 交易 3.3.1): available money goes to the payer's own debit card or account. Above the app's threshold a code is asked for
/// first, and nothing is held before it; with a second check it is held until that.
/// </summary>
public sealed record Withdrawal(string? BackUrl, long? ExpireMinutes, BankCardNo? Card, string? AgreementNo, YesNo? FundsFlag,
    YesNo? CheckFlag, PayoutArrival? PayTimeType, BizOrderNo BizOrderNo, DateTimeOffset OrderedAt, Cents Amount, Cents? Fee,
    string? OrderInfo, string? Postscript, PartyType PayerType, BizUserId Payer, string? PayerAccount, Secret? Password,
    string? RandomKey, Secret? DelegationNo) : TypedPasswordCommand(Password, RandomKey)
{
    /// <summary>手续费: at most a fifth of the total, which it stands in.</summary>
    private const long MostFee = 5;

    /// <summary>附言 is needed from this amount on.</summary>
    private static readonly Cents NeedsPostscript = new(50_000_00);

    public override async ValueTask<Result> Run(Book book)
    {
        if (CheckFields(book) is { } contradiction) return contradiction;
        if (await book.CheckFree(BizOrderNo) is { } taken) return taken;
        var (payer, notAble) = await book.FindPayer(PayerType, Payer, PayerAccount);
        if (notAble is not null) return notAble;
        if (payer!.Member is { Type: MemberType.Person } && Card is null && AgreementNo is null)
            return Errors.ParameterMissing.In(nameof(Card));
        if (CheckPermitted(book, payer) is { } notPermitted) return notPermitted;
        if (payer.Member is { } owner && await book.CheckTyped(owner, this) is { } notYet) return notYet;
        var (target, card, wrongCard) = payer.Member is { } member ? PayoutTargets.Choose(member, Card, AgreementNo)
            : (new PayoutTarget(1, book.App.Name, null), Card, null);
        if (wrongCard is not null) return wrongCard;
        if (await book.CheckLimits(OrderKind.Withdrawal, payer.Id, Amount) is { } overLimit) return overLimit;
        if (await book.Ledger.Available(payer.Account) is var available && available < Amount)
            return Parties.BalanceShortOf(payer.Id).On(nameof(Amount), Amount, Allowed.AtMost(available));

        var order = ToOrder(book, payer, target!, card);
        book.KeepRequest(order, this);
        return await TradeCode.Continue(book, order, payer);
    }

    private Error? CheckFields(Book book)
    {
        if (Card is not null && AgreementNo is not null) return Errors.BadParameter.In(nameof(AgreementNo));
        if (TradeTerms.CheckExpiry(ExpireMinutes) is { } badExpiry) return badExpiry;
        if (book.CheckAccountName(PayerType, PayerAccount, nameof(PayerAccount)) is { } wrongAccount) return wrongAccount;
        // No larger one can be multiplied without overflow; a fee is never larger than its total.
        var most = PayerType == PartyType.Merchant ? Cents.Zero : new Cents(Amount.Fen / MostFee);
        if (Fee is { } fee && fee > most) return Errors.FeeExceedsAmount.In(nameof(Fee)).On(nameof(Fee), fee, Allowed.AtMost(most));
        return Amount >= NeedsPostscript && Postscript is null ? Errors.ParameterMissing.In(nameof(Postscript)) : null;
    }

    /// <summary>垫资 and 委托 have no posting and no agreement here; coupons and guarantee money are not withdrawn.</summary>
    private Error? CheckPermitted(Book book, Party payer)
    {
        if (FundsFlag == YesNo.Yes) return Errors.TradeRule.On(nameof(FundsFlag));
        if (DelegationNo is not null) return Errors.TradeRule.On(nameof(DelegationNo));
        if (payer.Member is null && book.Sets.Find(PayerAccount, SetUse.Withdraw) is null)
            return Errors.TradeRule.On(nameof(PayerAccount), PayerAccount, Allowed.OneOf(book.Sets.For(SetUse.Withdraw)));
        return book.Settings.WithdrawalOpenAt(Days.TimeOf(book.Now)) ? null
            : Errors.OutsideWithdrawalHours.With(book.Settings.WithdrawalWindow).On(null, book.Now);
    }

    private Order ToOrder(Book book, Party payer, PayoutTarget target, BankCardNo? card)
    {
        var fee = Fee ?? Cents.Zero;
        var arrival = ArrivalOf(PayTimeType ?? PayoutArrival.AtOnce, book.Now);
        return new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.Withdrawal, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Timetable = book.Timetable, Serial = book.Serial, Payer = payer.Id, Payee = payer.Id, Account = payer.Account,
            Amount = Amount, Fee = fee, ExpiresAt = book.Now + TradeTerms.LifeOf(ExpireMinutes),
            Payment = new Payment { ValidateType = TradeCode.IsNeeded(book, payer, Amount) ? ValidateType.Sms : ValidateType.None },
            Legs = [new Leg(PayMethod.Withdrawal, PayFlow.Payout, Chart.PayoutChannel(PayMethod.PayoutChannel), Amount - fee,
                RefundWay.None,
                card, arrival is null ? PayUse.NoMore : new Dictionary<string, Secret> { [Leg.Arrival] = arrival })],
            Payout = new Payout(PayoutSending.AtOnce, card, target.Pro, target.Name, target.Bank, Sent: false, SendAt: null)
            {
                Check = CheckFlag == YesNo.Yes ? PayoutCheck.Awaited : null,
            },
            Said = new Said { BackUrl = BackUrl, OrderedAt = OrderedAt, Summary = Postscript, ExtendInfo = OrderInfo },
        };
    }

    /// <summary>How long the bank takes, as it is told with the payout.</summary>
    private static Secret? ArrivalOf(PayoutArrival arrival, DateTimeOffset now) => arrival switch
    {
        PayoutArrival.WithinTwoHours => Span(TimeSpan.FromHours(2)),
        PayoutArrival.NextDay => Span(Days.At(Days.DateOf(now).AddDays(1), PayoutSending.D1At) - now),
        _ => null,
    };

    private static Secret Span(TimeSpan span) => new(span.ToString("c", System.Globalization.CultureInfo.InvariantCulture));
}
