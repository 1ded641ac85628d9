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
    private static readonly Lazy<HashSet<string>> SecretNames = new(() =>
    {
        var catalog = Tables.Loaded;
        var rows = catalog.Apis.Concat(catalog.Shapes.Values).SelectMany(a => a.Sections.Values).SelectMany(r => r).Concat(catalog.PayMethods.Values.SelectMany(m => m.Fields));
        return rows.Where(r => r.Encrypted || SecretTypes.Contains(r.Type) || SecretProperties.Contains(r.Property, StringComparer.OrdinalIgnoreCase))
            .SelectMany(r => r.Aliases.Prepend(r.Name)).Append("PAYEE_ACCT_NO").Append("password").ToHashSet(StringComparer.OrdinalIgnoreCase);
    });

    public string Text(string json)
    {
        try
        {
            var node = JsonNode.Parse(json);
            Mask(node);
            return node?.ToJsonString(Plain) ?? "";
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            return Masked(json);
        }
    }

    private void Mask(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) Mask(item);
        }
        if (node is not JsonObject members) return;
        foreach (var (name, value) in members.ToList())
        {
            if (value is JsonValue && SecretNames.Value.Contains(name)) members[name] = Masked(value.ToString());
            else Mask(value);
        }
    }

    /// <summary>The digest is keyed: of six digits or a phone number a plain one would give the secret away.</summary>
    private string Masked(string value) => $"***({value.Length}, hmac {vault.Fingerprint("masked", Encoding.UTF8.GetBytes(value))[..8]})";
}
