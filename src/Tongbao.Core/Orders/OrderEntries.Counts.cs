using Tongbao.Core.Ledger;

namespace Tongbao.Core.Orders;

public sealed partial class OrderEntries
{
    /// <summary>
    /// How often each event was booked of one order: a digit each, so that books of any size can be counted in memory. No order says of
    /// any event that it happened more than six times.
    /// </summary>
    public readonly record struct Counts(UInt128 Digits)
    {
        internal const int Many = 7;
        private const int Bits = 3;

        public Counts And(Entry entry) =>
            !Places.TryGetValue(entry.Event, out var place)
                || Of(entry.Event) == Many ? this : new Counts(Digits + (UInt128.One << (place * Bits)));

        internal int Of(string @event) => (int)((Digits >> (Places[@event] * Bits)) & Many);
    }
}
