using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tongbao.Server.Store.Backups;

/// <summary>Reads a backup from start to end. Only at the end is it known whether the backup is complete.</summary>
public sealed class BackupReader : IAsyncDisposable
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StreamReader _lines;

    private BackupReader(Stream file) =>
        _lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8, false, 1 << 16);

    public BackupFile.Header Header { get; private set; } = null!;

    /// <summary>Null until the last row has been read.</summary>
    public BackupFile.End? End { get; private set; }

    public static Task<BackupReader> Open(string path) => Whole(path, async () =>
    {
        var reader = new BackupReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));
        var header = await reader.Next();
        reader.Count(header);
        reader.Header = JsonSerializer.Deserialize<BackupFile.Header>(header, BackupFile.Json)!;
        if (reader.Header.Tongbao == BackupFile.Format) return reader;
        await reader.DisposeAsync();
        throw new UserMistake($"不认识的备份格式: {path}\nA backup of a format that this version does not know: {path}");
    });

    /// <summary>Reads a whole file to check that it is complete and readable.</summary>
    public static Task<BackupFile.End> Check(string path) => Whole(path, async () =>
    {
        await using var reader = await Open(path);
        await foreach (var _ in reader.Rows()) { }
        return reader.End!;
    });

    /// <summary>Runs an action that reads a backup, and reports an incomplete file as a user error.</summary>
    public static async Task<T> Whole<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new UserMistake($"备份不完整或已损坏: {path}\nThe backup is not whole, or damaged: {path} ({broken.Message})");
        }
    }

    public async IAsyncEnumerable<(BackupFile.TableStart Table, object?[] Row)> Rows()
    {
        BackupFile.TableStart? table = null;
        var count = 0L;
        while (true)
        {
            var line = await Next();
            if (IsEnd(line))
            {
                var end = JsonSerializer.Deserialize<BackupFile.End>(line, BackupFile.Json)!;
                if (end.Rows != count || end.Sha256 != Convert.ToHexStringLower(_hash.GetCurrentHash()))
                    throw new InvalidDataException("a row is missing or was changed");
                End = end;
                yield break;
            }
            Count(line);
            if (line[0] == '[')
            {
                count++;
                if (table is null) throw new InvalidDataException("a row of no table");
                yield return (table, ReadRow(line, table.Columns.Count));
                continue;
            }
            table = JsonSerializer.Deserialize<BackupFile.TableStart>(line, BackupFile.Json)!;
        }
    }

    private static object?[] ReadRow(string line, int columns)
    {
        using var json = JsonDocument.Parse(line);
        object?[] row = [.. json.RootElement.EnumerateArray().Select(v => v.ValueKind switch
        {
            JsonValueKind.String => (object?)v.GetString(),
            JsonValueKind.Number => v.GetInt64(),
            _ => null,
        })];
        return row.Length == columns ? row : throw new InvalidDataException("a row has not the columns of its table");
    }

    private async ValueTask<string> Next()
    {
        var line = await _lines.ReadLineAsync();
        return line is { Length: > 0 } ? line : throw new EndOfStreamException("the end is missing");
    }

    private static bool IsEnd(string line) => line.StartsWith("{\"rows\"", StringComparison.Ordinal);

    private void Count(string line)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(line));
        _hash.AppendData(NewLine);
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _hash.Dispose();
        return default;
    }
}
