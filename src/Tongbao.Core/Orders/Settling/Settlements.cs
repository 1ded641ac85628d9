using Tongbao.Core.Ledger;
using Tongbao.Core.Members.Merchants;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Shares;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling;

/// <summary>
/// 结算: when a purchase by a merchant number is paid, its clearing is planned; on that day its money comes into the payee's transit, by an
/// order of its own.
/// </summary>
public static class Settlements
{
    /// <summary>编号空间 of settlements: nobody applies for them, so each is numbered as we number it.</summary>
    public const string Numbers = "settlement";

    public const string NextDay = "D+1", NextWorkingDay = "T+1";

    /// <summary>
    /// At which fee, and when, an order by a product of a merchant number is settled; null if the number cannot collect by it.
    /// </summary>
    public static Settlement? TermsOf(Settings settings, Merchant merchant, string product)
    {
        var terms = new Settlement
        {
            Merchant = merchant.No, Product = product, ClearTimeRule = merchant.ClearTimeRule ?? settings.ClearTimeRule,
        };
        if (merchant.OpenedElsewhere) return terms with { RatePpm = settings.ChannelFeeRatePpm, IsDaily = true };
        return merchant.Products.FirstOrDefault(p => p.Code == product && !p.IsPending) is { } open
            ? terms with { RatePpm = open.RatePpm, IsDaily = open.IsDaily, LeastFee = open.Least } : null;
    }

    /// <summary>
    /// The order is paid: the terms of this moment count, or, where the product was closed meanwhile, those of its application.
    /// </summary>
    public static async ValueTask<Order> Plan(Book book, Order order)
    {
        var settings = book.App.SettingsOn(book.WireOf(order));
        var terms = await book.Merchants.Find(order.Settlement.Merchant!) is { } merchant
            && TermsOf(settings, merchant, order.Settlement.Product!) is { } now ? now : order.Settlement;
        var day = Days.DateOf(order.Outcome.PaidAt!.Value);
        var due = Days.At(terms.ClearTimeRule == NextDay ? day.AddDays(1) : book.Environment.Calendar.NextWorkingDay(day),
            settings.SettleAt);
        if (await book.Work.Find(SettleOrders.WorkId(due)) is null) book.Work.Save(SettleOrders.At(due));
        return order with { Settlement = terms with { DueAt = due, KnownAt = Days.At(day.AddDays(1), settings.SettleAt) } };
    }

    /// <summary>Its clearing day has come: what was not refunded comes into transit, less the fee.</summary>
    public static async ValueTask<Order> Settle(Book book, Order order)
    {
        var amount = order.Settlement.Of(order.Amount - order.Refunds.Amount);
        var by = await Book(book, order, amount);
        order = order with
        {
            Settlement = order.Settlement with { Settled = amount, SettledAt = book.Now, InTransit = amount, SettledBy = by },
        };
        book.Orders.Save(order);
        return order;
    }

    /// <summary>
    /// A refund that was on its way when the order was settled came to nothing: what was left out for it is settled now. The caller has
    /// counted it out of the order's refunds, and saves the order.
    /// </summary>
    public static async ValueTask<Order> SettleRest(Book book, Order order)
    {
        var (terms, rest) = (order.Settlement, order.Settlement.Of(order.Amount - order.Refunds.Amount) - order.Settlement.Left);
        if (terms.Settled is null || !rest.IsPositive) return order;
        await Book(book, order, rest);
        return order with { Settlement = terms with { Settled = terms.Settled + rest, InTransit = terms.InTransit + rest } };
    }

    private static async ValueTask<OrderNo?> Book(Book book, Order order, Cents amount)
    {
        if (!amount.IsPositive) return null;
        var no = book.NextOrderNo();
        var settlement = new Order
        {
            No = no, BizNo = new BizOrderNo(no.Value), Numbers = Numbers, Kind = OrderKind.Settlement, Status = OrderStatus.Unpaid,
            CreatedAt = book.Now, Serial = new Serial { Wire = book.WireOf(order) }, Payee = order.Payee, Account = order.Account,
            Amount = amount, Legs = [order.ChannelLeg! with { Amount = amount, Refunded = Cents.Zero }],
            Sources = [new CollectSource(order.BizNo, amount)], Settlement = new Settlement { Original = order.No },
            Said = new Said { ExtendInfo = order.Said.ExtendInfo },
        };
        await book.Ledger.Must(Events.OrderSettled, no.Value, SettlementPostings.Settled(settlement));
        book.Orders.Save(settlement.Complete(book, null));
        return no;
    }
}
