using System.Runtime.InteropServices;

namespace Tongbao.Server.Security.Sm;

/// <summary>Signatures, digests and blocks.</summary>
internal static partial class LibCrypto
{
    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    public static partial DigestContext NewDigestContext();

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit_ex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int InitSigning(DigestContext context, out nint parameters, string digest, nint library, string? properties,
        KeyHandle key, nint more);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit_ex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int InitVerifying(DigestContext context, out nint parameters, string digest, nint library, string? properties,
        KeyHandle key, nint more);

    /// <param name="parameters">Belongs to a digest context, which frees it.</param>
    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_set1_id")]
    public static partial int SetId(nint parameters, ReadOnlySpan<byte> id, int length);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    public static partial int Sign(DigestContext context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> text,
        nuint textLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    public static partial int Verify(DigestContext context, ReadOnlySpan<byte> signature, nuint length, ReadOnlySpan<byte> text,
        nuint textLength);

    [LibraryImport(Library, EntryPoint = "EVP_Q_digest", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Digest(nint library, string name, string? properties, ReadOnlySpan<byte> text, nuint length,
        Span<byte> digest, nint digestLength);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_fetch", StringMarshalling = StringMarshalling.Utf8)]
    public static partial CipherHandle FetchCipher(nint library, string name, string? properties);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    public static partial CipherContext NewCipherContext();

    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex2")]
    public static partial int InitCipher(CipherContext context, CipherHandle cipher, ReadOnlySpan<byte> key, nint iv, int encrypt,
        nint parameters);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_set_padding")]
    public static partial int SetPadding(CipherContext context, int padding);

    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate")]
    public static partial int UpdateCipher(CipherContext context, Span<byte> done, out int length, ReadOnlySpan<byte> from, int fromLength);
}
