using Tongbao.Core.Members;
using Tongbao.Core.Orders.Legs;

namespace Tongbao.Core.Orders.Accp;

/// <summary>The card that a call pays by, or why it pays by none. Neither: its bank is asked about it first.</summary>
/// <param name="IsProved">An anonymous payer said whose it is, as it does the first time, and is told its agreement.</param>
internal sealed record CardFound(Card? Card, Error? Wrong, bool IsProved = false);

/// <summary>付款银行卡: by its number, or by its agreement.</summary>
internal static class PayingCard
{
    /// <summary>One of the payer's own that the method debits.</summary>
    public static CardFound Find(PaymentBankcard call, IReadOnlyList<Card> cards, PayMethod method)
    {
        var card = call.AgreementNo is null ? cards.FirstOrDefault(c => c.No == call.Card)
            : cards.FirstOrDefault(c => c.AgreementNo == call.AgreementNo && (call.Card is null || c.No == call.Card));
        if (card is null) return new(null, call.AgreementNo is null ? Errors.CardNotBound : Errors.AgreementUnknown);
        return CheckMethod(card, method) is { } unfit ? new(null, unfit) : new(card, null);
    }

    /// <summary>
    /// An anonymous payer's: one that it paid by before, by its number or agreement alone; or one whose name, ID number and phone come with
    /// it, as the first time they must, and are found to be of one another before anything is done (W66).
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
