using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Accp;

/// <summary>The card of a payment call, or the refusal. If both are null, the bank is asked about the card first.</summary>
/// <param name="IsProved">This call verified the four elements of an anonymous payer's card; its answer tells the agreement.</param>
internal sealed record CardFound(Card? Card, Error? Wrong, bool IsProved = false);

/// <summary>付款银行卡: by its number, or by its agreement.</summary>
internal static class PayingCard
{
    /// <summary>A bound card of the payer that fits the method.</summary>
    public static CardFound Find(PaymentBankcard call, IReadOnlyList<Card> cards, PayMethod method)
    {
        var card = call.AgreementNo is null ? cards.FirstOrDefault(c => c.No == call.Card)
            : cards.FirstOrDefault(c => c.AgreementNo == call.AgreementNo && (call.Card is null || c.No == call.Card));
        if (card is null) return new(null, call.AgreementNo is null ? Errors.CardNotBound : Errors.AgreementUnknown);
        return CheckMethod(card, method) is { } unfit ? new(null, unfit) : new(card, null);
    }

    /// <summary>
    /// The card of an anonymous payer (W66): one that it paid with before, by number or agreement; or one that comes with name, ID number
    /// and phone, which are required the first time and verified with the bank.
    /// </summary>
    public static async ValueTask<CardFound> FindAnonymous(Book book, PaymentBankcard call, PayMethod method)
    {
        var payer = await book.AnonymousPayers.Find(call.Payer.Value) ?? new AnonymousPayer(call.Payer, []);
        var missing = Missing(call);
        if (call.AgreementNo is not null || (missing is not null && payer.Cards.Any(c => c.No == call.Card)))
            return Find(call, payer.Cards, method);
        if (missing is not null) return new(null, Errors.ParameterMissing.In(missing));
        var (binding, wrong) = FourElements.Check(book, call.Card!, call.CardPhone!, call.CardHolder!, call.IdNumber!,
            call.Validate is not null && call.Cvv2 is not null);
        if (wrong is not null) return new(null, wrong);
        if (call.Elements is null)
        {
            book.Ask = new ElementsAsk(call, binding!, call.Validate, call.Cvv2);
            return new(null, null);
        }
        if (call.Elements.Refusal is { } refusal) return new(null, refusal);
        if (call.Elements.IsCredit) binding = binding! with { CardType = CardType.Credit };
        payer = payer.With(binding!, book.Now, book.Settings.CardsPerPerson);
        if (CheckMethod(payer.Cards[^1], method) is { } unfit) return new(null, unfit);
        book.AnonymousPayers.Save(payer);
        return new(payer.Cards[^1], null, IsProved: true);
    }

    private static string? Missing(PaymentBankcard call) => call switch
    {
        { CardPhone: null } => nameof(call.CardPhone),
        { CardHolder: null } => nameof(call.CardHolder),
        { IdNumber: null } => nameof(call.IdNumber),
        _ => null,
    };

    private static Error? CheckMethod(Card card, PayMethod method)
    {
        var credit = card.CardType == CardType.Credit;
        if (credit && !method.CreditOnly) return Errors.CreditCardNotSupported;
        return !credit && method.CreditOnly ? Errors.CardNotBound : null;
    }
}
