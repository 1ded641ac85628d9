namespace Tongbao.Core.Members;

/// <summary>四要素: name, ID number, card number and reserved phone of a card, as a request sends them.</summary>
internal static class FourElements
{
    /// <summary>A card that a person asks to have bound by its four elements; a credit card's end and CVV2 must have come.</summary>
    public static (CardBinding? Binding, Error? Wrong) Check(Book book, BankCardNo card, Phone phone, string name, IdNumber number,
        bool hasCreditFields)
    {
        if (!PhoneRules.IsPhone(phone)) return (null, Errors.BadParameter.In("CardPhone"));
        if (book.Environment.Cards.Find(card) is not { } bin) return (null, Errors.CardBinUnknown);
        if (bin.CardType == CardType.Credit && !hasCreditFields) return (null, Errors.CreditCardFieldsMissing);
        return (new CardBinding(book.NextNumber(), book.Now, BindMode.FourElements, card, name, number, phone, false, null, bin.BankName,
            bin.BankCode, bin.CardType) { Signs = true }, null);
    }
}
