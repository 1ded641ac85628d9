using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tongbao.Server.Store;

/// <summary>
/// A prepared SQLite statement without ADO.NET. The writer runs a dozen statements per order, and each is a third cheaper this way.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 db, string sql)
    {
        _db = db;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), db);
    }

    /// <summary>Parameters are numbered from 1, in the order of their first use in the statement.</summary>
    public void Bind(int at, string value) => Check(raw.sqlite3_bind_text(_statement, at, value));

    public void Bind(int at, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, at, utf8));

    public void Bind(int at, long value) => Check(raw.sqlite3_bind_int64(_statement, at, value));

    public void Bind(int at, object? value)
    {
        switch (value)
        {
            case null: Check(raw.sqlite3_bind_null(_statement, at)); break;
            case long number: Bind(at, number); break;
            case string text: Bind(at, text); break;
            default: throw new InvalidOperationException($"a column of {value.GetType().Name}");
        }
    }

    /// <returns>How many rows were written or deleted.</returns>
    public int Run()
    {
        var code = raw.sqlite3_step(_statement);
        Reset();
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) SqliteException.ThrowExceptionForRC(code, _db);
        return raw.sqlite3_changes(_db);
    }

    /// <summary>The first column of the first row, read directly from SQLite's memory. The default value if there is no row.</summary>
    public T? First<T>(Func<ReadOnlySpan<byte>, T> read) where T : class
    {
        var code = raw.sqlite3_step(_statement);
        try
        {
            if (code == raw.SQLITE_ROW) return read(raw.sqlite3_column_blob(_statement, 0));
            if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, _db);
            return null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>An error of the last step was already reported, and reset would only return it again.</summary>
    private void Reset() => _ = raw.sqlite3_reset(_statement);

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _db);

    public void Dispose() => _statement.Dispose();
}
