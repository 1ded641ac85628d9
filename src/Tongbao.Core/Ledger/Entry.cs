namespace Tongbao.Core.Ledger;

/// <summary>资金划转: from -> to, amount greater than zero. Half of one cannot be written.</summary>
public readonly record struct Move(Place From, Place To, Cents Amount);

/// <summary>凭证: the moves of one business event, applied all or none, with the order or freeze that caused it.</summary>
public sealed record Entry(long No, DateTimeOffset At, string Event, string Cause, IReadOnlyList<Move> Moves);

/// <summary>收支明细: one account's view of one move, numbered within the account; all three buckets after it, and what changed.</summary>
/// <param name="Shown">How many lines of the account change a + h, this one counted where it does.</param>
/// <param name="Before">The entry of the account's line before; 0 for the first.</param>
/// <param name="Jump">The entry of the line that the trail jumps to; 0 where there is none.</param>
public sealed record Line(AccountId Account, long No, long Entry, DateTimeOffset At, string Cause,
    Cents AvailableChange, Cents HeldChange, Cents InTransitChange, Cents Available, Cents Held, Cents InTransit, long Shown, long Before,
        long Jump)
{
    /// <summary>What 通商云 calls the change: of available and held together.</summary>
    public Cents Change => AvailableChange + HeldChange;
    public Cents After => Available + Held;
}
