namespace Tongbao.Core.Platform;

/// <summary>应用: what belongs to one platform: one ledger, one set of members, and an identity on each wire that it uses.</summary>
/// <param name="Id">The number of its first identity.</param>
/// <param name="Identities">The one that it was made with comes first, and goes only with the app; one a wire.</param>
/// <param name="CustodySet">托管专用账户集: the number of the set in which members have their accounts.</param>
public sealed record App(AppId Id, string Name, IReadOnlyList<Identity> Identities, string CustodySet, DateTimeOffset CreatedAt)
{
    public Identity First => Identities[0];

    /// <summary>Those of its first identity, and what is the app's own.</summary>
    public Settings Settings => First.Settings;

    /// <summary>
    /// The identity that wants to hear of what comes from outside: the first whose settings name an address for it, else the first of all.
    /// </summary>
    public Identity Hearing(Func<Settings, string?> address) =>
        Identities.FirstOrDefault(i => !string.IsNullOrEmpty(address(i.Settings))) ?? First;

    public Identity? On(string wire) => Identities.FirstOrDefault(i => i.Wire == wire);

    /// <summary>What holds for requests of a wire: its identity's settings, and what is the app's own.</summary>
    public Settings SettingsOn(string wire) =>
        On(wire) is { } identity && identity != First ? identity.Settings.WithTheAppsOwn(Settings) : Settings;

    /// <summary>The app with one identity as it is now, which it had before or has from now on.</summary>
    public App With(Identity changed) => On(changed.Wire) is null
        ? this with { Identities = [.. Identities, changed] }
        : this with { Identities = [.. Identities.Select(i => i.Wire == changed.Wire ? changed : i)] };

    /// <summary>The platform as the payer of an order: notices name it so, not by #yunBizUserId_B2C# (4.2.15).</summary>
    public string Uuid => new Guid(HashOfId.AsSpan(0, 16)).ToString();

    /// <summary>
    /// 平台银行存管账户: the number of the platform's account at 华通, as it was set, or one that is the app's own from its beginning.
    /// </summary>
    public string BankAccountNo =>
        Settings.BankAccountNo ?? $"5910{System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(HashOfId) % 1_000_000_000_000:000000000000}";

    private byte[] HashOfId => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Id.Value));

    private const int MaxIdLength = 40;

    /// <summary>1 to 40 letters, digits, - or _.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= MaxIdLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static readonly RowKind<App> Rows = new("apps", a => a.Id.Value);
}
