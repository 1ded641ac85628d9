namespace Tongbao.Core.Platform;

/// <summary>身份: an app's number and keys on one wire. An app has one per wire; the first one gives the app its id.</summary>
/// <param name="No">Called sysid by 通商云, appId by 云商通, oid_partner by ACCP.</param>
/// <param name="KeyKind">The kind of its keys, such as rsa.</param>
/// <param name="MerchantKeys">The public keys that requests may be signed with, base64, newest first. There are several only while a key is
/// being rotated.</param>
/// <param name="PlatformKey">Our private key for this merchant, base64.</param>
/// <param name="Settings">The switches that the wire's operator sets for this platform.</param>
public sealed record Identity(string Wire, string No, string KeyKind, IReadOnlyList<string> MerchantKeys, Secret PlatformKey,
    Settings Settings)
{
    private const int MostKeys = 2;

    /// <summary>换钥: adds a new key of the merchant. The key before stays valid until it is dropped.</summary>
    public Identity WithKey(string key, bool dropOld) =>
        this with { MerchantKeys = [key, .. dropOld ? [] : MerchantKeys.Where(k => k != key).Take(MostKeys - 1)] };
}
