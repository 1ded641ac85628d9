using Tongbao.Core.Members;
using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Confirming;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Accp;

/// <summary>付款方式 as a pay call lists it.</summary>
public sealed record PayPart(string Method, Cents Amount);

/// <summary>
/// 付款请求: what the pay calls check and do alike. Each is a try of its own: one whose channel failed, or whose code never came, frees the
/// order for another. What is wrong is told in the order of the wire's document: the order's state, its parties, permissions, the password,
/// the card, limits, balances.
/// </summary>
internal static class PayCalls
{
    public const string SmsPurpose = "pay";

    /// <summary>The order that may be paid now, as the call says it.</summary>
    public static async ValueTask<(Order? Order, Error? Wrong)> Find(Book book, BizOrderNo no, BizUserId payer, Cents amount)
    {
        var (order, wrong) = await book.OwnOrder(no);
        if (wrong is not null) return (null, wrong);
        if (!IsPaidByCalls(order!)) return (null, Errors.WrongOrderType);
        return CheckOpen(book, order!) is { } notOpen ? (null, notOpen) : (order, CheckSame(order!, payer, amount));
    }

    public static bool IsPaidByCalls(Order order) => order.Kind is OrderKind.Deposit or OrderKind.Purchase or OrderKind.SecuredPurchase;

    /// <summary>The platform goes by its number on the wire.</summary>
    public static BizUserId NameOf(Book book, BizUserId party) => party.IsPlatform ? new BizUserId(book.No) : party;

    private static Error? CheckOpen(Book book, Order order)
    {
        if (order.IsPaid) return Errors.OrderNotUnpaid.On("BizOrderNo", order.BizNo.Value);
        if (!order.IsOpen || CloseOrder.IsOver(order, book.Now)) return Errors.OrderExpired.On(null, book.Now);
        return order.Status == OrderStatus.InProgress ? Errors.PaymentUnderWay.On("BizOrderNo", order.BizNo.Value) : null;
    }

    /// <summary>What a call says again of an order is what the order says.</summary>
    public static Error? CheckSame(Order order, BizUserId payer, Cents amount)
    {
        if (order.Amount != amount) return Errors.DiffersFromOrder.On("Amount", amount, Allowed.Just(order.Amount));
        return order.Payer == payer ? null : Errors.DiffersFromOrder.On("Payer", payer.Value);
    }

    /// <summary>A user who is open.</summary>
    public static async ValueTask<Error?> CheckUser(Book book, BizUserId user) =>
        await book.FindMember(user) is { } member ? member.CheckNormal("Payer") : Errors.MemberNotFound.On("Payer", user.Value);

    /// <summary>All payees that the order named are still open.</summary>
    public static async ValueTask<Error?> CheckPayees(Book book, Order order)
    {
        foreach (var payee in order.Receivers.Select(r => r.Member).Where(m => !m.IsPlatform))
        {
            if (await book.FindMember(payee) is not { } member || UserStates.StateOf(member) != UserState.Normal)
                return Errors.MemberNotAvailable.On("Payee", payee.Value);
        }
        return null;
    }

    /// <summary>The parts that a call lists come to what it says it pays, each way once.</summary>
    public static Error? CheckParts(IReadOnlyList<PayPart> parts, Cents amount, string property = "Uses")
    {
        if (parts.Sum(p => p.Amount) is var sum && sum != amount)
            return Errors.LegsDoNotSum.In(property).On(null, sum, Allowed.Just(amount));
        return parts.DistinctBy(p => p.Method).Count() == parts.Count ? null : Errors.PayMethodsDoNotCombine.In(property);
    }

