using System.Globalization;
using System.Text;
using Tongbao.Core.Platform;

namespace Tongbao.Core.Orders.Settling.Files;

/// <summary>A place in the content of a split file: part, chunk of the part, byte of the chunk.</summary>
public readonly record struct SplitPlace(int Part, int Chunk, int Offset)
{
    public static SplitPlace Read(string text)
    {
        var numbers = text.Split(':').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new(numbers[0], numbers[1], numbers[2]);
    }

    public override string ToString() => $"{Part}:{Chunk}:{Offset}";
}

/// <summary>Gives a chunk of a part; null behind its last.</summary>
public interface ISplitChunks
{
    ValueTask<ReadOnlyMemory<byte>?> Find(BlobKey part, int chunk);
}

/// <summary>
/// 分账文件正文: reads the rows of a file one after another, whatever ends of chunks and parts they cross. Lines without content are
/// passed over; CR before a line's end is not part of it.
/// </summary>
/// <param name="place">Where the next row begins.</param>
public sealed class SplitText(IReadOnlyList<BlobKey> parts, ISplitChunks chunks, SplitPlace place)
{
    /// <summary>A longer row fails; what is behind this length is passed over.</summary>
    public const int MostBytes = 64 * 1024;

    private SplitPlace _at = place;

    /// <summary>Where the row that was read last began.</summary>
    public SplitPlace RowAt { get; private set; } = place;

    /// <summary>Where the next row begins.</summary>
    public SplitPlace Next => _at;

    /// <summary>The next row; null at the end. One that is too long is given without its end.</summary>
    public async ValueTask<string?> Row()
    {
        while (true)
        {
            RowAt = _at;
            if (await Line() is not { } line) return null;
            if (!line.All(char.IsWhiteSpace)) return line;
        }
    }

    private async ValueTask<string?> Line()
    {
        byte[]? before = null;
        while (await Here() is { } chunk)
        {
            var rest = chunk[_at.Offset..];
            var end = rest.Span.IndexOf((byte)'\n');
            var piece = end < 0 ? rest : rest[..end];
            _at = end >= 0 ? _at with { Offset = _at.Offset + end + 1 } : _at with { Chunk = _at.Chunk + 1, Offset = 0 };
            if (end >= 0 && before is null) return Text(piece.Span);
            before = [.. before ?? [], .. piece.Span[..Math.Min(piece.Length, MostBytes - Math.Min(MostBytes, before?.Length ?? 0))]];
            if (end >= 0) return Text(before);
        }
        return before is null ? null : Text(before);
    }

    /// <summary>The chunk with the byte that is read next; null at the end.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> Here()
    {
        while (_at.Part < parts.Count)
        {
            if (await chunks.Find(parts[_at.Part], _at.Chunk) is not { } chunk) _at = new(_at.Part + 1, 0, 0);
            else if (_at.Offset < chunk.Length) return chunk;
            else _at = _at with { Chunk = _at.Chunk + 1, Offset = 0 };
        }
        return null;
    }

    private static string Text(ReadOnlySpan<byte> line)
    {
        var cut = line.Length > MostBytes ? line[..MostBytes] : line;
        var text = Encoding.UTF8.GetString(cut).TrimEnd('\r');
        return text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text;
    }
}
