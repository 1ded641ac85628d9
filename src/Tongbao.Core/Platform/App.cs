namespace Tongbao.Core.Platform;

/// <summary>应用: one platform, with one ledger, one set of members, and an identity on each wire that it uses.</summary>
/// <param name="Id">The number of its first identity.</param>
/// <param name="Identities">At most one per wire. The first is the one that the app was created with; it cannot be removed before the
/// app.</param>
/// <param name="CustodySet">托管专用账户集: the number of the account set of the members.</param>
public sealed record App(AppId Id, string Name, IReadOnlyList<Identity> Identities, string CustodySet, DateTimeOffset CreatedAt)
{
    public Identity First => Identities[0];

    /// <summary>The settings of the first identity, which include those of the app itself.</summary>
    public Settings Settings => First.Settings;

    /// <summary>
    /// The identity that is notified of events from outside: the first with an address for them in its settings, else the first of all.
    /// </summary>
    public Identity Hearing(Func<Settings, string?> address) =>
        Identities.FirstOrDefault(i => !string.IsNullOrEmpty(address(i.Settings))) ?? First;

    public Identity? On(string wire) => Identities.FirstOrDefault(i => i.Wire == wire);

    /// <summary>The settings for requests of a wire: those of its identity, with those that belong to the app.</summary>
    public Settings SettingsOn(string wire) =>
        On(wire) is { } identity && identity != First ? identity.Settings.WithTheAppsOwn(Settings) : Settings;

    /// <summary>The app with this identity added, or replaced if it has one on the same wire.</summary>
    public App With(Identity changed) => On(changed.Wire) is null
        ? this with { Identities = [.. Identities, changed] }
        : this with { Identities = [.. Identities.Select(i => i.Wire == changed.Wire ? changed : i)] };

    /// <summary>The platform's id as the payer of an order. Notices use it instead of #yunBizUserId_B2C# (4.2.15).</summary>
    public string Uuid => new Guid(HashOfId.AsSpan(0, 16)).ToString();

    /// <summary>平台银行存管账户: the number of the platform's account at 华通. If none is set, it is derived from the app's id.</summary>
    public string BankAccountNo =>
        Settings.BankAccountNo ?? $"5910{System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(HashOfId) % 1_000_000_000_000:000000000000}";

    private byte[] HashOfId => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Id.Value));

    private const int MaxIdLength = 40;

    /// <summary>1 to 40 letters, digits, - or _.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= MaxIdLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static readonly RowKind<App> Rows = new("apps", a => a.Id.Value);
}
