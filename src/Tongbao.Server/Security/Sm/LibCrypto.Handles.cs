using System.Runtime.InteropServices;

namespace Tongbao.Server.Security.Sm;

/// <summary>The objects of libcrypto, each freed once when nobody uses it any more.</summary>
internal static partial class LibCrypto
{
    public abstract class Handle(Action<nint> free) : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            free(handle);
            return true;
        }
    }

    public sealed class KeyHandle() : Handle(FreeKey);

    public sealed class KeyContext() : Handle(FreeKeyContext);

    public sealed class Pkcs8Handle() : Handle(FreePkcs8);

    public sealed class DigestContext() : Handle(FreeDigestContext);

    public sealed class CipherHandle() : Handle(FreeCipher);

    public sealed class CipherContext() : Handle(FreeCipherContext);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    private static partial void FreeKeyContext(nint context);

    [LibraryImport(Library, EntryPoint = "PKCS8_PRIV_KEY_INFO_free")]
    private static partial void FreePkcs8(nint info);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeDigestContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_free")]
    private static partial void FreeCipher(nint cipher);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    private static partial void FreeCipherContext(nint context);
}
