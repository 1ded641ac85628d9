using Tongbao.Core.Platform;
using Tongbao.Core.Members;

namespace Tongbao.Core.Orders.Shares;

/// <summary>付款方资金代付明细 (通商云 4.2.21): what became of each receiver's share of a collect order.</summary>
public sealed record GetPaymentInformationDetail(BizOrderNo BizOrderNo, BizUserId? Member, string? AccountSetNo, DateOnly? DateStart,
    DateOnly? DateEnd) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindOrder(BizOrderNo) is not { Kind: OrderKind.Collect } collect) return Errors.OrderNotFound;
        if (AccountSetNo is not null && AccountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(AccountSetNo).On(nameof(AccountSetNo), AccountSetNo, Allowed.Just(book.Sets.OfMembers));
        var payer = await EscrowNames.Of(book, collect.Payer);
        var payments = (await book.EscrowPayments.List(EscrowPayment.ByCollect, collect.No.Value)).ToLookup(p => p.Member);
        var rows = new List<PaymentInformation>();
        foreach (var share in (await OrderShares.Of(book, collect.No)).Where(s => Member is null || s.Payee == Member))
        {
            var payee = await EscrowNames.Of(book, share.Payee);
            var paid = payments[share.Payee].Where(p => EscrowNames.Within(p.At, DateStart, DateEnd)).ToList();
            if (paid.Count == 0 && DateStart is null && DateEnd is null)
                rows.Add(PaymentInformation.Of(collect, payer, share, payee, null));
            rows.AddRange(paid.Select(p => PaymentInformation.Of(collect, payer, share, payee, p)));
        }
        return new Payments(rows);
    }

    public sealed record Payments(IReadOnlyList<PaymentInformation> PaymentInformationList) : Reply;
}

/// <summary>代付明细 (5.15). status: 0 nothing paid out, 1 a part, 2 all.</summary>
public sealed record PaymentInformation(BizOrderNo CollOrderNo, Cents CollAmount, string PayerName, BizUserId Payer,
    DateTimeOffset CollTime, string PayeeName,
    BizUserId Payee, Cents ManagedCollAmount, long Status, BizOrderNo? PayOrderNo, DateTimeOffset? PayTime, long? AccountType,
        Cents? PayAmount)
{
    public static PaymentInformation Of(Order collect, string payer, Share share, string payee, EscrowPayment? payment) => new(
        collect.BizNo, collect.Amount, payer, collect.Payer, share.Since, payee, share.Payee, share.Due,
        share.PaidOut.IsZero ? 0 : share.Owed.IsZero ? 2 : 1, payment?.PayBizNo, payment?.At, payment is null ? null : 1, payment?.Amount);
}

/// <summary>收款方在途资金明细 (通商云 4.2.22): what is in escrow for a receiver.</summary>
public sealed record GetPayeeFundsInTransitDetail(BizUserId Member, string? AccountSetNo, BizOrderNo? BizOrderNo, DateOnly? DateStart,
    DateOnly? DateEnd) : Query
{
    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.FindMember(Member) is null) return Errors.MemberNotFound;
        if (AccountSetNo is not null && AccountSetNo != book.Sets.OfMembers)
            return Errors.WrongAccountSet.About(AccountSetNo).On(nameof(AccountSetNo), AccountSetNo, Allowed.Just(book.Sets.OfMembers));
        var payee = await EscrowNames.Of(book, Member);
        var rows = new List<FundsInTransit>();
        foreach (var share in await book.Shares.List(Share.ByPayee, Member.Value))
        {
            if (!share.Owed.IsPositive || (BizOrderNo is { } only && share.BizNo != only)
                || !EscrowNames.Within(share.Since, DateStart, DateEnd)) continue;
            if (await StillThere(book, share) is not { IsPositive: true } there) continue;
            rows.Add(new FundsInTransit(payee, Member, share.BizNo, share.Since, share.Due, await EscrowNames.Of(book, share.Payer),
                share.Payer, there));
        }
        return new InTransit(rows);
    }

    /// <summary>A refund out of a guarantee shortens nobody's share: no more is to come than what is still held.</summary>
    private static async ValueTask<Cents> StillThere(Book book, Share share) =>
        await book.Orders.Find(share.Order.Value) is { Kind: OrderKind.SecuredPurchase } order && Guarantees.Left(order) is var left
            && left < share.Owed ? left : share.Owed;

    public sealed record InTransit(IReadOnlyList<FundsInTransit> PayeeFundsInTransitList) : Reply;
}

/// <summary>在途资金 (5.16).</summary>
public sealed record FundsInTransit(string PayeeName, BizUserId Payee, BizOrderNo OrderNo, DateTimeOffset CollTime, Cents ManagedCollAmount,
    string PayerName, BizUserId Payer, Cents EstCollAmount);

internal static class EscrowNames
{
    /// <summary>A member's name as verified; before that, what the marketplace calls it.</summary>
    public static async ValueTask<string> Of(Book book, BizUserId id) =>
        await book.FindMember(id) is { } member ? member.RealName ?? member.Company?.CompanyName ?? id.Value : id.Value;

    public static bool Within(DateTimeOffset at, DateOnly? from, DateOnly? until) =>
        (from is null || Days.DateOf(at) >= from) && (until is null || Days.DateOf(at) <= until);
}
