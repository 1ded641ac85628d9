using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Tongbao.Server.Security.Sm;

/// <summary>Uses Bouncy Castle, where there is no OpenSSL 3 with SM2: Windows, macOS and some distributions.</summary>
public sealed class ManagedSm : ISm
{
    private static readonly ECDomainParameters Curve = ECNamedDomainParameters.LookupOid(GMObjectIdentifiers.sm2p256v1);

    public ISm2PublicKey ReadPublic(byte[] spki) => Read(() => new PublicKey(Sm2Spki.Is(spki)
        ? (ECPublicKeyParameters)PublicKeyFactory.CreateKey(spki) : throw new CryptographicException("no SM2 key")));

    public ISm2PrivateKey ReadPrivate(byte[] pkcs8) => Read(() => new PrivateKey(OnCurve(PrivateKeyFactory.CreateKey(pkcs8))));

    public byte[] NewPrivateKey()
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(GMObjectIdentifiers.sm2p256v1, new SecureRandom()));
        return PrivateKeyInfoFactory.CreatePrivateKeyInfo(generator.GenerateKeyPair().Private).GetDerEncoded();
    }

    public byte[] Digest(ReadOnlySpan<byte> text)
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(text);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        return hash;
    }

    public byte[] Blocks(ReadOnlySpan<byte> key, ReadOnlySpan<byte> blocks, bool encrypt)
    {
        var engine = new SM4Engine();
        engine.Init(encrypt, new KeyParameter(key.ToArray()));
        var done = new byte[blocks.Length];
        for (var at = 0; at < blocks.Length; at += Sm4.BlockBytes) engine.ProcessBlock(blocks[at..], done.AsSpan(at));
        return done;
    }

    /// <summary>The library has many exceptions for keys that are none.</summary>
    private static T Read<T>(Func<T> key)
    {
        try
        {
            return key();
        }
        catch (Exception bad) when (bad is not CryptographicException)
        {
            throw new CryptographicException("no SM2 key", bad);
        }
    }

    private static ECPrivateKeyParameters OnCurve(AsymmetricKeyParameter key) =>
        key is ECPrivateKeyParameters own && own.PublicKeyParamSet?.Equals(GMObjectIdentifiers.sm2p256v1) == true ? own
            : throw new CryptographicException("no SM2 key");

    private class PublicKey(ECPublicKeyParameters key) : ISm2PublicKey
    {
        public byte[] Spki { get; } = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded();

        public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> userId)
        {
            var signer = new SM2Signer();
            signer.Init(false, new ParametersWithID(key, userId.ToArray()));
            signer.BlockUpdate(text);
            return signer.VerifySignature(signature.ToArray());
        }

        public void Dispose() => GC.SuppressFinalize(this);
    }

    private sealed class PrivateKey(ECPrivateKeyParameters key)
        : PublicKey(new ECPublicKeyParameters(key.AlgorithmName, Curve.G.Multiply(key.D), key.PublicKeyParamSet)), ISm2PrivateKey
    {
        public byte[] Sign(ReadOnlySpan<byte> text, ReadOnlySpan<byte> userId)
        {
            var signer = new SM2Signer();
            signer.Init(true, new ParametersWithID(new ParametersWithRandom(key), userId.ToArray()));
            signer.BlockUpdate(text);
            return signer.GenerateSignature();
        }
    }
}
