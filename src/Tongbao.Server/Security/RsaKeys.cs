using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Security;

/// <summary>RSA 密钥 of one identity as key objects, created once: importing a key costs several times as much as using it.</summary>
public sealed partial class RsaKeys : AppKeys
{
    public const int MinBits = 1024, MaxBits = 4096;

    /// <summary>The usual length of an encrypted value.</summary>
    private const int DecoyBytes = 19;

    public RsaKeys(App app, Identity identity) : base(app, identity)
    {
        Platform = RSA.Create();
        Platform.ImportPkcs8PrivateKey(Convert.FromBase64String(identity.PlatformKey.Clear), out _);
        Merchant = [.. identity.MerchantKeys.Select(Import)];
        _opens = Platform.Encrypt(new byte[DecoyBytes], RSAEncryptionPadding.Pkcs1);
        _doesNot = RandomNumberGenerator.GetBytes(Platform.KeySize / 8);
        _doesNot[0] = 0;    // smaller than the modulus; by chance it is a valid block for one key in 65,536
    }

    private readonly byte[] _opens, _doesNot;

    /// <summary>Our key for this app: signs replies and notices, and decrypts fields.</summary>
    public RSA Platform { get; }

    /// <summary>The app's keys, newest first. There are two while a key is being rotated.</summary>
    public IReadOnlyList<RSA> Merchant { get; }

    public override string PlatformPublicKey => Convert.ToBase64String(Platform.ExportSubjectPublicKeyInfo());

    /// <summary>The same key as an X.509 certificate, PEM.</summary>
    public override string PlatformCertificate
    {
        get
        {
            using var certificate = Certificates.Of(Platform, No);
            return certificate.ExportCertificatePem();
        }
    }

    /// <summary>
    /// Decrypts one PKCS#1 v1.5 block in hex. A bad block gives pseudo-random text, so that the reply does not reveal whether the padding
    /// or the content was wrong.
    /// </summary>
    public override string Decrypt(string hex)
    {
        if (BlockOf(hex) is not { } block) return NotOpened;
        var rubbish = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Identity.PlatformKey.Clear), block));
        var opened = Open(block);
        // Nor may the time reveal it. Exceptions are slow, so each call decrypts one good and one bad block.
        _ = Open(opened is null ? _opens : _doesNot);
        return opened ?? NotOpened + rubbish;
    }

    public override bool IsBlock(string hex) => BlockOf(hex) is not null;

    private byte[]? BlockOf(string hex)
    {
        var digits = hex.AsSpan().Trim();
        var block = new byte[Platform.KeySize / 8];
        return digits.Length == 2 * block.Length
            && Convert.FromHexString(digits, block, out _, out _) == OperationStatus.Done ? block : null;
    }

    private string? Open(byte[] block)
    {
        try
        {
            return Encoding.UTF8.GetString(Platform.Decrypt(block, RSAEncryptionPadding.Pkcs1));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Encrypts for the app with its newest key; upper-case hex.</summary>
    public override string Encrypt(string clear) =>
        Convert.ToHexString(Merchant[0].Encrypt(Encoding.UTF8.GetBytes(clear), RSAEncryptionPadding.Pkcs1));

    public static (string PrivateKey, string PublicKey) Generate(int bits)
    {
        using var rsa = RSA.Create(bits);
        return (Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()), Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>
    /// Reads a public key: base64 SPKI, PEM in one or many lines, or an X.509 certificate. Null if it is none of these, or too weak.
    /// </summary>
    public static string? ReadPublicKey(string text)
    {
        var isCertificate = text.Contains("CERTIFICATE", StringComparison.Ordinal);
        // Tools add text before and after the PEM armour.
        var armoured = Armour().Match(text);
        var body = NotBase64().Replace(armoured.Success ? armoured.Groups["body"].Value : text, "");
        var bytes = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, bytes, out var length)) return null;
        try
        {
            using var key = ImportBytes(bytes[..length], isCertificate);
            return key.KeySize is >= MinBits and <= MaxBits ? Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A key file as text. DER is returned as base64.</summary>
    public static string TextOf(byte[] file)
    {
        if (file is [DerSequence, ..] && file.Any(b => b >= NotAscii)) return Convert.ToBase64String(file);
        using var text = new StreamReader(new MemoryStream(file));
        return text.ReadToEnd();
    }

    /// <summary>The first byte of DER, and a byte that no PEM or base64 has.</summary>
    private const byte DerSequence = 0x30, NotAscii = 0x80;

    [GeneratedRegex("-----BEGIN [A-Z ]+-----(?<body>[^-]*)-----END [A-Z ]+-----")]
    private static partial Regex Armour();

    [GeneratedRegex("-----[A-Z ]+-----|\\s")]
    private static partial Regex NotBase64();

    private static RSA ImportBytes(byte[] bytes, bool isCertificate)
    {
        if (!isCertificate)
        {
            var rsa = RSA.Create();
            try
            {
                rsa.ImportSubjectPublicKeyInfo(bytes, out _);
                return rsa;
            }
            catch (CryptographicException)
            {
                rsa.Dispose();
            }
        }
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return certificate.GetRSAPublicKey() ?? throw new CryptographicException("no RSA key in the certificate");
    }

    private static RSA Import(string spki)
    {
        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(spki), out _);
        return rsa;
    }

    protected override void Dispose(bool disposing)
    {
        Platform.Dispose();
        foreach (var key in Merchant) key.Dispose();
    }
}
