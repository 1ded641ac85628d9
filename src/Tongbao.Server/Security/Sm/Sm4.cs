using System.Security.Cryptography;

namespace Tongbao.Server.Security.Sm;

/// <summary>SM4-ECB with PKCS#7 padding, as encrypted fields have it.</summary>
public static class Sm4
{
    public const int BlockBytes = 16;

    public static byte[] Encrypt(ISm sm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear)
    {
        var padding = BlockBytes - (clear.Length % BlockBytes);
        var padded = new byte[clear.Length + padding];
        clear.CopyTo(padded);
        padded.AsSpan(clear.Length).Fill((byte)padding);
        return sm.Blocks(key, padded, encrypt: true);
    }

    /// <summary>Null if it is not whole blocks, or its padding is wrong. How wrong makes no difference in time.</summary>
    public static byte[]? Decrypt(ISm sm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> blocks)
    {
        if (blocks.Length == 0 || blocks.Length % BlockBytes != 0) return null;
        var padded = sm.Blocks(key, blocks, encrypt: false);
        var (padding, wrong) = (padded[^1], 0);
        for (var back = 1; back <= BlockBytes; back++)
        {
            // All ones where this byte belongs to the padding.
            var counts = (back - padding - 1) >> 31;
            wrong |= counts & (padded[^back] ^ padding);
        }
        wrong |= (padding - 1) >> 31;
        wrong |= (BlockBytes - padding) >> 31;
        var clear = wrong == 0 ? padded[..^padding] : null;
        CryptographicOperations.ZeroMemory(padded);
        return clear;
    }
}
