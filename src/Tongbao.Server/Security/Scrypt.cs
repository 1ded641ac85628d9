using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace Tongbao.Server.Security;

/// <summary>
/// scrypt (RFC 7914), which .NET does not offer. Uses the system's OpenSSL if present, else a managed library. The results are the same.
/// </summary>
public interface IScrypt
{
    /// <summary>Derives a key. Needs about 128 * cost * blockSize bytes of memory.</summary>
    /// <param name="cost">N: a power of two.</param>
    byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, int blockSize, int passes, int keyBytes);
}

/// <summary>The implementation for this machine.</summary>
public static class Scrypt
{
    public static readonly IScrypt OfThisMachine = OpenSslScrypt.IsThere ? new OpenSslScrypt() : new ManagedScrypt();
}

/// <summary>Uses libcrypto 3, which .NET itself needs on Linux. Several times faster than managed code.</summary>
public sealed partial class OpenSslScrypt : IScrypt
{
    private const string Library = "libcrypto.so.3";

    public static bool IsThere => NativeLibrary.TryLoad(Library, out _);

    public byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, int blockSize, int passes, int keyBytes)
    {
        var key = new byte[keyBytes];
        var most = 128UL * (ulong)blockSize * (ulong)(cost + passes + 2);
        // An empty span has a null pointer, which libcrypto takes for "no password". So pass one byte and length 0.
        ReadOnlySpan<byte> given = password.IsEmpty ? new byte[1] : password;
        ReadOnlySpan<byte> with = salt.IsEmpty ? new byte[1] : salt;
        if (Pbe(given, (nuint)password.Length, with, (nuint)salt.Length, (ulong)cost, (ulong)blockSize, (ulong)passes, most, key,
            (nuint)keyBytes) != 1)
            throw new CryptographicException("libcrypto refused to run scrypt");
        return key;
    }

    [LibraryImport(Library, EntryPoint = "EVP_PBE_scrypt")]
    private static partial int Pbe(ReadOnlySpan<byte> password, nuint passwordLength, ReadOnlySpan<byte> salt, nuint saltLength,
        ulong cost, ulong blockSize, ulong passes, ulong mostMemory, Span<byte> key, nuint keyLength);
}

/// <summary>Uses Bouncy Castle, where there is no OpenSSL 3: Windows and macOS.</summary>
public sealed class ManagedScrypt : IScrypt
{
    public byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, int blockSize, int passes, int keyBytes) =>
        SCrypt.Generate(password.ToArray(), salt.ToArray(), cost, blockSize, passes, keyBytes);
}
