using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Payments;

namespace Tongbao.Core.Orders;

/// <summary>What orders send: questions to channels, and notices of how they ended.</summary>
public static class OrderOutbox
{
    /// <summary>How long the caller's own question to a channel may take before a worker asks again.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    public static readonly WorkKind Asking = new("ask-channel"), Closing = new("close-order");

    extension(Outbox outbox)
    {
        /// <summary>Asks the channel now, within the caller's request; a worker asks again should no answer have been booked.</summary>
        public void AskNow(Order order, ChannelOperation operation)
        {
            outbox.Book.Ask = new ChannelAsk(order.No, operation);
            outbox.AskAt(order, operation, outbox.Book.Now + AskAgainAfter);
        }

        public void AskAt(Order order, ChannelOperation operation, DateTimeOffset at, int silences = 0, int part = 1)
        {
            var ask = new ChannelAsk(order.No, operation, Part: part);
            outbox.Book.Work.Save(Asking.Item(IdOf(ask), order.No.Value, at, ask.Planned, silences));
        }

        /// <summary>
        /// The channel did not answer; the count says how often in a row. It is asked again after the next gap; the last gap repeats.
        /// </summary>
        public void AskAfterSilence(Order order, ChannelOperation operation, int silences) =>
            outbox.AskAt(order, operation,
                outbox.Book.Now + PaymentReported.QueryGaps[Math.Min(silences, PaymentReported.QueryGaps.Length - 1)], silences + 1);

        /// <returns>How often the channel had said nothing.</returns>
        public async ValueTask<int> StopAsking(OrderNo order, ChannelOperation operation, int part = 1)
        {
            if (await outbox.Book.Work.Find(IdOf(new ChannelAsk(order, operation, Part: part))) is not { } item) return 0;
            outbox.Book.Work.Remove(item);
            return item.Attempt;
        }

        /// <summary>Sends a notice of the order's result to its own address, after its first gap.</summary>
        public void Notify(Order order, string? url, string @event, NoticeFacts facts)
        {
            if (string.IsNullOrEmpty(url)) return;
            var wire = outbox.Book.WireOf(order);
            if (IsFailedPayment(order) && !outbox.Book.Environment.Part<IWireTerms>().Of(wire).TellsFailedPayments) return;
            outbox.Notify(order.BizNo.Value, url, @event, facts, retries: true, wire: wire);
        }

        /// <summary>An order that closes on time has that on the agenda until something becomes of it.</summary>
        public void CloseOnTime(Order order)
        {
            if (order is { Timetable.OnTime: true, ClosesAt: { } at })
                outbox.Book.Work.Save(Closing.Item(ClosingId(order.No), order.No.Value, at));
        }

        public async ValueTask StopClosing(Order order)
        {
            if (order.Timetable is not { OnTime: true }) return;
            if (await outbox.Book.Work.Find(ClosingId(order.No)) is { } item) outbox.Book.Work.Remove(item);
        }
    }

    private static bool IsFailedPayment(Order order) =>
        order is { Payout: null, Status: OrderStatus.Failed or OrderStatus.Closed, Kind: not OrderKind.Refund };

    /// <summary>The work that closes an order on time.</summary>
    public static string ClosingId(OrderNo order) => $"close:{order}";

    /// <summary>The work that asks a channel about an order.</summary>
    public static string AskId(OrderNo order, ChannelOperation operation, int part = 1) =>
        IdOf(new ChannelAsk(order, operation, Part: part));

    private static string IdOf(ChannelAsk ask) =>
        ask.Part == 1 ? $"ask:{ask.Operation}:{ask.Order}" : $"ask:{ask.Operation}:{ask.Order}:{ask.Part}";
}
