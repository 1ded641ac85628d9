using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;

namespace Tongbao.Core.Audit;

/// <summary>The page of orders under audit, with what was booked for each.</summary>
internal sealed class AuditedOrders(IAuditRows rows, string custodySet)
{
    private readonly Dictionary<string, BookedOrder> _now = [];
    private readonly Dictionary<string, Order?> _others = [];

    public void Read(IReadOnlyList<Order> orders)
    {
        _now.Clear();
        _others.Clear();
        foreach (var order in orders) _now[order.No.Value] = new BookedOrder(order);
    }

    public BookedOrder? Booked(string no) => _now.GetValueOrDefault(no);

    public async ValueTask<OrderEntries> EntriesOf(BookedOrder booked) => booked.Entries ??= new OrderEntries(booked.Order,
        booked.Order.Refund is { } plan ? await Find(plan.Original) : null,
        AccountOf);

    public AccountId AccountOf(BizUserId member) =>
        member.IsPlatform ? Chart.Platform(Chart.Balance) : Chart.Member(custodySet, member);

    public async ValueTask<Order?> Find(OrderNo no)
    {
        if (Booked(no.Value) is { } booked) return booked.Order;
        return _others.TryGetValue(no.Value, out var known) ? known : _others[no.Value] = await rows.Find(Order.Rows, no.Value);
    }
}

internal sealed class BookedOrder(Order order)
{
    public Order Order => order;
    public OrderEntries? Entries { get; set; }

    /// <summary>How often each event was booked for the order.</summary>
    public OrderEntries.Counts Counts { get; set; }
}
