using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tongbao.Server.Store.Backups;

/// <summary>备份: writes the content of a store at one instant while the store goes on serving.</summary>
public sealed class BackupWriter : IAsyncDisposable
{
    private const int FlushAt = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt * 2);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly GZipStream _zip;
    private readonly Utf8JsonWriter _json;
    private long _rows;

    private BackupWriter(Stream to)
    {
        _zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = BackupFile.Json.Encoder, SkipValidation = true });
    }

    public static async Task Write(IStore store, DateTimeOffset at, Stream to)
    {
        await using var reader = await store.BeginSnapshot();
        await using var backup = new BackupWriter(to);
        await backup.Line(new BackupFile.Header(BackupFile.Format, at, store.Name, await Migrations.Of(reader)));
        foreach (var (table, key) in BackupFile.Tables)
        {
            await using var rows = await reader.Scan(table, key);
            await backup.Table(table, rows);
        }
        var books = await BooksDigest.Of(reader);
        await backup.Flush();
        await backup.Line(new BackupFile.End(backup._rows, books, Convert.ToHexStringLower(backup._hash.GetCurrentHash())));
        await backup.Flush();
    }

    private async ValueTask Table(string name, DbDataReader rows)
    {
        await Line(new BackupFile.TableStart(name, [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)]));
        while (await rows.ReadAsync())
        {
            _json.WriteStartArray();
            for (var i = 0; i < rows.FieldCount; i++)
            {
                switch (rows.GetValue(i))
                {
                    case string text: _json.WriteStringValue(text); break;
                    case long number: _json.WriteNumberValue(number); break;
                    case DBNull: _json.WriteNullValue(); break;
                    case var other: throw new NotSupportedException($"{name} holds a {other.GetType().Name}");
                }
            }
            _json.WriteEndArray();
            _rows++;
            await EndLine();
        }
    }

    private ValueTask Line<T>(T value)
    {
        JsonSerializer.Serialize(_json, value, BackupFile.Json);
        return EndLine();
    }

    private ValueTask EndLine()
    {
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        return _buffer.WrittenCount < FlushAt ? default : Flush();
    }

    private async ValueTask Flush()
    {
        _hash.AppendData(_buffer.WrittenSpan);
        await _zip.WriteAsync(_buffer.WrittenMemory);
        _buffer.ResetWrittenCount();
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _json.DisposeAsync();
        _hash.Dispose();
    }
}
