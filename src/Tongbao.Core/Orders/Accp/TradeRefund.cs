using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;

namespace Tongbao.Core.Orders.Accp;

/// <summary>How much goes back by which of the ways that the order was paid.</summary>
public sealed record RefundPart(string Method, Cents Amount);

/// <summary>One payee that gives back.</summary>
public sealed record RefundPayee(BizUserId Payee, PartyType PayeeType, string? PayeeAccount, Cents Amount, YesNo? IsAdvancePay);

/// <summary>What a refund asks for, of one payee or of several.</summary>
public sealed record RefundWish(Command Command, BizUserId Payer, string? BackUrl, string? Reason, BizOrderNo OriBizOrderNo,
    Cents OriAmount,
    BizOrderNo BizRefundNo, DateTimeOffset OrderedAt, Cents Amount, string? OrderInfo, IReadOnlyList<RefundPayee> Payees,
    IReadOnlyList<RefundPart> Methods);

/// <summary>
/// 退款 (连连 交易 3.7.2): payees that are named give back what they got, or the guarantee gives what nobody confirmed. Until the channel has
/// answered the money is held where it is; then it goes back by the ways that the order was paid, or is free again.
/// </summary>
public static class TradeRefund
{
    public static async ValueTask<Result> Run(Book book, RefundWish wish)
    {
        if (CheckFields(book, wish) is { } contradiction) return contradiction;
        if (await book.FindRefund(wish.BizRefundNo) is not null) return Errors.OrderExists;
        if (await book.FindOrder(wish.OriBizOrderNo) is null)
            return Errors.OriginalNotFound.On(nameof(wish.OriBizOrderNo), wish.OriBizOrderNo.Value);
        var (original, wrong) = await book.OwnOrder(wish.OriBizOrderNo);
        if (wrong is not null) return wrong;
        if (original!.Kind is not (OrderKind.Purchase or OrderKind.SecuredPurchase) || !original.IsPaid) return Errors.NotRefundable;
        if (PayCalls.CheckSame(original, wish.Payer, wish.OriAmount) is { } differs) return differs;
        if (wish.Payees.Any(p => p.IsAdvancePay == YesNo.Yes)) return Errors.TradeRule.On(nameof(RefundPayee.IsAdvancePay));
        var (shares, fromGuarantee, unfit) = await FindGivers(book, original, wish);
        if (unfit is not null) return unfit;
        if (CheckMethods(original, wish) is { } wrongMethod) return wrongMethod;
        if (Of(wish, PayMethod.Balance).IsPositive && await book.FindMember(original.Payer) is { ClosedAt: not null })
            return Errors.MemberNotAvailable.On(nameof(wish.Payer), wish.Payer.Value);
        foreach (var share in shares!)
        {
            if (await book.Ledger.Available(book.AccountOf(share.Member)) is var available && available < share.FromMember)
                return Parties.BalanceShortOf(share.Member).On(nameof(wish.Amount), share.FromMember, Allowed.AtMost(available));
        }
        return await Accept(book, original, wish, shares, fromGuarantee);
    }

    private static async ValueTask<Result> Accept(Book book, Order original, RefundWish wish, IReadOnlyList<RefundShare> shares,
        Cents fromGuarantee)
    {
        var (coupon, balance) = (Of(wish, PayMethod.Coupon), Of(wish, PayMethod.Balance));
        var toChannel = wish.Amount - coupon - balance;
        var refund = new Order
        {
            No = book.NextOrderNo(), BizNo = wish.BizRefundNo, Numbers = OrderNumbers.Refunds, Kind = OrderKind.Refund,
            Status = OrderStatus.Unpaid, CreatedAt = book.Now, Timetable = book.Timetable, Serial = book.Serial, Payer = original.Payer,
            Payee = shares is [{ } only] ? only.Member : original.Payee, Account = original.Account, Amount = wish.Amount,
            Legs = toChannel.IsPositive ? [original.ChannelLeg! with { Refunded = Cents.Zero }] : [],
            Said = new Said { BackUrl = wish.BackUrl, OrderedAt = wish.OrderedAt, Summary = wish.Reason, ExtendInfo = wish.OrderInfo,
                Anonymous = original.Said.Anonymous },
            Refund = new RefundPlan(original.No, original.BizNo, Cents.Zero, coupon, toChannel, balance, RefundRules.AtOnce, [],
                toChannel.IsPositive) { Shares = shares, FromGuarantee = fromGuarantee, IsHeld = true },
        };
        book.KeepRequest(refund, wish.Command);
        original = await RefundHolds.Place(book, refund, original);
        book.Orders.Save(RefundRules.Count(book, original, refund.Refund, wish.Amount, +1));
        refund = refund.On(book, OrderEvent.Confirm);
        if (refund.Refund!.SendsToChannel) book.Outbox.AskAt(refund, ChannelOperation.Refund, book.Now);
        else refund = await RefundReported.Finish(book, refund, null);
        book.Orders.Save(refund);
        return new Accepted(wish.Payer, original.BizNo, wish.Amount, refund.No);
    }

