using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tongbao.Server.Store;

/// <summary>行校验: a checksum over the app, key, body and index columns of a row, by which `verify` finds changed rows.</summary>
public static class RowSeal
{
    public const string Column = "seal";

    /// <param name="found">The index columns, ordered by name.</param>
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
