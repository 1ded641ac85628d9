namespace Tongbao.Server.Store.Backups;

/// <summary>An empty store that takes in a backup: all of it, or nothing that a server would open.</summary>
public interface IRestoreTarget : IAsyncDisposable
{
    ValueTask Add(BackupFile.TableStart table, object?[] row);

    /// <summary>The digest of what was taken in, read from the store itself.</summary>
    ValueTask<BooksDigest> Digest();

    /// <summary>From here on it is a store.</summary>
    ValueTask Finish();
}

/// <summary>恢复: puts a backup into an empty store of either kind.</summary>
public static class Restorer
{
    public static Task<BackupFile.End> Run(string path, ServerOptions options) => BackupReader.Whole(path, async () =>
    {
        await using var backup = await BackupReader.Open(path);
        await using IRestoreTarget target = options.Store == "sqlite"
            ? await SqliteRestore.Begin(options.Data, backup.Header.Migrations)
            : await PostgresRestore.Begin(Stores.ConnectionOf(options), backup.Header.Migrations);
        await foreach (var (table, row) in backup.Rows()) await target.Add(table, row);
        var there = await target.Digest();
        if (there != backup.End!.Books) throw new InvalidDataException($"restored, the books are\n{there}\nand were\n{backup.End.Books}");
        await target.Finish();
        return backup.End;
    });
}
