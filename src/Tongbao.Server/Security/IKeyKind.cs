using Tongbao.Core.Platform;

namespace Tongbao.Server.Security;

/// <summary>密钥种类: how keys of a kind are generated, read and loaded.</summary>
public interface IKeyKind
{
    /// <summary>The name that identities store.</summary>
    string Name { get; }

    /// <summary>A description of valid public keys, for error messages.</summary>
    string PublicKeyIs { get; }

    /// <summary>
    /// Reads a merchant's public key and returns it in the form in which it is stored. Null if it is not a public key, or too weak.
    /// </summary>
    string? ReadPublicKey(string text);

    /// <summary>What a text is instead that was registered as a public key and is none; null if nobody can tell.</summary>
    string? MistakeIn(string text) => null;

    /// <summary>The message about a text that is no public key of this kind.</summary>
    sealed string Refusal(string text) => MistakeIn(text) is { } mistake ? $"merchantPublicKey is {PublicKeyIs}; {mistake}"
        : $"merchantPublicKey is {PublicKeyIs}";

    /// <summary>Whether an app may be created before its public key is known. Its requests are refused until the key is set.</summary>
    bool MayComeLater => false;

    /// <summary>Generates a private key of ours, base64.</summary>
    string NewPrivateKey(int bits);

    AppKeys Open(App app, Identity identity);
}

/// <summary>The kinds of keys that this server knows.</summary>
public sealed class KeyKinds(IEnumerable<IKeyKind> kinds)
{
    private readonly IReadOnlyDictionary<string, IKeyKind> _byName = kinds.ToDictionary(k => k.Name);

    /// <summary>Null if the kind is unknown: another version of the server may have created the identity.</summary>
    public IKeyKind? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>RSA, as used by 通商云.</summary>
public sealed class RsaKeyKind : IKeyKind
{
    public const string Kind = "rsa";

    public string Name => Kind;
    public string PublicKeyIs => $"an RSA public key of {RsaKeys.MinBits} to {RsaKeys.MaxBits} bits, base64 SPKI, PEM or certificate";
    public string? ReadPublicKey(string text) => RsaKeys.ReadPublicKey(text);
    public string NewPrivateKey(int bits) => RsaKeys.Generate(bits).PrivateKey;
    public AppKeys Open(App app, Identity identity) => new RsaKeys(app, identity);
}
