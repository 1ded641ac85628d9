using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Security;

/// <summary>RSA 密钥: those of an identity as key objects, made once: importing a key costs several times what using it does.</summary>
public sealed partial class RsaKeys : AppKeys
{
    public const int MinBits = 1024, MaxBits = 4096;

    /// <summary>As long as what comes encrypted mostly is.</summary>
    private const int DecoyBytes = 19;

    public RsaKeys(App app, Identity identity) : base(app, identity)
    {
        Platform = RSA.Create();
        Platform.ImportPkcs8PrivateKey(Convert.FromBase64String(identity.PlatformKey.Clear), out _);
        Merchant = [.. identity.MerchantKeys.Select(Import)];
        _opens = Platform.Encrypt(new byte[DecoyBytes], RSAEncryptionPadding.Pkcs1);
        _doesNot = RandomNumberGenerator.GetBytes(Platform.KeySize / 8);
        _doesNot[0] = 0;    // below the modulus; what it opens to begins like a block once in 65,536 keys
    }

    private readonly byte[] _opens, _doesNot;

    /// <summary>Ours towards this app: signs answers and notices, opens encrypted fields.</summary>
    public RSA Platform { get; }

    /// <summary>The app's, newest first: an old and a new one while it rotates.</summary>
    public IReadOnlyList<RSA> Merchant { get; }

    public override string PlatformPublicKey => Convert.ToBase64String(Platform.ExportSubjectPublicKeyInfo());

    /// <summary>The same as an X.509 certificate, PEM.</summary>
    public override string PlatformCertificate
    {
        get
        {
            using var certificate = Certificates.Of(Platform, No);
            return certificate.ExportCertificatePem();
        }
    }

    /// <summary>
    /// One PKCS#1 v1.5 block in hex. A block that does not open goes on as pseudo-random text of its own making,
    /// so that nobody learns from the answer whether it was the padding or the content that was wrong.
    /// </summary>
    public override string Decrypt(string hex)
    {
        if (BlockOf(hex) is not { } block) return NotOpened;
        var rubbish = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Identity.PlatformKey.Clear), block));
        var opened = Open(block);
        // Nor from the time it takes: an exception is dear, so each time a block that opens is opened and one that does not.
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

    /// <summary>For the app, with its newest key; upper-case hex.</summary>
    public override string Encrypt(string clear) =>
        Convert.ToHexString(Merchant[0].Encrypt(Encoding.UTF8.GetBytes(clear), RSAEncryptionPadding.Pkcs1));

    public static (string PrivateKey, string PublicKey) Generate(int bits)
    {
        using var rsa = RSA.Create(bits);
        return (Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()), Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>
    /// A public key as its owners hand it over: base64 SPKI, PEM in many lines or one, an X.509 certificate. Null where it is none, or too
    /// weak.
    /// </summary>
    public static string? ReadPublicKey(string text)
    {
        var isCertificate = text.Contains("CERTIFICATE", StringComparison.Ordinal);
        // Tools write what they like before and behind the armour.
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

    /// <summary>A file with a key: text as it stands; DER is handed over as its base64.</summary>
    public static string TextOf(byte[] file)
    {
        if (file is [DerSequence, >= DerLongLength, ..]) return Convert.ToBase64String(file);
        using var text = new StreamReader(new MemoryStream(file));
        return text.ReadToEnd();
    }

    /// <summary>How DER of more than 127 bytes begins; no text does.</summary>
    private const byte DerSequence = 0x30, DerLongLength = 0x80;

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
