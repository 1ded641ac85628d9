using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Orders.Yst2;

namespace Tongbao.Core.Orders.Settling;

/// <summary>One receiver of a split.</summary>
public sealed record SplitPart(BizUserId Member, Cents Amount, string? Remark);

/// <summary>A split as it was asked for.</summary>
/// <param name="BizNo">The marketplace's number of this split.</param>
/// <param name="OriginalWireNo">The purchase, by our number on the wire.</param>
/// <param name="Wire">The wire that asks: it splits its own orders only.</param>
public sealed record SplitWish(BizOrderNo BizNo, string OriginalWireNo, Cents Commission, IReadOnlyList<SplitPart> Parts,
    string? ExtendInfo, string Batch, string Wire);

/// <summary>
/// 订单分账: makes all of a settled order's money available to its payee, and gives parts of it to others within what was agreed. All of it is
/// booked or nothing; an order is split once, and what failed uses up neither number nor order.
/// </summary>
public static class OrderSplitting
{
    /// <summary>No ratio was agreed, and none is needed.</summary>
    private const int Unlimited = -1;

    /// <summary>Refusals come in this order: the number, the order, the receivers, the agreements, the sum.</summary>
    public static async ValueTask<(Order? Split, Error? Wrong)> Split(Book book, SplitWish wish)
    {
        if (await book.CheckFree(wish.BizNo) is not null) return (null, Errors.SplitNumberTaken.On(nameof(wish.BizNo), wish.BizNo.Value));
        if (await book.FindByWireNo(wish.OriginalWireNo) is not { Kind: OrderKind.AcquiredPurchase, IsPaid: true } order
            || book.WireOf(order) != wish.Wire)
            return (null, Errors.PurchaseNotFound.About(wish.OriginalWireNo));
        if (CheckState(order, wish) is { } notNow) return (null, notNow);
        if (CheckParts(order, wish) is { } unfit) return (null, unfit);
        var (splitters, notAble) = await Splitters(book, wish);
        if (notAble is not null) return (null, notAble);
        var (sharing, above) = await Agreed(book, order, wish, splitters);
        if (above is not null) return (null, above);
        if (sharing!.Given > order.Settlement.InTransit)
            return (null, Errors.SharesExceedSettled.On("Amount", sharing.Given, Allowed.AtMost(order.Settlement.InTransit)));
        return (await Book(book, order, wish, sharing), null);
    }

    private static Error? CheckState(Order order, SplitWish wish)
    {
        if (order.Settlement.SplitBy is not null) return Errors.AlreadySplit.About(wish.OriginalWireNo);
        return order.Settlement.InTransit.IsPositive ? null : Errors.NothingSettled.About(wish.OriginalWireNo);
    }

    private static Error? CheckParts(Order order, SplitWish wish)
    {
        if (wish.Parts.GroupBy(p => p.Member).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
            return Errors.SplitterTwice.On("Member", twice.Value);
        return wish.Parts.FirstOrDefault(p => p.Member.IsPlatform || p.Member == order.Payee) is { Member: var itself }
            ? Errors.SplitterIsPayee.On("Member", itself.Value) : null;
    }

    private static async ValueTask<(IReadOnlyList<Member> Splitters, Error? Wrong)> Splitters(Book book, SplitWish wish)
    {
        var splitters = new List<Member>();
        foreach (var part in wish.Parts)
        {
            if (await book.FindMember(part.Member) is not { } member || member.CheckNormal() is not null)
                return ([], Errors.SplitterNotAvailable.On("Member", part.Member.Value));
            splitters.Add(member);
        }
        return (splitters, null);
    }

    /// <summary>Each part within the ratio that was agreed for it; of a pair of roles that needs no agreement there is no ratio.</summary>
    private static async ValueTask<(Sharing? Sharing, Error? Wrong)> Agreed(Book book, Order order, SplitWish wish,
        IReadOnlyList<Member> splitters)
    {
        var whole = order.Amount - order.Refunds.Amount;
        var (settings, payee) = (book.App.SettingsOn(wish.Wire), (await book.FindMember(order.Payee))!);
        var shares = new List<GivenShare>();
        foreach (var (part, splitter) in wish.Parts.Zip(splitters))
        {
            var ratio = settings.NeedsSplitAgreement(payee, splitter)
                ? (await book.AgreementInForce(AgreementKind.Split, order.Payee, part.Member))?.MostBasisPoints : Unlimited;
            if (ratio is null) return (null, Errors.SplitNotAgreed.On("Member", part.Member.Value));
            if (ratio != Unlimited && Sharing.LimitOf(whole, ratio.Value) is var limit && part.Amount > limit)
                return (null, Errors.ShareAboveAgreed.On("Amount", part.Amount, Allowed.AtMost(limit)));
            shares.Add(new GivenShare(part.Member, part.Amount, part.Remark, ratio == Unlimited ? null : ratio));
        }
        if (!wish.Commission.IsPositive) return (new Sharing(whole, Cents.Zero, null, shares), null);
        if ((await book.AgreementInForce(AgreementKind.Commission, order.Payee))?.MostBasisPoints is not { } agreed)
            return (null, Errors.CommissionNotAgreed.On("Payee", order.Payee.Value));
        return Sharing.LimitOf(whole, agreed) is var limitOfAll && wish.Commission > limitOfAll
            ? (null, Errors.CommissionAboveAgreed.On(nameof(wish.Commission), wish.Commission, Allowed.AtMost(limitOfAll)))
            : (new Sharing(whole, wish.Commission, agreed, shares), null);
    }

    private static async ValueTask<Order> Book(Book book, Order order, SplitWish wish, Sharing sharing)
    {
        var split = new Order
        {
            No = book.NextOrderNo(), BizNo = wish.BizNo, Kind = OrderKind.OrderSplit, Status = OrderStatus.Unpaid, CreatedAt = book.Now,
            Serial = new Serial { Wire = wish.Wire }, Payee = order.Payee, Account = order.Account, Amount = order.Settlement.InTransit,
            Batch = wish.Batch, Sources = [new CollectSource(order.BizNo, order.Settlement.InTransit)], Sharing = sharing,
            Settlement = new Settlement { Original = order.No }, Said = new Said { ExtendInfo = wish.ExtendInfo },
        };
        await book.Ledger.Must(Events.OrderSplit, split.No.Value, SettlementPostings.Shared(split, book.AccountOf));
        split = split.Complete(book, null);
        book.Orders.Save(split);
        book.Orders.Save(order with { Settlement = order.Settlement with { InTransit = Cents.Zero, SplitBy = split.No } });
        return split;
    }
}
