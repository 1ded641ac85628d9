using Npgsql;
using NpgsqlTypes;

namespace Tongbao.Server.Store.Backups;

/// <summary>Restores into an empty PostgreSQL database in one transaction.</summary>
public sealed class PostgresRestore : IRestoreTarget
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction? _transaction;
    private (BackupFile.TableStart Table, NpgsqlBinaryImporter Import)? _current;

    private PostgresRestore(NpgsqlDataSource source, NpgsqlConnection connection) => (_source, _connection) = (source, connection);

    public static async Task<PostgresRestore> Begin(string connectionString, IReadOnlyList<Migration> migrations)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            var restore = new PostgresRestore(source, await source.OpenConnectionAsync());
            await restore.Prepare(migrations);
            return restore;
        }
        catch (NpgsqlException unusable)
        {
            await source.DisposeAsync();
            throw new UserMistake($"无法使用 PostgreSQL: {unusable.Message}\nPostgreSQL cannot be used: {unusable.Message}");
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public static async Task<bool> HasBooks(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var look = new PostgresRestore(source, connection);
            return await look.TableWithBooks() is not null;
        }
        catch (NpgsqlException unusable)
        {
            throw new UserMistake($"无法使用 PostgreSQL: {unusable.Message}\nPostgreSQL cannot be used: {unusable.Message}");
        }
    }

    private async Task<string?> TableWithBooks()
    {
        foreach (var (table, _) in BackupFile.Tables)
        {
            if (await Ask($"SELECT to_regclass('{table}') IS NOT NULL") && await Ask($"SELECT EXISTS (SELECT 1 FROM {table})"))
                return table;
        }
        return null;
    }

    private async Task Prepare(IReadOnlyList<Migration> migrations)
    {
        await Execute("SELECT pg_advisory_lock(7460240)");
        if (await TableWithBooks() is { } table) throw new UserMistake($"此数据库已有账\nThis database has books already: {table} is not empty");
        await Migrations.Run(_connection, Migrations.ForPostgres, migrations);
        _transaction = await _connection.BeginTransactionAsync();
    }

    public async ValueTask Add(BackupFile.TableStart table, object?[] row)
    {
        if (_current?.Table != table)
        {
            await EndTable();
            _current = (table, await _connection.BeginBinaryImportAsync($"COPY {SqliteRestore.Known(table)} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)"));
        }
        var import = _current.Value.Import;
        await import.StartRowAsync();
        foreach (var value in row)
        {
            if (value is null) await import.WriteNullAsync();
            else if (value is long number) await import.WriteAsync(number, NpgsqlDbType.Bigint);
            else await import.WriteAsync((string)value, NpgsqlDbType.Text);
        }
    }

    private async ValueTask EndTable()
    {
        if (_current is not var (_, import)) return;
        await import.CompleteAsync();
        await import.DisposeAsync();
        _current = null;
    }

    public async ValueTask<BooksDigest> Digest()
    {
        await EndTable();
        return await BooksDigest.Of(new Connection(_connection, new Dialect(RowJson.Clear())));
    }

    public async ValueTask Finish()
    {
        await _transaction!.CommitAsync();
        await Migrations.Run(_connection, Migrations.ForPostgres);
        await Execute("SELECT pg_advisory_unlock(7460240)");
    }

    private async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> Ask(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>Without a commit, closing the connection rolls everything back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_current is var (_, import)) await import.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
