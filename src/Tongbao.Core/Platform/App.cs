namespace Tongbao.Core.Platform;

/// <summary>应用: one platform's isolated world. Named sysid by 通商云, appId by 云商通, oid_partner by ACCP.</summary>
/// <param name="Protocol">tsy2, yst2 or accp.</param>
/// <param name="MerchantKeys">Public keys that requests may be signed with, base64 SPKI; more than one while a key rotates.</param>
/// <param name="PlatformKey">Our private key towards this app, base64 PKCS#8.</param>
/// <param name="CustodySet">托管专用账户集: the number of the set in which members have their accounts.</param>
public sealed record App(AppId Id, string Protocol, string Name, IReadOnlyList<string> MerchantKeys, Secret PlatformKey,
    string CustodySet, Settings Settings, DateTimeOffset CreatedAt)
{
    /// <summary>The platform as the payer of an order: notices name it so, not by #yunBizUserId_B2C# (4.2.15).</summary>
    public string Uuid => new Guid(HashOfId.AsSpan(0, 16)).ToString();

    /// <summary>平台银行存管账户: the number of the platform's account at 华通, as it was set, or one that is the app's own from its beginning.</summary>
    public string BankAccountNo => Settings.BankAccountNo ?? $"5910{System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(HashOfId) % 1_000_000_000_000:000000000000}";

    private byte[] HashOfId => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Id.Value));

    private const int MaxIdLength = 40;

    /// <summary>1 to 40 letters, digits, - or _.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= MaxIdLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static readonly RowKind<App> Rows = new("apps", a => a.Id.Value);
}
