namespace Tongbao.Core.Ledger;

/// <summary>资金维度: the part of an account that money stands in.</summary>
public enum Bucket { Available, Held, InTransit }

/// <summary>An account and one of its buckets: where a move starts or ends.</summary>
public readonly record struct Place(string Account, Bucket Bucket)
{
    public override string ToString() => $"{Account}.{Chart.Letter(Bucket)}";
}

/// <summary>账户: three buckets, the number of its last statement line, and how many entries it has seen.</summary>
public sealed record Account(string Id, Cents Available, Cents Held, Cents InTransit, long LastLine)
{
    public static readonly RowKind<Account> Rows = new("accounts", a => a.Id);

    public static Account Empty(string id) => new(id, Cents.Zero, Cents.Zero, Cents.Zero, 0);

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
}
