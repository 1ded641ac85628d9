namespace Tongbao.Core.Ledger;

/// <summary>What an entry names as its cause: an order, a freeze of the marketplace, or something that is no row of ours.</summary>
public enum CauseKind { Order, Freeze, Outside }

/// <summary>One end of a route: accounts of these kinds, in this bucket.</summary>
public readonly record struct End(AccountKind Kinds, Bucket Bucket)
{
    public bool Fits(Place place) => place.Bucket == Bucket && (place.Account.Kind & Kinds) != 0;
}

/// <summary>路径: from where to where an event may move money.</summary>
/// <param name="Within">From one bucket to another of the same account.</param>
public readonly record struct Route(End From, End To, bool Within = false)
{
    public bool Allows(Move move) => From.Fits(move.From) && To.Fits(move.To) && (!Within || move.From.Account == move.To.Account);
}

/// <summary>记账事件: what happened, and the routes that its moves may take. A move that no route allows is a bug, and is thrown.</summary>
public sealed record Event(string Name, CauseKind Cause, params IReadOnlyList<Route> Routes)
{
    public bool Allows(Move move)
    {
        foreach (var route in Routes)
        {
            if (route.Allows(move)) return true;
        }
        return false;
    }

    public override string ToString() => Name;
}

/// <summary>The events that there are, by name: what is read back from the store is held against them.</summary>
public sealed class EventTable(IEnumerable<Event> rows)
{
    private readonly Dictionary<string, Event> _byName = rows.ToDictionary(e => e.Name);

    public Event? Find(string name) => _byName.GetValueOrDefault(name);

    /// <returns>What is wrong with an entry of the store; null where nothing is.</returns>
    public string? Check(Entry entry)
    {
        if (Find(entry.Event) is not { } known) return $"entry {entry.No} says {entry.Event}, which is no event";
        foreach (var move in entry.Moves)
        {
            if (!known.Allows(move)) return $"entry {entry.No} ({entry.Event}) moves {move.From} -> {move.To}, which that event may not";
        }
        return null;
    }
}
