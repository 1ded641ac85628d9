namespace Tongbao.Core.Ledger;

/// <summary>
/// 账户: three buckets, the number of the last statement line, the number of lines that 通商云 shows, and the trail back to the lines.
/// </summary>
public sealed record Account(AccountId Id, Cents Available, Cents Held, Cents InTransit, long LastLine, long Shown = 0,
    Trail Trail = default)
{
    public static readonly RowKind<Account> Rows = new("accounts", a => a.Id.Value);

    public static Account Empty(AccountId id) => new(id, Cents.Zero, Cents.Zero, Cents.Zero, 0);

    public Cents Total => Available + Held + InTransit;

    public Cents Of(Bucket bucket) => bucket switch
    {
        Bucket.Available => Available,
        Bucket.Held => Held,
        _ => InTransit,
    };

    public Account Changed(Bucket bucket, Cents by) => bucket switch
    {
        Bucket.Available => this with { Available = Available + by },
        Bucket.Held => this with { Held = Held + by },
        _ => this with { InTransit = InTransit + by },
    };

    /// <summary>Writes a change of the buckets: the account after the change, and the statement line for it.</summary>
    public (Account After, Line Line) Written(Account changed, long entry, DateTimeOffset at, string cause)
    {
        var (trail, jump) = Trail.Add(LastLine, entry);
        var shown = changed.Available + changed.Held == Available + Held ? Shown : Shown + 1;
        var line = new Line(Id, LastLine + 1, entry, at, cause, changed.Available - Available, changed.Held - Held,
            changed.InTransit - InTransit,
            changed.Available, changed.Held, changed.InTransit, shown, Trail.Last, jump);
        return (new Account(Id, changed.Available, changed.Held, changed.InTransit, line.No, shown, trail), line);
    }

    /// <summary>The account after a later line, built from that line.</summary>
    public Account After(Line line) =>
        new(Id, line.Available, line.Held, line.InTransit, line.No, line.Shown, Trail.Add(LastLine, line.Entry).After);

    /// <summary>The account before a line, built from that line. Its trail is unknown.</summary>
    public static Account Before(Line line) =>
        new(line.Account, line.Available - line.AvailableChange, line.Held - line.HeldChange, line.InTransit - line.InTransitChange,
        line.No - 1);
}
