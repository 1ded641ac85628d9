using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Accp;

/// <summary>
/// ACCP 的密钥: two RSA keys of ours. One signs, and opens single encrypted fields; the other is the password control's
/// (rsa_public_content), under which a password made with a random factor comes.
/// </summary>
public sealed class AccpKeyKind : IKeyKind
{
    public const string Kind = "rsa-accp";

    /// <summary>Between the two private keys, each base64.</summary>
    internal const char Between = ';';

    public string Name => Kind;

    /// <summary>Without it a merchant is answered 8000 (W11).</summary>
    public bool MayComeLater => true;
    public string PublicKeyIs => $"an RSA public key of {RsaKeys.MinBits} to {RsaKeys.MaxBits} bits, base64 SPKI, PEM or certificate";
    public string? ReadPublicKey(string text) => RsaKeys.ReadPublicKey(text);
    public string NewPrivateKey(int bits) => $"{RsaKeys.Generate(bits).PrivateKey}{Between}{RsaKeys.Generate(bits).PrivateKey}";
    public AppKeys Open(App app, Identity identity) => new AccpKeys(app, identity);
}

/// <summary>The keys of an ACCP identity, made once.</summary>
public sealed class AccpKeys : AppKeys
{
    private readonly Opener _fields, _passwords;

    public AccpKeys(App app, Identity identity) : base(app, identity)
    {
        var keys = identity.PlatformKey.Clear.Split(AccpKeyKind.Between).Select(ImportPrivate).ToList();
        (Platform, Passwords) = (keys[0], keys[^1]);
        Merchant = [.. identity.MerchantKeys.Select(ImportPublic)];
        (_fields, _passwords) = (new Opener(Platform, identity), new Opener(Passwords, identity));
    }

    /// <summary>Signs answers and notices.</summary>
    public RSA Platform { get; }

    /// <summary>The password control's key.</summary>
    public RSA Passwords { get; }

    /// <summary>The merchant's, newest first.</summary>
    public IReadOnlyList<RSA> Merchant { get; }

    public override string PlatformPublicKey => Convert.ToBase64String(Platform.ExportSubjectPublicKeyInfo());

    /// <summary>rsa_public_content: the password control's public key, lower-case hexadecimal PKCS#1.</summary>
    public string PasswordPublicKey => Convert.ToHexStringLower(Passwords.ExportRSAPublicKey());

    public override bool IsBlock(string wireText) => _fields.IsBlock(wireText);

    public override string Decrypt(string wireText) => _fields.Open(wireText) ?? NotOpened;

    /// <summary>
    /// A password as it was typed, behind the random factor's digits where it was made with one. Both keys are tried; a key that is not its
    /// own gives rubbish, not a failure, so what begins with digits enough is taken for keyed and all else for bare. What neither opens is
    /// a text that is nobody's password: it is judged like any wrong one (docs/wires/accp.md, passwords).
    /// </summary>
    public override string OpenPassword(string wireText)
    {
        var (keyed, bare) = (_passwords.Open(wireText), _fields.Open(wireText));
        return keyed is not null && IsKeyed(keyed) ? keyed : bare ?? NotOpened + wireText;
    }

    private static bool IsKeyed(string opened) =>
        opened.Length > RandomFactor.Digits && opened.AsSpan(0, RandomFactor.Digits).IndexOfAnyExceptInRange('0', '9') < 0;

    public override string Encrypt(string clear) =>
        Convert.ToBase64String(Merchant[0].Encrypt(Encoding.UTF8.GetBytes(clear), RSAEncryptionPadding.Pkcs1));

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        Platform.Dispose();
        Passwords.Dispose();
        foreach (var key in Merchant) key.Dispose();
    }

    private static RSA ImportPrivate(string base64)
    {
        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(base64), out _);
        return key;
    }

    private static RSA ImportPublic(string base64)
    {
        var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(base64), out _);
        return key;
    }

    /// <summary>Opens blocks of one key in the same time, whether they open or not.</summary>
    private sealed class Opener
    {
        /// <summary>As long as what comes encrypted mostly is.</summary>
        private const int DecoyBytes = 44;

        private readonly RSA _key;
        private readonly byte[] _opens, _doesNot;

        public Opener(RSA key, Identity identity)
        {
            _key = key;
            _opens = key.Encrypt(new byte[DecoyBytes], RSAEncryptionPadding.Pkcs1);
            _doesNot = HMACSHA512.HashData(Encoding.UTF8.GetBytes(identity.PlatformKey.Clear), _opens);
            Array.Resize(ref _doesNot, key.KeySize / 8);
            _doesNot[0] = 0;    // below the modulus
        }

        public bool IsBlock(string wireText) => BlockOf(wireText) is not null;

        public string? Open(string wireText)
        {
            var opened = BlockOf(wireText) is { } block ? TryOpen(block) : TryOpen(_doesNot);
            // An exception is dear: each time a block that opens is opened and one that does not.
            _ = TryOpen(opened is null ? _opens : _doesNot);
            return opened;
        }

        /// <summary>Base64, as most clients have it, or hexadecimal.</summary>
        private byte[]? BlockOf(string wireText)
        {
            var block = new byte[_key.KeySize / 8];
            var text = wireText.AsSpan().Trim();
            if (text.Length == 2 * block.Length)
                return Convert.FromHexString(text, block, out _, out _) == OperationStatus.Done ? block : null;
            return Convert.TryFromBase64Chars(text, block, out var length) && length == block.Length ? block : null;
        }

        private string? TryOpen(byte[] block)
        {
            try
            {
                return Encoding.UTF8.GetString(_key.Decrypt(block, RSAEncryptionPadding.Pkcs1));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }
}
