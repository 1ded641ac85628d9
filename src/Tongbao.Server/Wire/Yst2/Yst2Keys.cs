using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Platform;
using Tongbao.Server.Security.Sm;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>云商通的密钥: an SM2 key of ours that signs, and the secretKey by which both sides encrypt fields with SM4.</summary>
public sealed class Yst2KeyKind : IKeyKind
{
    public const string Kind = "sm2";

    /// <summary>Between the private key, base64, and the secretKey, hexadecimal.</summary>
    internal const char Between = ';';

    private const int SecretKeyBytes = 16;

    public string Name => Kind;

    public string PublicKeyIs =>
        "an SM2 public key (curve sm2p256v1), base64 SPKI or PEM, or its point as 130 hexadecimal digits from 04 on";

    public string? MistakeIn(string text) => Sm2Spki.Mistake(text);

    public string? ReadPublicKey(string text) => Sm2Spki.Read(Sm.OfThisMachine, text) is { } spki ? Convert.ToBase64String(spki) : null;

    public string NewPrivateKey(int bits) => Convert.ToBase64String(Sm.OfThisMachine.NewPrivateKey()) + Between
        + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretKeyBytes));

    public AppKeys Open(App app, Identity identity) => new Yst2Keys(app, identity);
}

/// <summary>The keys of a 云商通 identity, made once.</summary>
public sealed class Yst2Keys : AppKeys
{
    private readonly ISm _sm = Sm.OfThisMachine;
    private readonly byte[] _secret;

    public Yst2Keys(App app, Identity identity) : base(app, identity)
    {
        var (own, secret) = identity.PlatformKey.Clear.Split(Yst2KeyKind.Between) is [var k, var s] ? (k, s)
            : throw new CryptographicException("no key of this kind");
        (Platform, _secret) = (_sm.ReadPrivate(Convert.FromBase64String(own)), Convert.FromHexString(secret));
        Merchant = [.. identity.MerchantKeys.Select(key => _sm.ReadPublic(Convert.FromBase64String(key)))];
        Empty = Encrypt("");
    }

    /// <summary>Signs answers and notices.</summary>
    public ISm2PrivateKey Platform { get; }

    /// <summary>The merchant's, newest first.</summary>
    public IReadOnlyList<ISm2PublicKey> Merchant { get; }

    public override string PlatformPublicKey => Convert.ToBase64String(Platform.Spki);

    public override string SecretKey => Convert.ToHexStringLower(_secret);

    /// <summary>A field that holds nothing, encrypted all the same: some clients do so (E12).</summary>
    public string Empty { get; }

    public override bool IsBlock(string wireText) => BlocksOf(wireText) is not null;

    public override string Decrypt(string wireText) =>
        BlocksOf(wireText) is { } blocks && Sm4.Decrypt(_sm, _secret, blocks) is { } clear && Text(clear) is { } text ? text : NotOpened;

    /// <summary>Lower-case hexadecimal.</summary>
    public override string Encrypt(string clear) => Convert.ToHexStringLower(Sm4.Encrypt(_sm, _secret, Encoding.UTF8.GetBytes(clear)));

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        Platform.Dispose();
        foreach (var key in Merchant) key.Dispose();
    }

    private static byte[]? BlocksOf(string wireText)
    {
        var blocks = new byte[wireText.Length / 2];
        return blocks.Length > 0 && wireText.Length % (2 * Sm4.BlockBytes) == 0
            && Convert.FromHexString(wireText, blocks, out _, out _) == System.Buffers.OperationStatus.Done ? blocks : null;
    }

    private static string? Text(byte[] clear) => System.Text.Unicode.Utf8.IsValid(clear) ? Encoding.UTF8.GetString(clear) : null;
}
