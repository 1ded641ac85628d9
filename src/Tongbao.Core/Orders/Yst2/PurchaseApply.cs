using Tongbao.Core.Members;
using Tongbao.Core.Members.Agreements;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 消费申请 (云商通 2085): a payer pays a merchant by its number. Nothing is booked when it is paid; on its clearing day it is settled.
/// </summary>
public sealed record PurchaseApply(BizOrderNo BizOrderNo, BizUserId Payee, BizUserId? Payer, Cents Amount, Cents? PayAmount,
    Cents? PromotionAmount, Cents? Commission, IReadOnlyList<PayUse> PayMethod, IReadOnlyList<SplitPart>? Parts, string? FrontUrl,
    string? BackUrl, DateTimeOffset? OrderExpireDatetime, string? GoodsName, string? Summary, string? ExtendInfo) : Command
{
    /// <summary>A code that was scanned is paid at once, or soon.</summary>
    private static readonly TimeSpan LifeOfBarCode = TimeSpan.FromMinutes(30);

    private DateTimeOffset Expiry(Book book, PayUse use) => book.Shifted(OrderExpireDatetime)
        ?? book.Now + (use.Method.Flow == PayFlow.Code ? LifeOfBarCode : OrderTerms.DefaultLife);

    public override void Prefetch(IPrefetch rows)
    {
        rows.By(Order.Rows, Order.ByBizNo, BizOrderNo.Value);
        rows.Row(Member.Rows, Payee.Value);
    }

    public override async ValueTask<Result> Run(Book book)
    {
        if (await book.Twin(BizOrderNo, PurchaseReply.Of) is { } twin) return twin;
        if (await book.FindOperation(BizOrderNo) is not null) return Errors.OrderExists;
        if (await book.FindMember(Payee) is not { } payee) return Errors.MemberNotFound.On(nameof(Payee), Payee.Value);
        if (payee.CheckNormal(nameof(Payee)) is { } notValid) return notValid;
        var (merchant, ambiguous) = Choose(await book.MerchantsOf(Payee));
        if (merchant is { IsFrozen: true }) return Errors.MerchantFrozen.On("VspCusid", merchant.No);
        if (await CheckAgreements(book) is { } notSigned) return notSigned;
        if (merchant is null) return ambiguous;
        var (terms, notOpen) = Terms(book, merchant);
        if (notOpen is not null) return notOpen;
        if (await CheckLimit(book, merchant) is { } overLimit) return overLimit;
        if (CheckAmounts(book) is { } wrongAmount) return wrongAmount;
        if (book.CheckExpiry(book.Shifted(OrderExpireDatetime)) is { } badExpiry) return badExpiry;
        if (PayMethod is not [{ Method.IsOffered: true } use] || !book.Settings.Allows(use.Method.Key))
            return Errors.PayModeNotSupported.On(nameof(PayMethod), string.Join(", ", PayMethod.Select(u => u.Method.Key)));
        if (PromotionAmount is { IsZero: false }) return Errors.PromotionNotSupported.On(nameof(PromotionAmount), PromotionAmount);
        if (Commission is { IsZero: false } || Parts is { Count: > 0 }) return Errors.SplitWithPurchase.On(nameof(Commission), Commission);
        if (ExtendInfo?.Contains('|') == true) return Errors.ForbiddenCharacter.In(nameof(ExtendInfo));
        if (PayModes.TerminalOf(use) is { } terminal && (await book.VspTerminals.Find(terminal))?.VspCusid != merchant.No)
            return Errors.TerminalNotReported.On("TermNo", terminal);
        return await Open(book, use with { Amount = Amount }, terms!);
    }

    private string? NumberNamed => PayMethod.Select(u => u.More.GetValueOrDefault("vspCusid")?.Clear).FirstOrDefault(no => no is not null);

    /// <summary>
    /// The number that the request names, or the payee's only one that takes purchases; a frozen one where there is no other.
    /// </summary>
    private (Merchant? Merchant, Error Wrong) Choose(IReadOnlyList<Merchant> own)
    {
        var wrong = Errors.MerchantNumberOfAnother.On("VspCusid", NumberNamed, Allowed.OneOf(own.Select(m => m.No)));
        if (NumberNamed is { } named) return (own.FirstOrDefault(m => m.No == named), wrong);
        var live = own.Where(m => !m.IsFrozen).ToList();
        return (live.Count == 1 ? live[0] : live.Count == 0 ? own.LastOrDefault() : null, wrong);
    }

    private async ValueTask<Error?> CheckAgreements(Book book)
    {
        if (await book.AgreementInForce(AgreementKind.Acquiring, Payee) is null)
            return Errors.AcquiringNotSigned.On(nameof(Payee), Payee.Value);
        return book.Settings.CommissionAgreementRequired && await book.AgreementInForce(AgreementKind.Commission, Payee) is null
            ? Errors.CommissionNotSigned.On(nameof(Payee), Payee.Value) : null;
    }

    /// <summary>The terms of the product that it is paid by, which must be open, and certified by its channel.</summary>
    private (Settlement? Terms, Error? Wrong) Terms(Book book, Merchant merchant)
    {
        // No mode at all, or one that is not supported, is told in its own place.
        if (PayMethod is [] or [{ Method.IsOffered: false }, ..]) return (null, null);
        var products = PayModes.ProductsOf(PayMethod[0]);
        if (products.Count == 0) return (null, Errors.ValueNotListed.In("Authcode"));
        var open = products.Select(p => Settlements.TermsOf(book.Settings, merchant, p)).OfType<Settlement>().ToList();
        if (open.Count == 0) return (null, Errors.ProductNotOpen.On("Product", products[0]));
        return open.FirstOrDefault(t => PayModes.IsCertified(merchant, t.Product!)) is { } terms ? (terms, null)
            : (null, Errors.ChannelNotCertified.About(PayModes.CertifierOf(open[0].Product!)!));
    }

    /// <summary>限额: until its review has passed, a number collects so much a day and no more.</summary>
    private async ValueTask<Error?> CheckLimit(Book book, Merchant merchant)
    {
        var limit = book.Settings.PreReviewLimit;
        if (!limit.IsPositive || merchant.OpenedElsewhere || merchant.Compliance == ComplianceState.Passed) return null;
        var id = DayLimits.CountId(OrderKind.AcquiredPurchase, new BizUserId(merchant.No), Days.DateOf(book.Now));
        var today = (await book.DayCounts.Find(id))?.Amount ?? Cents.Zero;
        return Amount > limit - today ? Errors.AboveLimitBeforeReview.On(nameof(Amount), Amount, Allowed.AtMost(limit - today)) : null;
    }

    private Error? CheckAmounts(Book book)
    {
        if (book.CheckAmount(Amount, Cents.Zero) is { } wrong) return wrong;
        return PayAmount is { } paid && paid + (PromotionAmount ?? Cents.Zero) != Amount
            ? Errors.WrongAmount.On(nameof(PayAmount), paid, Allowed.Just(Amount - (PromotionAmount ?? Cents.Zero))) : null;
    }

    private async ValueTask<Result> Open(Book book, PayUse use, Settlement terms)
    {
        var isMember = Payer is { } payer && await book.FindMember(payer) is not null;
        var expires = Expiry(book, use);
        var (order, wrong) = await OpenOrder.Open(book, this, new Order
        {
            No = book.NextOrderNo(), BizNo = BizOrderNo, Kind = OrderKind.AcquiredPurchase, Status = OrderStatus.Unpaid,
            CreatedAt = book.Now, Timetable = book.Timetable, Serial = book.Serial, Payer = Payer ?? default, Payee = Payee,
            Account = book.AccountOf(Payee), Amount = Amount, ExpiresAt = expires, Settlement = terms, Legs = book.ToLegs([use], Payee),
            Payment = new Payment { PayableUntil = use.Method.PayableUntil(book.Now, expires) },
            Said = new Said
            {
                BackUrl = BackUrl, FrontUrl = FrontUrl, Summary = Summary, ExtendInfo = ExtendInfo, Anonymous = !isMember,
                Goods = GoodsName is null ? null : new OrderedGoods(null, null, GoodsName),
            },
        });
        if (wrong is not null) return wrong;
        // A code that was scanned is paid, or not, by the channel's answer alone.
        if (use.Method.Flow == PayFlow.Code) order = await book.Count(order.On(book, OrderEvent.Confirm));
        book.Outbox.CloseOnTime(order);
        book.Orders.Save(order);
        book.Outbox.AskNow(order, ChannelOperation.Pay);
        return PurchaseReply.Of(order);
    }
}