    /// <summary>Pays, or sends the code that is needed first.</summary>
    /// <param name="order">As <see cref="Find"/> found it.</param>
    /// <param name="byPassword">Does a registered payer prove itself here?</param>
    public static async ValueTask<Result> Pay(Book book, Order order, TypedPasswordCommand command, IReadOnlyList<PayPart> parts,
        bool byPassword, IReadOnlyDictionary<string, Secret>? more = null, Func<Member?, PayMethod, ValueTask<CardFound>>? card = null)
    {
        IReadOnlyList<PayUse> uses = [.. parts.Where(p => p.Amount.IsPositive).Select(p => UseOf(book, p, more ?? PayUse.NoMore))];
        if (await CheckPayer(book, order, uses) is { } notAble) return notAble;
        if (await CheckPayees(book, order) is { } notOpen) return notOpen;
        if (CheckMethods(book, order, uses) is { } notAllowed) return notAllowed;
        var payer = order.Payer.IsPlatform || order.Said.Anonymous ? null : await book.FindMember(order.Payer);
        if (byPassword && payer is not null)
        {
            if (command.Typed is null) return Errors.ParameterMissing.In(nameof(TypedPasswordCommand.Password));
            if (await book.CheckTyped(payer, command) is { } unproved) return unproved;
        }
        var channel = uses.FirstOrDefault(u => !u.Method.IsInside);
        var paying = card is null || channel is null ? null : await card(payer, channel.Method);
        if (paying?.Wrong is { } unfit) return unfit;
        if (paying is { Card: null }) return Done.It;
        if (await book.CheckLimits(order.Kind, order.Payer, order.Amount) is { } overLimit) return overLimit;
        book.KeepRequest(order, command);
        // The code goes to the registered phone, or for an anonymous payer to the reserved phone of the card.
        var phone = order.Said.Anonymous ? paying?.Card!.Phone : payer?.Phone;
        var asksCode = phone is not null && AsksCode(book, channel?.Method, order.Amount);
        order = order with
        {
            Legs = book.ToLegs([.. uses.Select(u => u == channel ? u with { Card = paying?.Card!.No } : u)], order.Payer),
            Payment = order.Payment.Next(asksCode ? ValidateType.Sms : ValidateType.None,
                channel?.Method.PayableUntil(book.Now, order.ExpiresAt)) with
            {
                NewAgreement = paying is { IsProved: true } ? paying.Card!.AgreementNo : null,
            },
        };
        return asksCode ? AskCode(book, order, phone!) : await ConfirmOrder.Confirm(book, order, null);
    }

    private static PayUse UseOf(Book book, PayPart part, IReadOnlyDictionary<string, Secret> more) =>
        book.Pay.Method(part.Method) is var method ? new(method, part.Amount, null, null, method.IsInside ? PayUse.NoMore : more, [])
            : throw new InvalidOperationException();

    private static async ValueTask<Error?> CheckPayer(Book book, Order order, IReadOnlyList<PayUse> uses)
    {
        if (order.Payer.IsPlatform) return null;
        if (!order.Said.Anonymous) return await CheckUser(book, order.Payer);
        return uses.Any(u => u.Method.Key == PayMethod.Balance) ? Errors.AccountNotFound.On("Payer", order.Payer.Value) : null;
    }

    private static Error? CheckMethods(Book book, Order order, IReadOnlyList<PayUse> uses)
    {
        foreach (var method in uses.Select(u => u.Method))
        {
            if (!method.IsOffered || !book.Settings.Allows(method.Key)) return LegChecks.NotOpened(book, method);
            if (order.Kind == OrderKind.Deposit && !method.TopsUp)
                return (method.IsInside ? Errors.TradeRule : Errors.CreditCardNotSupported).On("Uses", method.Key);
        }
        return uses.Count(u => !u.Method.IsInside) > 1 ? Errors.OneChannelAnOrder.In("Uses") : null;
    }

    /// <summary>A card always but for small sums, a balance above what the app says; what is paid elsewhere is proved there.</summary>
    private static bool AsksCode(Book book, PayMethod? channel, Cents amount) => channel switch
    {
        null => book.Settings.SmsThreshold is { IsPositive: true } above && amount > above,
        { Flow: PayFlow.Sms } => amount > book.Settings.CardSmsFreeUpTo,
        _ => false,
    };

    /// <summary>Nothing is booked or held until the code comes.</summary>
    private static OrderReply AskCode(Book book, Order order, Phone phone)
    {
        book.SendCode(Token.AboutOf(order.Payer, order.BizNo.Value), phone, SmsPurpose, Token.Life);
        book.Orders.Save(order with { Payment = order.Payment with { SmsSentAt = book.Now } });
        return OrderReply.ToAttempt(order, book.IssueToken(order.Payer, order.BizNo.Value, PurposeOf(order)).Value);
    }

    /// <summary>A token is good for its own try to pay alone.</summary>
    public static string PurposeOf(Order order) => $"{SmsPurpose}:{order.Payment.Attempt}";
}
