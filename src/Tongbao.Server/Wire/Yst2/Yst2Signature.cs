using System.Text;
using System.Text.Json;
using Tongbao.Server.Security.Sm;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>
/// 签名 (云商通 A541): SM2 with SM3 over name=value of all fields but sign and signType that hold something, sorted by name and joined by
/// ampersands. Values take part as decoded, bizData too: it is never written anew before it is checked.
/// </summary>
public static class Yst2Signature
{
    public const string Sign = "sign", SignType = "signType", Sm3WithSm2 = "SM3withSM2";

    private static readonly string[] Outside = [Sign, SignType];

    public static string Source(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('&', fields
        .Where(f => f.Value.Length > 0 && !Outside.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal)
        .Select(f => $"{f.Key}={f.Value}"));

    /// <summary>Base64 of ASN.1 DER.</summary>
    public static string Of(ISm2PrivateKey key, string source) =>
        Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(source), Sm.UsualId));

    /// <summary>Did one of the merchant's keys sign it?</summary>
    public static bool IsGood(Yst2Keys keys, string source, string sign)
    {
        if (Bytes(sign) is not { } signature) return false;
        var text = Encoding.UTF8.GetBytes(source);
        return keys.Merchant.Any(key => key.Verify(text, signature, Sm.UsualId));
    }

    /// <summary>SM3 of what is signed, for people who look for a difference.</summary>
    public static string Digest(string source) => Convert.ToHexStringLower(Sm.OfThisMachine.Digest(Encoding.UTF8.GetBytes(source)));

    /// <summary>The signature's bytes; null where it is no Base64.</summary>
    public static byte[]? Bytes(string sign)
    {
        var bytes = new byte[sign.Length];
        return sign.Length > 0 && Convert.TryFromBase64String(sign.Trim(), bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>
    /// The fields of a flat JSON object as texts, without those that are null; none where it is no such object or a text of it is no valid
    /// Unicode.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? FieldsOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return null;
        try
        {
            return [.. root.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null).Select(f => KeyValuePair.Create(f.Name,
                f.Value.ValueKind == JsonValueKind.String ? f.Value.GetString()! : f.Value.GetRawText()))];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
