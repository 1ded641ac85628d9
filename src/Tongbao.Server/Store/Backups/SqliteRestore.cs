using Microsoft.Data.Sqlite;

namespace Tongbao.Server.Store.Backups;

/// <summary>Restores into a file with another name. It gets the store's name only when it is complete and on disk.</summary>
public sealed class SqliteRestore : IRestoreTarget
{
    private static readonly string[] Journals = ["-wal", "-shm", "-journal"];

    private readonly SqliteConnection _connection;
    private readonly string _unfinished, _file;
    private readonly FileStream _lock;
    private (BackupFile.TableStart Table, SqliteCommand Insert)? _current;
    private bool _finished;

    private SqliteRestore(SqliteConnection connection, string unfinished, string file, FileStream @lock) =>
        (_connection, _unfinished, _file, _lock) = (connection, unfinished, file, @lock);

    public static async Task<SqliteRestore> Begin(string folder, IReadOnlyList<Migration> migrations)
    {
        SQLitePCL.Batteries_V2.Init();
        PrivateFile.MakeFolder(folder);
        PrivateFile.Tighten(folder);
        var file = SqliteStore.FileIn(folder);
        // SQLite would replay a leftover journal over the restored file.
        if (Journals.Select(j => file + j).Prepend(file).FirstOrDefault(File.Exists) is { } there)
            throw new UserMistake($"此目录已有账: {there}\nThis folder has books already: {there}");
        var @lock = SqliteStore.Lock(folder);
        var unfinished = Path.Combine(folder, "restoring.db");
        File.Delete(unfinished);
        PrivateFile.Create(unfinished).Dispose();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString());
        var restore = new SqliteRestore(connection, unfinished, file, @lock);
        try
        {
            await connection.OpenAsync();
            // The file is thrown away if anything fails, so it needs no journal.
            await restore.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144");
            await Migrations.Run(connection, Migrations.ForSqlite, migrations);
            await restore.Execute("BEGIN");
            return restore;
        }
        catch
        {
            await restore.DisposeAsync();
            throw;
        }
    }

    public async ValueTask Add(BackupFile.TableStart table, object?[] row)
    {
        if (_current?.Table != table)
        {
            _current?.Insert.Dispose();
            var insert = _connection.CreateCommand();
            insert.CommandText = $"INSERT INTO {Known(table)} ({string.Join(", ", table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select(c => "@" + c))})";
            foreach (var column in table.Columns) insert.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });
            _current = (table, insert);
        }
        var command = _current.Value.Insert;
        for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Names from the file are used in SQL only if they are known tables and plain column names.</summary>
    internal static string Known(BackupFile.TableStart table) =>
        BackupFile.Tables.Any(t => t.Name == table.Table) && table.Columns.All(c => c.All(ch => ch is '_' or (>= 'a' and <= 'z')))
            ? table.Table : throw new InvalidDataException($"a table {table.Table} of another version");

    public async ValueTask<BooksDigest> Digest()
    {
        await Execute("COMMIT");
        return await BooksDigest.Of(new Connection(_connection, new Dialect(RowJson.Clear())));
    }

    public async ValueTask Finish()
    {
        await Migrations.Run(_connection, Migrations.ForSqlite);
        _current?.Insert.Dispose();
        await _connection.DisposeAsync();
        await using (var written = new FileStream(_unfinished, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
        File.Move(_unfinished, _file, overwrite: false);
        await _lock.DisposeAsync();
        _finished = true;
    }

    private async Task Execute(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_finished) return;
        _current?.Insert.Dispose();
        await _connection.DisposeAsync();
        File.Delete(_unfinished);
        await _lock.DisposeAsync();
    }
}
