namespace Tongbao.Core.Platform;

/// <summary>随机密码因子: digits that a password control puts before what was typed, so that what travels is good for one request.</summary>
/// <param name="Key">random_key: by it the request that brings the password names the factor.</param>
/// <param name="Value">32 digits.</param>
/// <param name="ExpiresAt">The last instant at which it is good. One that was used up is gone.</param>
public sealed record RandomFactor(string Key, BizUserId Member, Secret Value, DateTimeOffset ExpiresAt)
{
    public const int Digits = 32;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static readonly RowKind<RandomFactor> Rows =
        new("random_factors", f => f.Key, new RowIndex<RandomFactor>(ByEnd, f => f.ExpiresAt.ToUnixTimeMilliseconds()));
    public const string ByEnd = "expires_at";
}

/// <summary>密码控件: what a wire hands to the control in which a password is typed. Part of <see cref="WireTerms"/>.</summary>
public interface IPasswordControl
{
    ControlPapers PapersFor(Identity identity, string channel, DateTimeOffset now);
}

/// <param name="PublicKey">The key that the control encrypts under.</param>
/// <param name="Licence">Allows the control in an app; null where the channel needs none.</param>
/// <param name="Map">How it scrambles keys on a page; null where it does not.</param>
public sealed record ControlPapers(string PublicKey, string? Licence, string? Map);
