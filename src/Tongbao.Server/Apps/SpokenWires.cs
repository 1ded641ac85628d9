using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Server.Apps;

/// <summary>The wires that this server speaks, with their terms and kinds of keys.</summary>
public sealed class SpokenWires(IEnumerable<WireTerms> terms, KeyKinds kinds)
{
    private readonly IReadOnlyDictionary<string, WireTerms> _terms = terms.ToDictionary(t => t.Wire);

    public WireTerms? Find(string? wire) => wire is null ? null : _terms.GetValueOrDefault(wire);

    public IKeyKind KeysOf(WireTerms wire) => kinds.Find(wire.KeyKind)!;

    /// <summary>The message about a wire that this server does not speak.</summary>
    public string NotSpoken(string? wire) =>
        $"{(string.IsNullOrEmpty(wire) ? "the protocol" : wire)} is not served; this server speaks {string.Join(", ", _terms.Keys.Order(StringComparer.Ordinal))}";

    /// <summary>Makes an identity with the given settings and a new key of ours. Returns it, or the problem.</summary>
    public (Identity? Identity, string? Problem) NewIdentity(WireTerms wire, string? no, string? merchantPublicKey,
        (Settings Settings, string? Wrong) settings)
    {
        if (no is null || !App.IsId(no)) return (null, "id has 1 to 40 letters, digits, - or _");
        var kind = KeysOf(wire);
        var key = kind.ReadPublicKey(merchantPublicKey ?? "");
        if (key is null && !(merchantPublicKey == "" && kind.MayComeLater)) return (null, kind.Refusal(merchantPublicKey ?? ""));
        if (settings.Wrong is not null) return (null, settings.Wrong);
        var ours = new Secret(kind.NewPrivateKey(settings.Settings.PlatformKeyBits));
        return (new Identity(wire.Wire, no, kind.Name, key is null ? [] : [key], ours, settings.Settings), null);
    }
}
