using System.Data.Common;
using System.Text.Json;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;

namespace Tongbao.Server.Store;

/// <summary>The SQL and row format that both stores share. Values are always passed as parameters.</summary>
public sealed class Dialect(JsonSerializerOptions json)
{
    public const string EntryColumns = "no, at, event, cause, moves";

    public string Body<T>(T row) => JsonSerializer.Serialize(row, json);

    /// <summary>The row as UTF-8 JSON. Overwrites the buffer.</summary>
    public ReadOnlySpan<byte> Utf8Body<T>(T row, JsonBuffer buffer) => buffer.Write(row, json);

    public T Row<T>(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<T>(body, json) ?? throw new JsonException($"empty {typeof(T).Name}");

    public T Row<T>(string body) => JsonSerializer.Deserialize<T>(body, json) ?? throw new JsonException($"empty {typeof(T).Name}");

    /// <summary>All columns of a row, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Columns(IReadOnlyList<string> found) => ["app", "key", "body", RowSeal.Column, .. found];

    public static string Insert(string table, IReadOnlyList<string> columns) =>
        $"INSERT INTO {table} ({string.Join(", ", Columns(columns))}) VALUES ({string.Join(", ", Columns(columns).Select(c => "@" + c))})";

    public static string Upsert(string table, IReadOnlyList<string> columns) =>
        $"{Insert(table, columns)} ON CONFLICT (app, key) DO UPDATE SET {string.Join(", ", Columns(columns).Skip(2).Select(c => $"{c} = excluded.{c}"))}";

    public async ValueTask<T?> Load<T>(DbCommand command, AppId app, string key) where T : class
    {
        Set(command, "app", app.Value);
        Set(command, "key", key);
        return await command.ExecuteScalarAsync() is string body ? Row<T>(body) : null;
    }

    public async ValueTask<IReadOnlyList<T>> Rows<T>(DbCommand command)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(Row<T>(reader.GetString(0)));
        return rows;
    }

    /// <summary>Reads rows with their keys. Throws for a row that cannot be read or is stored under another row's key, naming it.</summary>
    public async ValueTask<IReadOnlyList<T>> Rows<T>(DbCommand command, RowKind<T> kind) where T : class
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(Row(kind, reader.GetString(1), reader.GetString(0)));
        return rows;
    }

    public T Row<T>(RowKind<T> kind, string key, string body) where T : class
    {
        T row;
        try
        {
            row = Row<T>(body);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new DamagedRow($"{kind.Table} {key} cannot be read", damage);
        }
        return kind.Key(row) is var own && own != key ? throw new DamagedRow($"{kind.Table} {key} has the content of {own}") : row;
    }

    /// <summary>The exceptions that reading a manually changed row may cause.</summary>
    private static bool IsDamage(Exception e) =>
        e is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException
        or NotSupportedException
        or NullReferenceException or System.Security.Cryptography.CryptographicException;

    public async ValueTask<IReadOnlyList<(AppId, WorkItem)>> Work(DbCommand command)
    {
        var rows = new List<(AppId, WorkItem)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add((new AppId(reader.GetString(1)), Row<WorkItem>(reader.GetString(0))));
        return rows;
    }

    public static Entry ReadEntry(DbDataReader r)
    {
        var no = r.GetInt64(0);
        try
        {
            return new(no, Instant(r.GetInt64(1)), r.GetString(2), r.GetString(3), EntryText.Read(r.GetString(4)));
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new DamagedRow($"entry {no} cannot be read", damage);
        }
    }

    /// <summary>Reads an entry with its statement lines and its checksum from the columns.</summary>
    public static BookedEntry ReadBooked(DbDataReader r)
    {
        var entry = ReadEntry(r);
        try
        {
            return new(entry, EntryText.ReadLines(entry, r.GetString(5)), r.GetInt64(6));
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new DamagedRow($"the lines of entry {entry.No} cannot be read", damage);
        }
    }

    public static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(Days.China);

    public static void Set(DbCommand command, string name, object? value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value ?? DBNull.Value;
            return;
        }
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>A buffer for one row at a time, reused by one writer.</summary>
public sealed class JsonBuffer
{
    private readonly System.Buffers.ArrayBufferWriter<byte> _room = new(4096);
    private readonly Utf8JsonWriter _writer;

    public JsonBuffer() => _writer =
        new Utf8JsonWriter(_room, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true });

    public ReadOnlySpan<byte> Write<T>(T row, JsonSerializerOptions json)
    {
        _room.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, row, json);
        return _room.WrittenSpan;
    }
}

/// <summary>A row that is not as this program wrote it.</summary>
public sealed class DamagedRow(string message, Exception? inner = null) : Exception(message, inner);
