namespace Tongbao.Server.Store;

/// <summary>Opens the store that the options name.</summary>
public static class Stores
{
    public static async Task<IStore> Open(ServerOptions options, Dialect dialect) => options.Store switch
    {
        "sqlite" => await SqliteStore.Open(options.Data, dialect, options.Synchronous),
        "postgres" when options.Postgres is { } connection => await PostgresStore.Open(connection, dialect),
        "postgres" => throw new UserMistake("--store postgres 需要 --postgres 连接串\n--store postgres needs --postgres CONNECTION"),
        _ => throw new UserMistake($"没有这种库: {options.Store}\nNo such store: {options.Store}"),
    };

    /// <summary>For what only looks: a folder without books stays as it is.</summary>
    public static Task<IStore> OpenExisting(ServerOptions options, Dialect dialect) =>
        options.Store == "sqlite" && !File.Exists(SqliteStore.FileIn(options.Data))
            ? throw new UserMistake($"没有账: {options.Data}\nNo books in {options.Data}")
            : Open(options, dialect);
}
