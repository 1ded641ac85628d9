using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tongbao.Server.Security.Sm;

/// <summary>The functions of libcrypto 3 that SM2, SM3 and SM4 need. Every object of it has a handle that frees it.</summary>
internal static partial class LibCrypto
{
    public const string Library = "libcrypto.so.3";

    public static void Must(int outcome)
    {
        if (outcome == 1) return;
        ForgetErrors();
        throw new CryptographicException("libcrypto refused");
    }

    public static KeyHandle Generate(string algorithm)
    {
        using var context = NewKeyContext(0, algorithm, null);
        Must(InitGeneration(context));
        Must(Generate(context, out var key));
        return key;
    }

    public static unsafe KeyHandle ReadPublic(byte[] spki)
    {
        fixed (byte* bytes = spki)
        {
            var at = bytes;
            return DecodePublic(0, &at, spki.Length);
        }
    }

    public static unsafe KeyHandle ReadPrivate(byte[] pkcs8)
    {
        fixed (byte* bytes = pkcs8)
        {
            var at = bytes;
            return DecodePrivate(0, &at, pkcs8.Length);
        }
    }

    public static bool IsA(KeyHandle key, string algorithm) => !key.IsInvalid && IsAlgorithm(key, algorithm) == 1;

    /// <summary>Is its point on the curve, and not the one at infinity?</summary>
    public static bool IsGood(KeyHandle key)
    {
        using var context = NewKeyContextOf(0, key, null);
        return CheckPublic(context) == 1;
    }

    public static unsafe byte[] SpkiOf(KeyHandle key) => Encoded(to => EncodePublic(key, (byte**)to));

    public static unsafe byte[] Pkcs8Of(KeyHandle key)
    {
        using var info = ToPkcs8(key);
        return Encoded(to => EncodePkcs8(info, (byte**)to));
    }

    /// <summary>Asks for the length first, then for the bytes.</summary>
    private static unsafe byte[] Encoded(Func<nint, int> encode)
    {
        var bytes = new byte[encode(0)];
        fixed (byte* begin = bytes)
        {
            var at = begin;
            if (encode((nint)(&at)) != bytes.Length) throw new CryptographicException("libcrypto refused");
        }
        return bytes;
    }

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    public static partial void ForgetErrors();

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new_from_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial KeyContext NewKeyContext(nint library, string name, string? properties);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new_from_pkey", StringMarshalling = StringMarshalling.Utf8)]
    private static partial KeyContext NewKeyContextOf(nint library, KeyHandle key, string? properties);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_keygen_init")]
    private static partial int InitGeneration(KeyContext context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_generate")]
    private static partial int Generate(KeyContext context, out KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_public_check")]
    private static partial int CheckPublic(KeyContext context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_is_a", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int IsAlgorithm(KeyHandle key, string name);

    [LibraryImport(Library, EntryPoint = "d2i_PUBKEY")]
    private static unsafe partial KeyHandle DecodePublic(nint into, byte** from, nint length);

    [LibraryImport(Library, EntryPoint = "d2i_AutoPrivateKey")]
    private static unsafe partial KeyHandle DecodePrivate(nint into, byte** from, nint length);

    [LibraryImport(Library, EntryPoint = "i2d_PUBKEY")]
    private static unsafe partial int EncodePublic(KeyHandle key, byte** to);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY2PKCS8")]
    private static partial Pkcs8Handle ToPkcs8(KeyHandle key);

    [LibraryImport(Library, EntryPoint = "i2d_PKCS8_PRIV_KEY_INFO")]
    private static unsafe partial int EncodePkcs8(Pkcs8Handle info, byte** to);
}
