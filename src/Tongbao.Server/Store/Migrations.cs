using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Store;

/// <summary>库的版本: numbered .sql files, each run once in its own transaction, its checksum kept so that a changed file is noticed.</summary>
public static class Migrations
{
    public static IReadOnlyList<(string Name, string Sql)> All { get; } = Read();

    public static async Task Run(DbConnection connection, Func<string, string> dialect)
    {
        await Execute(connection, null, "CREATE TABLE IF NOT EXISTS migrations (app TEXT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (app, name))");
        foreach (var (name, sql) in All)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            var known = await Known(connection, transaction, name);
            if (known is not null && known != checksum) throw new UserMistake($"库结构文件 {name} 与建库时不同\nThe schema file {name} is not the one this store was made with");
            if (known is null)
            {
                await Execute(connection, transaction, dialect(sql));
                await Execute(connection, transaction, "INSERT INTO migrations (app, name, checksum) VALUES ('', @name, @checksum)", ("name", name), ("checksum", checksum));
            }
            await transaction.CommitAsync();
        }
    }

    private static async Task<string?> Known(DbConnection connection, DbTransaction transaction, string name)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT checksum FROM migrations WHERE app = '' AND name = @name";
        Dialect.Set(command, "name", name);
        return await command.ExecuteScalarAsync() as string;
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] values)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in values) Dialect.Set(command, name, value);
        await command.ExecuteNonQueryAsync();
    }

    private static List<(string, string)> Read()
    {
        var assembly = typeof(Migrations).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return (n, reader.ReadToEnd());
            })];
    }
}
