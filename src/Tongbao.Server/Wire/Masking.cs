using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>
/// 脱敏: shows a request with its secrets masked, by the field tables; of each its length and a keyed digest remain, to compare by.
/// </summary>
public sealed class Masking(Vault vault)
{
    private static readonly string[] SecretTypes = ["card", "anycard", "id", "cvv2", "expiry", "thru", "sealed", "base64", "phone"];
    private static readonly string[] SecretProperties = ["VerificationCode", "Authcode", "PayeeAcctNo", "AccountNo"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Wire names that are secret in any method of any wire: a name is masked wherever it stands, since nested objects share them.
    /// </summary>
    private static readonly Lazy<HashSet<string>> SecretNames = new(() => Tables.Wires.SelectMany(wire => Tables.Of(wire).AllRows)
        .Where(r => r.Encrypted || SecretTypes.Contains(r.Type) || SecretProperties.Contains(r.Property, StringComparer.OrdinalIgnoreCase))
        .SelectMany(r => r.Keys).Append("PAYEE_ACCT_NO").Append("password").ToHashSet(StringComparer.OrdinalIgnoreCase));

    public static bool IsSecret(string name) => SecretNames.Value.Contains(name);

    /// <summary>The text as it came, byte for byte but for its secrets; all of it is one where it is no JSON.</summary>
    public string Text(string json)
    {
        try
        {
            return InPlace(json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return Whole(json);
        }
    }

    private string InPlace(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var (shown, kept, isSecret) = (new StringBuilder(json.Length), 0, false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                isSecret = SecretNames.Value.Contains(reader.GetString()!);
                continue;
            }
            var start = (int)reader.TokenStartIndex;
            var masked = isSecret ? Secret(ref reader, bytes) : reader.TokenType switch
            {
                JsonTokenType.String => Within(reader.GetString()!),
                JsonTokenType.Number => Cards(Encoding.ASCII.GetString(reader.ValueSpan)),
                _ => null,
            };
            isSecret = false;
            if (masked is null) continue;
            shown.Append(Encoding.UTF8.GetString(bytes.AsSpan(kept..start))).Append(JsonSerializer.Serialize(masked, Plain));
            kept = (int)reader.BytesConsumed;
        }
        return shown.Append(Encoding.UTF8.GetString(bytes.AsSpan(kept..))).ToString();
    }

    /// <summary>A secret's value, an object or a list to its end; of null there is nothing to mask.</summary>
    private string? Secret(ref Utf8JsonReader reader, byte[] bytes)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.String) return Whole(reader.GetString()!);
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Whole(Encoding.UTF8.GetString(bytes.AsSpan(start..(int)reader.BytesConsumed)));
    }

    /// <summary>
    /// JSON within a string, as where a param was encoded twice: masked as JSON is. What seems to be such and cannot be read is masked
    /// whole where it names a secret. Null where there is nothing to mask.
    /// </summary>
    private string? Within(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '"', ..]) return Cards(text);
        try
        {
            return InPlace(text) is var masked && masked == text ? null : masked;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return SecretNames.Value.Any(name => text.Contains($"{name}\"", StringComparison.OrdinalIgnoreCase)) ? Whole(text)
                : Cards(text);
        }
    }

    /// <summary>Card numbers that were written into free text; null where there are none.</summary>
    private string? Cards(string text) => CardsInText.IsIn(text) ? CardsInText.Hide(text, Whole) : null;

    /// <summary>The digest is keyed: of six digits or a phone number a plain one would give the secret away.</summary>
    public string Whole(string value) => $"***({value.Length}, hmac {vault.Fingerprint("masked", Encoding.UTF8.GetBytes(value))[..8]})";
}
