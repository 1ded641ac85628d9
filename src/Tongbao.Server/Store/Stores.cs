using Npgsql;
using Tongbao.Server.Store.Backups;

namespace Tongbao.Server.Store;

/// <summary>Opens the store that the options name, only if profile and master key match.</summary>
public static class Stores
{
    /// <summary>Creates the store if there is none.</summary>
    public static async Task<IStore> Open(ServerOptions options, Dialect dialect)
    {
        switch (options.Store)
        {
            case "sqlite":
                // Checks the master key first. With a wrong key, encrypted rows would look damaged.
                return await SqliteStore.Open(options.Data, dialect, options.Synchronous, store => ProfileLock.Check(store, options));
            default:
                var store = await PostgresStore.Open(ConnectionOf(options), dialect);
                await ProfileLock.Check(store, options);
                return store;
        }
    }

    /// <summary>For commands that only read: does not create anything in a folder or database without books, and asks for no key.</summary>
    public static async Task MustHaveBooks(ServerOptions options)
    {
        if (!await HasBooks(options)) throw new UserMistake($"没有账: {NameOf(options)}\nNo books in {NameOf(options)}");
    }

    public static async Task<bool> HasBooks(ServerOptions options) =>
        options.Store == "sqlite" ? File.Exists(SqliteStore.FileIn(options.Data)) : await PostgresRestore.HasBooks(ConnectionOf(options));

    /// <summary>A store's name for people, and to tell stores apart; without the password.</summary>
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
            // The exception text may contain a password, so it is not shown.
            throw new UserMistake("--postgres 不是连接串,例如 Host=…;Database=…;Username=…\n--postgres is no connection string such as Host=…;Database=…;Username=…");
        }
    }
}
