using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Tongbao.Server.Store;

/// <summary>A schema file that was applied to a store.</summary>
public sealed record Migration(string Name, string Checksum);

/// <summary>
/// 库的版本: numbered .sql files, each applied once in a transaction of its own. Checksums are stored, so that a changed file is noticed.
/// </summary>
public static class Migrations
{
    public static IReadOnlyList<(string Name, string Sql)> All { get; } = Read();

    /// <summary>The two stores need different text at these placeholders.</summary>
    public static string ForSqlite(string sql) => sql.Replace("{{clustered}}", "WITHOUT ROWID")
        .Replace("{{ordinal}}", "").Replace("{{json}}", "");

    public static string ForPostgres(string sql) => sql.Replace("{{clustered}}", "")
        .Replace("{{ordinal}}", "COLLATE \"C\"").Replace("{{json}}", "::json");

    /// <summary>The schema files that were applied to a store.</summary>
    public static async Task<IReadOnlyList<Migration>> Of(IReader reader)
    {
        var made = new List<Migration>();
        await using var rows = await reader.Scan("migrations", "name");
        while (await rows.ReadAsync()) made.Add(new Migration(rows.GetString(1), rows.GetString(2)));
        return made;
    }

    /// <summary>Brings a store to the schema of this program; for a restore, to the schema of the backup.</summary>
    public static async Task Run(DbConnection connection, Func<string, string> dialect, IReadOnlyList<Migration>? upTo = null)
    {
        await Execute(connection, null,
            "CREATE TABLE IF NOT EXISTS migrations (app TEXT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (app, name))");
        if (upTo?.FirstOrDefault(m => !All.Any(a => a.Name == m.Name && ChecksumOf(a.Sql) == m.Checksum)) is { } unknown)
            throw new UserMistake($"备份由另一版本制成: {unknown.Name}\nThe backup was made by another version: {unknown.Name}");
        foreach (var (name, sql) in All.Where(a => upTo is null || upTo.Any(m => m.Name == a.Name)))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var checksum = ChecksumOf(sql);
            var known = await Known(connection, transaction, name);
            if (known is not null && known != checksum)
                throw new UserMistake($"库结构文件 {name} 与建库时不同\nThe schema file {name} is not the one this store was made with");
            if (known is null)
            {
                await Execute(connection, transaction, dialect(sql));
                await Execute(connection, transaction, "INSERT INTO migrations (app, name, checksum) VALUES ('', @name, @checksum)",
                    ("name", name), ("checksum", checksum));
            }
            await transaction.CommitAsync();
        }
    }

    private static string ChecksumOf(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static async Task<string?> Known(DbConnection connection, DbTransaction transaction, string name)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT checksum FROM migrations WHERE app = '' AND name = @name";
        Dialect.Set(command, "name", name);
        return await command.ExecuteScalarAsync() as string;
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql,
        params (string Name, object Value)[] values)
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
        return [.. assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return (n, reader.ReadToEnd());
            })];
    }
}
