namespace Tongbao.Core.Platform;

/// <summary>身份: an app's number and keys on one wire. An app has one on each wire that it speaks; the first gives it its id.</summary>
/// <param name="No">Named sysid by 通商云, appId by 云商通, oid_partner by ACCP.</param>
/// <param name="KeyKind">Of which kind its keys are: rsa.</param>
/// <param name="MerchantKeys">Public keys that requests may be signed with, base64, newest first; more than one while a key
/// rotates.</param>
/// <param name="PlatformKey">Our private key towards it, base64.</param>
/// <param name="Settings">What the operators of that wire turn for the platform.</param>
public sealed record Identity(string Wire, string No, string KeyKind, IReadOnlyList<string> MerchantKeys, Secret PlatformKey,
    Settings Settings)
{
    private const int MostKeys = 2;

    /// <summary>换钥: a new key of the merchant's; the one before stays valid until it is dropped.</summary>
    public Identity WithKey(string key, bool dropOld) =>
        this with { MerchantKeys = [key, .. dropOld ? [] : MerchantKeys.Where(k => k != key).Take(MostKeys - 1)] };
}
