namespace Tongbao.Core.Ledger;

/// <summary>资金划转: an amount greater than zero, from one place to another. Half of a move cannot be written.</summary>
public readonly record struct Move(Place From, Place To, Cents Amount);

/// <summary>凭证: the moves of one business event, applied all or none, and the order or freeze that caused them.</summary>
public sealed record Entry(long No, DateTimeOffset At, string Event, string Cause, IReadOnlyList<Move> Moves);

/// <summary>收支明细: one move as one account sees it, numbered within the account: what changed, and the three buckets afterwards.</summary>
/// <param name="Shown">How many lines of the account so far changed available plus held. 通商云 shows only these.</param>
/// <param name="Before">The entry of the account's line before; 0 for the first.</param>
/// <param name="Jump">The entry of the line that the trail jumps to; 0 if there is none.</param>
public sealed record Line(AccountId Account, long No, long Entry, DateTimeOffset At, string Cause,
    Cents AvailableChange, Cents HeldChange, Cents InTransitChange, Cents Available, Cents Held, Cents InTransit, long Shown, long Before,
        long Jump)
{
    /// <summary>The change as 通商云 shows it: available and held together.</summary>
    public Cents Change => AvailableChange + HeldChange;
    public Cents After => Available + Held;
}