    private static Error? CheckFields(Book book, RefundWish wish)
    {
        foreach (var payee in wish.Payees)
        {
            if (book.CheckAccountName(payee.PayeeType, payee.PayeeAccount, nameof(RefundPayee.PayeeAccount)) is { } wrongAccount)
                return wrongAccount;
        }
        if (wish.Amount.LeftBy(wish.Payees, p => p.Amount) is not { IsZero: true })
            return Errors.LegsDoNotSum.In("Payees").On(nameof(wish.Amount), wish.Amount);
        return wish.Amount.LeftBy(wish.Methods, m => m.Amount) is { IsZero: true } ? null
            : Errors.LegsDoNotSum.In(nameof(wish.Methods)).On(nameof(wish.Amount), wish.Amount);
    }

    /// <summary>Who gives how much; of a guarantee order the merchant's guarantee account stands for what nobody confirmed.</summary>
    private static async ValueTask<(IReadOnlyList<RefundShare>? Shares, Cents FromGuarantee, Error? Wrong)> FindGivers(Book book,
        Order original,
        RefundWish wish)
    {
        var (fromGuarantee, given) = (Cents.Zero, new Dictionary<BizUserId, Cents>());
        foreach (var payee in wish.Payees)
        {
            var merchant = payee.PayeeType == PartyType.Merchant;
            if ((merchant && payee.Payee.Value != book.No) || payee.Payee.IsPlatform) return (null, default, NotOfOrder(payee));
            var member = merchant ? BizUserId.Platform : payee.Payee;
            var kind = merchant ? book.Sets.Find(payee.PayeeAccount)!.Kind : AccountKind.Member;
            var share = kind is AccountKind.Member or AccountKind.Balance ? await OrderShares.Find(book, original.No, member) : null;
            if (share is { PaidOut.IsPositive: true } || (share is not null && original.Kind == OrderKind.Purchase))
                given[member] = given.GetValueOrDefault(member) + payee.Amount;
            else if (merchant && original.Kind == OrderKind.SecuredPurchase && kind is AccountKind.Guarantee or AccountKind.Balance)
                fromGuarantee += payee.Amount;
            // Who is to have a part of it and has had nothing yet gives nothing.
            else return (null, default, share is null ? NotOfOrder(payee) : TooMuch(payee.Amount, Cents.Zero));
        }
        if (fromGuarantee.IsPositive && Guarantees.Left(original) is var left && fromGuarantee > left)
            return (null, default, TooMuch(fromGuarantee, left));
        foreach (var (member, amount) in given)
        {
            if ((await OrderShares.Find(book, original.No, member))!.Returnable is var returnable && amount > returnable)
                return (null, default, TooMuch(amount, returnable));
        }
        return ([.. given.Select(g => new RefundShare(g.Key, Cents.Zero, g.Value))], fromGuarantee, null);
    }

    private static Error? CheckMethods(Order original, RefundWish wish)
    {
        foreach (var part in wish.Methods.GroupBy(m => m.Method))
        {
            var amount = part.Sum(m => m.Amount);
            if (original.Legs.FirstOrDefault(l => l.Method == part.Key) is not { } leg)
                return Errors.DiffersFromOrder.On(nameof(wish.Methods), part.Key, Allowed.OneOf(original.Legs.Select(l => l.Method)));
            if (amount > leg.Refundable) return TooMuch(amount, leg.Refundable);
        }
        return null;
    }

    private static Cents Of(RefundWish wish, string method) => wish.Methods.Where(m => m.Method == method).Sum(m => m.Amount);

    private static Error NotOfOrder(RefundPayee payee) => Errors.DiffersFromOrder.On(nameof(RefundPayee.Payee), payee.Payee.Value);

    private static Error TooMuch(Cents amount, Cents left) => Errors.RefundTooLarge.On("Amount", amount, Allowed.AtMost(left));

    /// <summary>The answer names the original order, and ours of the refund.</summary>
    public sealed record Accepted(BizUserId Payer, BizOrderNo BizOrderNo, Cents Amount, OrderNo OrderNo) : Reply;
}
