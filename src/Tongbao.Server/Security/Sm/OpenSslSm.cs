using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tongbao.Server.Security.Sm;

/// <summary>Uses libcrypto 3, which .NET itself needs on Linux.</summary>
public sealed class OpenSslSm : ISm
{
    private const string Sm2 = "SM2", Sm3 = "SM3", Sm4Ecb = "SM4-ECB";
    private const int DigestBytes = 32;

    /// <summary>Distributions that leave these algorithms out have the library all the same.</summary>
    public static bool IsThere { get; } = NativeLibrary.TryLoad(LibCrypto.Library, out _) && HasAll();

    public ISm2PublicKey ReadPublic(byte[] spki)
    {
        if (!Sm2Spki.Is(spki)) throw new CryptographicException("no SM2 key");
        var key = LibCrypto.ReadPublic(spki);
        return LibCrypto.IsA(key, Sm2) && LibCrypto.IsGood(key) ? new Key(key) : throw Unfit(key);
    }

    public ISm2PrivateKey ReadPrivate(byte[] pkcs8)
    {
        var key = LibCrypto.ReadPrivate(pkcs8);
        return LibCrypto.IsA(key, Sm2) ? new Key(key) : throw Unfit(key);
    }

    public byte[] NewPrivateKey()
    {
        using var key = LibCrypto.Generate(Sm2);
        return LibCrypto.Pkcs8Of(key);
    }

    public byte[] Digest(ReadOnlySpan<byte> text)
    {
        var digest = new byte[DigestBytes];
        LibCrypto.Must(LibCrypto.Digest(0, Sm3, null, Some(text), (nuint)text.Length, digest, 0));
        return digest;
    }

    public byte[] Blocks(ReadOnlySpan<byte> key, ReadOnlySpan<byte> blocks, bool encrypt)
    {
        using var cipher = LibCrypto.FetchCipher(0, Sm4Ecb, null);
        using var context = LibCrypto.NewCipherContext();
        LibCrypto.Must(LibCrypto.InitCipher(context, cipher, key, 0, encrypt ? 1 : 0, 0));
        LibCrypto.Must(LibCrypto.SetPadding(context, 0));
        var done = new byte[blocks.Length];
        LibCrypto.Must(LibCrypto.UpdateCipher(context, done, out _, blocks, blocks.Length));
        return done;
    }

    private static bool HasAll()
    {
        using var key = LibCrypto.NewKeyContext(0, Sm2, null);
        using var cipher = LibCrypto.FetchCipher(0, Sm4Ecb, null);
        var hasDigest = LibCrypto.Digest(0, Sm3, null, new byte[1], 0, new byte[DigestBytes], 0) == 1;
        LibCrypto.ForgetErrors();
        return !key.IsInvalid && !cipher.IsInvalid && hasDigest;
    }

    private static CryptographicException Unfit(LibCrypto.KeyHandle key)
    {
        key.Dispose();
        LibCrypto.ForgetErrors();
        return new CryptographicException("no SM2 key");
    }

    /// <summary>An empty span has a null pointer, which libcrypto takes for something that was left out.</summary>
    private static ReadOnlySpan<byte> Some(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? new byte[1] : bytes;

    private sealed class Key(LibCrypto.KeyHandle key) : ISm2PrivateKey
    {
        private const int MaxSignature = 80;

        public byte[] Spki { get; } = LibCrypto.SpkiOf(key);

        public byte[] Sign(ReadOnlySpan<byte> text, ReadOnlySpan<byte> userId)
        {
            using var context = LibCrypto.NewDigestContext();
            LibCrypto.Must(LibCrypto.InitSigning(context, out var parameters, Sm3, 0, null, key, 0));
            LibCrypto.Must(LibCrypto.SetId(parameters, Some(userId), userId.Length));
            var (signature, length) = (new byte[MaxSignature], (nuint)MaxSignature);
            LibCrypto.Must(LibCrypto.Sign(context, signature, ref length, Some(text), (nuint)text.Length));
            return signature[..(int)length];
        }

        public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> userId)
        {
            using var context = LibCrypto.NewDigestContext();
            LibCrypto.Must(LibCrypto.InitVerifying(context, out var parameters, Sm3, 0, null, key, 0));
            LibCrypto.Must(LibCrypto.SetId(parameters, Some(userId), userId.Length));
            var isRight = LibCrypto.Verify(context, Some(signature), (nuint)signature.Length, Some(text), (nuint)text.Length) == 1;
            if (!isRight) LibCrypto.ForgetErrors();
            return isRight;
        }

        public void Dispose() => key.Dispose();
    }
}
