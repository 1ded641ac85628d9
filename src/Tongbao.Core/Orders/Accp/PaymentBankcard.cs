using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Accp;

/// <summary>付款银行卡 as a call names it: by its number, or by its agreement.</summary>
public sealed record CardSaid(BankCardNo? No, string? AgreementNo)
{
    /// <summary>The card of the payer's that is meant, and that the method debits.</summary>
    public (Card? Card, Error? Wrong) Find(Member? payer, PayMethod method)
    {
        var cards = payer?.Cards ?? [];
        var card = AgreementNo is null ? cards.FirstOrDefault(c => c.No == No)
            : cards.FirstOrDefault(c => c.AgreementNo == AgreementNo && (No is null || c.No == No));
        if (card is null) return (null, AgreementNo is null ? Errors.CardNotBound : Errors.AgreementUnknown);
        var credit = card.CardType == CardType.Credit;
        if (credit && !method.CreditOnly) return (null, Errors.CreditCardNotSupported);
        return !credit && method.CreditOnly ? (null, Errors.CardNotBound) : (card, null);
    }
}

/// <summary>银行卡快捷支付 (连连 交易 3.2.3): by a bound card, in part by balance or coupon. A code is asked for first.</summary>
public sealed record PaymentBankcard(BizOrderNo BizOrderNo, Cents Amount, YesNo? DirectionalpayFlag, BizUserId Payer, Secret? Password,
    string? RandomKey, BankCardNo? Card, string? AgreementNo, IReadOnlyList<PayPart> Uses) : TypedPasswordCommand(Password, RandomKey)
{
    public override void Prefetch(IPrefetch rows)
    {
        rows.By(Order.Rows, Order.ByBizNo, BizOrderNo.Value);
        rows.Row(Member.Rows, Payer.Value);
        rows.Row(Credential.Rows, Payer.Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (PayCalls.CheckParts(Uses, Amount) is { } contradiction) return contradiction;
        if (Uses.Count(u => !book.Pay.Method(u.Method).IsInside) != 1) return Errors.PayMethodsDoNotCombine.In(nameof(Uses));
        var (order, wrong) = await PayCalls.Find(book, BizOrderNo, Payer, Amount);
        if (wrong is not null) return wrong;
        if (order!.Payer.IsPlatform) return Errors.DiffersFromOrder.On(nameof(Payer), Payer.Value);
        if (DirectionalpayFlag == YesNo.Yes) return Errors.TradeRule.In(nameof(DirectionalpayFlag));
        return await PayCalls.Pay(book, order, this, Uses, byPassword: true, card: new CardSaid(Card, AgreementNo));
    }
}
