using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>脱敏: shows a request with its secrets masked, by the field tables; of each its length and a keyed digest remain, to compare by.</summary>
public sealed class Masking(Vault vault)
{
    private static readonly string[] SecretTypes = ["card", "id", "cvv2", "expiry", "phone"];
    private static readonly string[] SecretProperties = ["VerificationCode", "Authcode", "PayeeAcctNo", "AccountNo"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Wire names that are secret in any method: a name is masked wherever it stands, since nested objects share them.</summary>
    private static readonly Lazy<HashSet<string>> SecretNames = new(() => Tables.Loaded.AllRows
        .Where(r => r.Encrypted || SecretTypes.Contains(r.Type) || SecretProperties.Contains(r.Property, StringComparer.OrdinalIgnoreCase))
        .SelectMany(r => r.Aliases.Prepend(r.Name)).Append("PAYEE_ACCT_NO").Append("password").ToHashSet(StringComparer.OrdinalIgnoreCase));

    public string Text(string json)
    {
        try
        {
            return Of(JsonNode.Parse(json))?.ToJsonString(Plain) ?? "";
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            return Whole(json);
        }
    }

    /// <summary>The tree with its secrets masked; the very same where it holds none.</summary>
    private JsonNode? Of(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    var masked = value is not null && SecretNames.Value.Contains(name) ? Whole(value is JsonValue ? value.ToString() : value.ToJsonString()) : Of(value);
                    if (masked != value) members[name] = masked;
                }
                return members;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var masked = Of(list[i]);
                    if (masked != list[i]) list[i] = masked;
                }
                return list;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String: return Within(value);
            default: return node;
        }
    }

    /// <summary>JSON within a string, as where a param was encoded twice: masked as JSON is. What seems to be such and cannot be read is masked whole where it names a secret.</summary>
    private JsonNode Within(JsonValue value)
    {
        var text = value.GetValue<string>();
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '"', ..]) return value;
        try
        {
            var before = JsonNode.Parse(text)!;
            var masked = Of(before.DeepClone())!;
            return JsonNode.DeepEquals(before, masked) ? value : masked.ToJsonString(Plain);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            return SecretNames.Value.Any(name => text.Contains($"{name}\"", StringComparison.OrdinalIgnoreCase)) ? Whole(text) : value;
        }
    }

    /// <summary>The digest is keyed: of six digits or a phone number a plain one would give the secret away.</summary>
    public string Whole(string value) => $"***({value.Length}, hmac {vault.Fingerprint("masked", Encoding.UTF8.GetBytes(value))[..8]})";
}
