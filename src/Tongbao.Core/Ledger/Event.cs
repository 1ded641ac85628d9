namespace Tongbao.Core.Ledger;

/// <summary>What the cause of an entry is: an order, a freeze of the marketplace, or something that has no row here.</summary>
public enum CauseKind { Order, Freeze, Outside }

/// <summary>One end of a route: the kinds of account, and the bucket.</summary>
public readonly record struct End(AccountKind Kinds, Bucket Bucket)
{
    public bool Fits(Place place) => place.Bucket == Bucket && (place.Account.Kind & Kinds) != 0;
}

/// <summary>路径: where an event may move money from, and where to.</summary>
/// <param name="Within">Only between buckets of the same account.</param>
public readonly record struct Route(End From, End To, bool Within = false)
{
    public bool Allows(Move move) => From.Fits(move.From) && To.Fits(move.To) && (!Within || move.From.Account == move.To.Account);
}

/// <summary>记账事件: what happened, and the routes that its moves may take. A move without a route is a bug and throws.</summary>
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

/// <summary>All events by name. Entries read from the store are checked against this table.</summary>
public sealed class EventTable(IEnumerable<Event> rows)
{
    private readonly Dictionary<string, Event> _byName = rows.ToDictionary(e => e.Name);

    public Event? Find(string name) => _byName.GetValueOrDefault(name);

    /// <returns>What is wrong with a stored entry; null if nothing is.</returns>
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
