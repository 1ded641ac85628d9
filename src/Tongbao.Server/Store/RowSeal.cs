using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tongbao.Server.Store;

/// <summary>
/// 行校验: a checksum of whose a row is, its key, its body and the columns that it is found by, so that verify names one that is not as it was
/// written.
/// </summary>
public static class RowSeal
{
    public const string Column = "seal";

    /// <param name="found">The columns by which it is found, in the order of their names.</param>
    public static long Of(string app, string key, ReadOnlySpan<byte> body, IEnumerable<(string Name, object? Value)> found)
    {
        var seal = Add(Add(Add(0, app), key), body);
        foreach (var (name, value) in found)
        {
            seal = value switch
            {
                null or DBNull => seal,
                long number => BitOperations.Crc32C(Add(seal, name), (ulong)number),
                var text => Add(Add(seal, name), text.ToString()!),
            };
        }
        return seal;
    }

    private static uint Add(uint seal, string text) => Add(BitOperations.Crc32C(seal, (byte)0), MemoryMarshal.AsBytes(text.AsSpan()));

    private static uint Add(uint seal, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            seal = BitOperations.Crc32C(seal, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) seal = BitOperations.Crc32C(seal, b);
        return seal;
    }
}
