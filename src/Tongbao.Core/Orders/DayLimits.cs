using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders;

/// <summary>单日限制: how many orders of a kind, and how much, a member makes on a day.</summary>
public static class DayLimits
{
    /// <summary>The kinds of orders that count against the daily limit of a payer.</summary>
    private static readonly OrderKind[] Paying =
        [OrderKind.Deposit, OrderKind.Purchase, OrderKind.SecuredPurchase, OrderKind.Withdrawal, OrderKind.Transfer];

    /// <summary>
    /// 单日限制: orders of a kind a member a day, successful and in progress (docs/wires/tsy2.md, decision 8); and their amount. A wire may
    /// have one limit for all that a payer pays (<see cref="WireTerms.LimitsPayers"/>).
    /// </summary>
    public static async ValueTask<Error?> CheckToday(this Book book, OrderKind kind, BizUserId member, Cents amount)
    {
        var day = Days.DateOf(book.Now);
        if (LimitsPayers(book, book.Wire)) return await CheckPayer(book, member, day, amount);
        if (member.IsPlatform || await book.DayCounts.Find(CountId(kind, member, day)) is not { } count)
            return CheckDay(book, kind, member, 0, amount);
        return CheckDay(book, kind, member, count.Orders, count.Amount + amount);
    }

    private static Error? CheckDay(Book book, OrderKind kind, BizUserId member, int orders, Cents amount)
    {
        var limited = kind is OrderKind.Deposit or OrderKind.Purchase or OrderKind.Collect;
        if (limited && book.Settings.DailyOrderLimit > 0 && orders >= book.Settings.DailyOrderLimit)
            return Errors.DailyCountExceeded.On(null, orders + 1, Allowed.AtMost(book.Settings.DailyOrderLimit));
        return CheckAmount(book, member, amount);
    }

    private static async ValueTask<Error?> CheckPayer(Book book, BizUserId payer, DateOnly day, Cents amount)
    {
        if (!book.Settings.DailyAmountLimit.IsPositive) return null;
        foreach (var kind in Paying) amount += (await book.DayCounts.Find(CountId(kind, payer, day)))?.Amount ?? Cents.Zero;
        return CheckAmount(book, payer, amount);
    }

    private static Error? CheckAmount(Book book, BizUserId member, Cents amount) =>
        book.Settings.DailyAmountLimit.IsPositive && amount > book.Settings.DailyAmountLimit
            ? (member.IsPlatform ? Errors.PlatformDailyAmountExceeded : Errors.DailyAmountExceeded)
                .On(null, amount, Allowed.AtMost(book.Settings.DailyAmountLimit)) : null;

    /// <summary>An order counts on the day on which it is confirmed or paid, which is the day whose limits it was held against.</summary>
    public static async ValueTask<Order> Count(this Book book, Order order)
    {
        if (order is { Kind: not OrderKind.AcquiredPurchase, Payer.IsPlatform: true }
            && !LimitsPayers(book, order.Serial.Wire ?? book.App.First.Wire)) return order;
        var count = await book.CountOf(order, Days.DateOf(book.Now));
        book.DayCounts.Save(count with { Orders = count.Orders + 1, Amount = count.Amount + order.Amount });
        return order with { Payment = order.Payment with { CountedOn = Days.DateOf(book.Now) } };
    }

    /// <summary>It has failed: its own day gets back what it counted there.</summary>
    public static async ValueTask<Order> Uncount(this Book book, Order order)
    {
        if (order.Payer.IsPlatform && order.Payment.CountedOn is null) return order;
        // Orders in progress from before the day was kept counted on that of their application.
        var count = await book.CountOf(order, order.Payment.CountedOn ?? Days.DateOf(order.CreatedAt));
        book.DayCounts.Save(count with { Orders = count.Orders - 1, Amount = count.Amount - order.Amount });
        return order with { Payment = order.Payment with { CountedOn = null } };
    }

    private static bool LimitsPayers(Book book, string wire) => book.Environment.Part<IWireTerms>().Of(wire).LimitsPayers;

    private static async ValueTask<DayCount> CountOf(this Book book, Order order, DateOnly day)
    {
        var id = CountId(order, day);
        return await book.DayCounts.Find(id) ?? new DayCount(id, 0, Cents.Zero);
    }

    /// <summary>What is collected by a merchant number counts on the number, everything else on its payer.</summary>
    public static string CountId(Order order, DateOnly day) => CountId(order.Kind,
        order is { Kind: OrderKind.AcquiredPurchase, Settlement.Merchant: { } no } ? new BizUserId(no) : order.Payer, day);

    public static string CountId(OrderKind kind, BizUserId member, DateOnly day) => $"{day:yyyyMMdd}:{kind}:{member}";
}
