using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Accp;

/// <summary>
/// 银行卡快捷支付 (连连 交易 3.2.3): by a bound card, in part by balance or coupon, after an SMS code. An anonymous payer has no password and no
/// balance, and sends the four elements of a card the first time.
/// </summary>
public sealed record PaymentBankcard(BizOrderNo BizOrderNo, Cents Amount, YesNo? DirectionalpayFlag, BizUserId Payer, Secret? Password,
    string? RandomKey, BankCardNo? Card, string? AgreementNo, Phone? CardPhone, string? CardHolder, IdNumber? IdNumber, Secret? Cvv2,
    Secret? Validate, IReadOnlyList<PayPart> Uses) : TypedPasswordCommand(Password, RandomKey), IElementsCommand
{
    public ElementsSaid? Elements { get; init; }

    public Command With(ElementsSaid said) => this with { Elements = said };

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
        return await PayCalls.Pay(book, order, this, Uses, byPassword: true, card: (payer, method) => order.Said.Anonymous
            ? PayingCard.FindAnonymous(book, this, method) : new(PayingCard.Find(this, payer?.Cards ?? [], method)));
    }
}
