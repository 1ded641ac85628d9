namespace Tongbao.Core.Platform;

/// <summary>
/// 随机密码因子: digits that a password control puts before the typed password, so that the encrypted result is valid for one request only.
/// </summary>
/// <param name="Key">random_key: the request that carries the password names the factor by this key.</param>
/// <param name="Value">32 digits.</param>
/// <param name="ExpiresAt">The last instant at which it is valid. A used factor is removed.</param>
public sealed record RandomFactor(string Key, BizUserId Member, Secret Value, DateTimeOffset ExpiresAt)
{
    public const int Digits = 32;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static readonly RowKind<RandomFactor> Rows =
        new("random_factors", f => f.Key, new RowIndex<RandomFactor>(ByEnd, f => f.ExpiresAt.ToUnixTimeMilliseconds()));
    public const string ByEnd = "expires_at";
}

/// <summary>密码控件: what a wire gives to the control in which passwords are typed. Part of <see cref="WireTerms"/>.</summary>
public interface IPasswordControl
{
    ControlPapers PapersFor(Identity identity, string channel, DateTimeOffset now);
}

/// <param name="PublicKey">The key that the control encrypts with.</param>
/// <param name="Licence">The licence for the control in a mobile app; null if the channel needs none.</param>
/// <param name="Map">The key mapping of the control on a web page; null if it has none.</param>
public sealed record ControlPapers(string PublicKey, string? Licence, string? Map);
