using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tongbao.Server.Security;

/// <summary>scrypt (RFC 7914) of the system's libcrypto 3, which .NET itself runs on but does not offer.</summary>
public static partial class Scrypt
{
    /// <summary>A key of so many bytes. It takes about 128 * cost * blockSize bytes of memory.</summary>
    /// <param name="cost">N: a power of two.</param>
    public static byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, int blockSize, int passes, int keyBytes)
    {
        var key = new byte[keyBytes];
        var most = 128UL * (ulong)blockSize * (ulong)(cost + passes + 2);
        // Of an empty span the pointer is null, which libcrypto takes for "no password": one byte that it is told not to read.
        ReadOnlySpan<byte> given = password.IsEmpty ? new byte[1] : password;
        ReadOnlySpan<byte> with = salt.IsEmpty ? new byte[1] : salt;
        if (Pbe(given, (nuint)password.Length, with, (nuint)salt.Length, (ulong)cost, (ulong)blockSize, (ulong)passes, most, key, (nuint)keyBytes) != 1)
            throw new CryptographicException("libcrypto refused to run scrypt");
        return key;
    }

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PBE_scrypt")]
    private static partial int Pbe(ReadOnlySpan<byte> password, nuint passwordLength, ReadOnlySpan<byte> salt, nuint saltLength,
        ulong cost, ulong blockSize, ulong passes, ulong mostMemory, Span<byte> key, nuint keyLength);
}
