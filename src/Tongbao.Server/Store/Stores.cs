using Npgsql;
using Tongbao.Server.Store.Backups;

namespace Tongbao.Server.Store;

/// <summary>Opens the store that the options name, under its own profile and master key alone.</summary>
public static class Stores
{
    /// <summary>Makes it where there is none.</summary>
    public static async Task<IStore> Open(ServerOptions options, Dialect dialect)
    {
        switch (options.Store)
        {
            case "sqlite":
                // Another master key is called so before what it sealed is read and looks damaged.
                return await SqliteStore.Open(options.Data, dialect, options.Synchronous, store => ProfileLock.Check(store, options));
            default:
                var store = await PostgresStore.Open(ConnectionOf(options), dialect);
                await ProfileLock.Check(store, options);
                return store;
        }
    }

    /// <summary>For what only looks: a folder or database without books stays as it is, and no key is asked for.</summary>
    public static async Task MustHaveBooks(ServerOptions options)
    {
        if (!await HasBooks(options)) throw new UserMistake($"没有账: {NameOf(options)}\nNo books in {NameOf(options)}");
    }

    public static async Task<bool> HasBooks(ServerOptions options) =>
        options.Store == "sqlite" ? File.Exists(SqliteStore.FileIn(options.Data)) : await PostgresRestore.HasBooks(ConnectionOf(options));

    /// <summary>Which store it is, for people and to tell one from another; without a password.</summary>
    public static string NameOf(ServerOptions options)
    {
        if (options.Store == "sqlite") return Path.GetFullPath(options.Data);
        var connection = new NpgsqlConnectionStringBuilder(ConnectionOf(options));
        return $"PostgreSQL {connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";
    }

    public static string ConnectionOf(ServerOptions options)
    {
        if (options.Store != "postgres") throw new UserMistake($"没有这种库: {options.Store}\nNo such store: {options.Store}");
        if (options.Postgres is not { } connection)
            throw new UserMistake("--store postgres 需要 --postgres 连接串\n--store postgres needs --postgres CONNECTION");
        try
        {
            return new NpgsqlConnectionStringBuilder(connection).ToString();
        }
        catch (ArgumentException)
        {
            // What it says may hold a password.
            throw new UserMistake("--postgres 不是连接串,例如 Host=…;Database=…;Username=…\n--postgres is no connection string such as Host=…;Database=…;Username=…");
        }
    }
}
