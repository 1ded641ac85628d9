using Tongbao.Core.Platform;

namespace Tongbao.Server.Security;

/// <summary>密钥种类: how keys of a kind are made, read and opened.</summary>
public interface IKeyKind
{
    /// <summary>As identities name it.</summary>
    string Name { get; }

    /// <summary>What a merchant's public key is, for who sent something else.</summary>
    string PublicKeyIs { get; }

    /// <summary>A public key as its owners hand it over, in the one form in which it is kept; null where it is none, or too weak.</summary>
    string? ReadPublicKey(string text);

    /// <summary>A new private key of ours, base64.</summary>
    string NewPrivateKey(int bits);

    AppKeys Open(App app, Identity identity);
}

/// <summary>The kinds of keys that this server has.</summary>
public sealed class KeyKinds(IEnumerable<IKeyKind> kinds)
{
    private readonly IReadOnlyDictionary<string, IKeyKind> _byName = kinds.ToDictionary(k => k.Name);

    /// <summary>Null where an identity was made by a server that had more.</summary>
    public IKeyKind? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>RSA, as 通商云 has it.</summary>
public sealed class RsaKeyKind : IKeyKind
{
    public const string Kind = "rsa";

    public string Name => Kind;
    public string PublicKeyIs => $"an RSA public key of {RsaKeys.MinBits} to {RsaKeys.MaxBits} bits, base64 SPKI, PEM or certificate";
    public string? ReadPublicKey(string text) => RsaKeys.ReadPublicKey(text);
    public string NewPrivateKey(int bits) => RsaKeys.Generate(bits).PrivateKey;
    public AppKeys Open(App app, Identity identity) => new RsaKeys(app, identity);
}
