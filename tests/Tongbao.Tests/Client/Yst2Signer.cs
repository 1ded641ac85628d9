using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Tongbao.Tests.Client;

/// <summary>An SM2 key pair of a merchant.</summary>
public sealed record Sm2Pair(AsymmetricKeyParameter Private, string PublicKey)
{
    public static Sm2Pair Generate()
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(GMObjectIdentifiers.sm2p256v1, new SecureRandom()));
        var pair = generator.GenerateKeyPair();
        return new Sm2Pair(pair.Private, Convert.ToBase64String(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(pair.Public)
            .GetDerEncoded()));
    }

    /// <summary>PKCS#8 as PEM, as the `openssl` program reads it.</summary>
    public string PrivatePem => System.Security.Cryptography.PemEncoding.WriteString("PRIVATE KEY",
        PrivateKeyInfoFactory.CreatePrivateKeyInfo(Private).GetDerEncoded());
}

/// <summary>
/// Signs messages of 云商通 with the merchant's SM2 key and verifies with the platform's; encrypts fields by SM4. By Bouncy Castle, while the
/// server uses the system's OpenSSL.
/// </summary>
public sealed class Yst2Signer(Sm2Pair own, string platformKey, string secretKey)
{
    public const string UserId = "1234567812345678";

    private readonly AsymmetricKeyParameter platform = PublicKeyFactory.CreateKey(Convert.FromBase64String(platformKey));
    private readonly byte[] secret = Convert.FromHexString(secretKey);

    public Sm2Pair Own => own;

    public string SecretKey => secretKey;

    /// <summary>The text that is signed: the fields that hold something, sorted, but for sign and signType.</summary>
    public static string Source(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('&', fields
        .Where(f => f.Value is { Length: > 0 } && f.Key is not ("sign" or "signType")).OrderBy(f => f.Key, StringComparer.Ordinal)
        .Select(f => $"{f.Key}={f.Value}"));

    public string Sign(string source, string userId = UserId) => Convert.ToBase64String(SignBytes(source, userId));

    public byte[] SignBytes(string source, string userId = UserId)
    {
        var signer = new SM2Signer();
        signer.Init(true, new ParametersWithID(new ParametersWithRandom(own.Private), Encoding.UTF8.GetBytes(userId)));
        signer.BlockUpdate(Encoding.UTF8.GetBytes(source));
        return signer.GenerateSignature();
    }

    /// <summary>Did the platform sign it?</summary>
    public bool Verify(string source, string sign)
    {
        var signer = new SM2Signer();
        signer.Init(false, new ParametersWithID(platform, Encoding.UTF8.GetBytes(UserId)));
        signer.BlockUpdate(Encoding.UTF8.GetBytes(source));
        return signer.VerifySignature(Convert.FromBase64String(sign));
    }

    /// <summary>A field of a request: lower-case hexadecimal.</summary>
    public string Encrypt(string clear) => Convert.ToHexStringLower(Run(true, Encoding.UTF8.GetBytes(clear)));

    public string Decrypt(string hex) => Encoding.UTF8.GetString(Run(false, Convert.FromHexString(hex)));

    private byte[] Run(bool encrypt, byte[] bytes)
    {
        var cipher = new PaddedBufferedBlockCipher(new SM4Engine(), new Pkcs7Padding());
        cipher.Init(encrypt, new KeyParameter(secret));
        return cipher.DoFinal(bytes);
    }
}
