namespace Tongbao.Core.Ledger;

/// <summary>资金维度: the part of an account that money is in.</summary>
public enum Bucket { Available, Held, InTransit }

/// <summary>
/// 账号: names an account within an app: M:set:member for a member, P:set for the platform, C:channel for the mirror of a channel
/// (docs/ledger.md). This text is what the store keeps; <see cref="Kind"/> decides what may be booked on it.
/// </summary>
public readonly record struct AccountId(string Value) : IId<AccountId>
{
    public static AccountId Of(string value) => new(value);

    public AccountKind Kind => Chart.KindOf(Value);

    /// <summary>Only channel accounts mirror money that is elsewhere, so only they may be negative.</summary>
    public bool MayGoNegative => Value.StartsWith("C:", StringComparison.Ordinal);

    public bool IsOfMember => Value[0] == 'M';

    /// <summary>The member that owns the account; else "platform" or "channel".</summary>
    public string Owner => Value[0] switch
    {
        'M' => Value[(Value.IndexOf(':', 2) + 1)..],
        'P' => BizUserId.Platform.Value,
        _ => "channel",
    };

    /// <summary>The account set; for a channel account the channel's name.</summary>
    public string Set => IsOfMember ? Value[2..Value.IndexOf(':', 2)] : Value[2..];

    public Place Available() => new(this, Bucket.Available);
    public Place Held() => new(this, Bucket.Held);
    public Place InTransit() => new(this, Bucket.InTransit);

    public override string ToString() => Value;
}

/// <summary>An account and one of its buckets: where a move starts or ends.</summary>
public readonly record struct Place(AccountId Account, Bucket Bucket)
{
    public char Letter => Bucket switch { Bucket.Available => 'a', Bucket.Held => 'h', _ => 't' };

    public override string ToString() => $"{Account}.{Letter}";
}
