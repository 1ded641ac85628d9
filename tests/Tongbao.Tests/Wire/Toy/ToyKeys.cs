using System.Security.Cryptography;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>Another kind of key: P-256. This wire encrypts nothing.</summary>
internal sealed class ToyKeyKind : IKeyKind
{
    public const string Kind = "p256";

    public string Name => Kind;
    public string PublicKeyIs => "a P-256 public key, base64 SPKI";
    public string NewPrivateKey(int bits) => Convert.ToBase64String(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKey());
    public AppKeys Open(App app, Identity identity) => new ToyKeys(app, identity);

    public string? ReadPublicKey(string text)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            return text;
        }
        catch (Exception none) when (none is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

internal sealed class ToyKeys : AppKeys
{
    private readonly ECDsa _platform = ECDsa.Create();

    public ToyKeys(App app, Identity identity) : base(app, identity) =>
        _platform.ImportPkcs8PrivateKey(Convert.FromBase64String(identity.PlatformKey.Clear), out _);

    public override string PlatformPublicKey => Convert.ToBase64String(_platform.ExportSubjectPublicKeyInfo());
    public override bool IsBlock(string wireText) => false;
    public override string Decrypt(string wireText) => NotOpened;
    public override string Encrypt(string clear) => throw new NotSupportedException();
    public string Sign(byte[] body) => Convert.ToBase64String(_platform.SignData(body, HashAlgorithmName.SHA256));
    public bool IsSigned(byte[] body, string sign) => Identity.MerchantKeys.Any(key => IsSigned(key, body, sign));

    public static bool IsSigned(string publicKey, byte[] body, string sign)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        var bytes = new byte[sign.Length];
        return Convert.TryFromBase64String(sign, bytes, out var length)
            && key.VerifyData(body, bytes.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    protected override void Dispose(bool disposing) => _platform.Dispose();
}
