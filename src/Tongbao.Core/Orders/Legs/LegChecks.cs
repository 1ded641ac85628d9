using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Legs;

/// <summary>支付方式检查: do these ways to pay fit the order, one another, the payer and his cards? 5.2.</summary>
public static class LegChecks
{
    /// <summary>支付方式: opened, summing to the amount, allowed together, with cards that are bound and fit.</summary>
    public static Error? CheckLegs(this Book book, IReadOnlyList<PayUse> uses, Cents amount, bool mayCombine, Member? payer)
    {
        if (uses.Count == 0) return Errors.BadParameter.In("PayMethod");
        foreach (var use in uses)
        {
            if (use.Method.IsPayout || !book.Settings.Allows(use.Method.Key)) return NotOpened(book, use.Method);
            if (!use.Amount.IsPositive) return Errors.WrongAmount.On($"PayMethod.{use.Method.Key}.Amount", use.Amount, Allowed.Sum);
        }
        if (uses.Sum(u => u.Amount) is var sum && sum != amount)
            return Errors.LegsDoNotSum.On(uses is [{ } single] ? $"PayMethod.{single.Method.Key}.Amount"
            : "PayMethod", sum, Allowed.Just(amount));
        if (uses.Count(u => !u.Method.IsInside) > 1)
            return Errors.OneChannelAnOrder.On("PayMethod", Keys(uses.Where(u => !u.Method.IsInside)));
        if (uses.Count > 1 && uses.Any(u => !u.Method.Combines))
            return Errors.MethodStandsAlone.On("PayMethod", Keys(uses.Where(u => !u.Method.Combines)));
        if (!mayCombine && (uses.Count > 1 || uses[0].Method.IsInside)) return Errors.OneChannelAlone.On("PayMethod", Keys(uses));
        foreach (var use in uses)
        {
            if (CheckInside(book, use) is { } wrong) return wrong;
            if (payer?.MayPayFrom(use.Method.Key, use.More.GetValueOrDefault("acct")) == false) return Errors.AcctNotOfMember;
            if (use.Card is { } card && CheckCard(use, card, payer) is { } wrongCard) return wrongCard;
        }
        return null;
    }

    private static Error? CheckInside(Book book, PayUse use) => use.Method.Key switch
    {
        PayMethod.Balance when use.AccountSetNo != book.Sets.OfMembers => WrongSet(use, book.Sets.OfMembers),
        PayMethod.Coupon when use.AccountSetNo is { } no && book.Sets.Find(no, SetUse.Coupon) is null =>
            WrongSet(use, [.. book.Sets.For(SetUse.Coupon)]),
        _ => null,
    };

    private static Error WrongSet(PayUse use, params string[] allowed) =>
        Errors.WrongAccountSet.About(use.AccountSetNo ?? "")
            .On($"PayMethod.{use.Method.Key}.AccountSetNo", use.AccountSetNo, Allowed.OneOf(allowed));

    /// <summary>没有支付权限: a payout pays nothing in, and a method that the app did not open pays nothing.</summary>
    public static Error NotOpened(Book book, PayMethod method, bool payout = false) => book.Settings.PayMethods.Contains("*")
        ? (payout ? Errors.PaysNothingOut : Errors.PaysNothingIn).About(method.Key).On("PayMethod", method.Key)
        : Errors.PayMethodNotOpened.About(method.Key).On("PayMethod", method.Key, Allowed.OneOf(book.Settings.PayMethods));

    private static string Keys(IEnumerable<PayUse> uses) => string.Join(", ", uses.Select(u => u.Method.Key));

    /// <summary>The card is the payer's and of a kind that the method debits; what of a credit card may not be kept came with it.</summary>
    private static Error? CheckCard(PayUse use, BankCardNo no, Member? payer)
    {
        if (use.Method.TakesCorporate && payer?.Company?.AccountNo == no)
            return CheckPlace(use.More);
        if (payer?.FindCard(no) is not { } card) return Errors.CardNotBound;
        if (use.Method.CardModes.Count > 0 && !use.Method.CardModes.Intersect(card.Modes).Any()) return Errors.CardModeDoesNotPay;
        var credit = card.CardType != CardType.Debit;
        if (use.Method.CreditOnly && !credit) return Errors.CreditCardNeeded;
        if (credit && use.Method.Key == PayMethod.QuickpayTlt
            && CreditFields.FirstOrDefault(f => !use.Unkept.Contains(f.Key)) is { Property: { } needed })
            return Errors.ParameterMissing.In(needed);
        return null;
    }

    /// <summary>山东: of a corporate account it wants to know where its bank is.</summary>
    public static Error? CheckPlace(IReadOnlyDictionary<string, Secret> more) =>
        CorporatePlace.FirstOrDefault(f => !more.ContainsKey(f.Key)) is { Property: { } missing } ? Errors.ParameterMissing.In(missing)
            : null;

    private static readonly (string Key, string Property)[] CorporatePlace = [("province", "Province"), ("city", "City")],
        CreditFields = [("validate", "Validate"), ("cvv2", "Cvv2")];
}
