namespace Tongbao.Server.Store.Backups;

/// <summary>An empty store that a backup is restored into: either completely, or so that no server would open it.</summary>
public interface IRestoreTarget : IAsyncDisposable
{
    ValueTask Add(BackupFile.TableStart table, object?[] row);

    /// <summary>The digest of the restored rows, read back from the store.</summary>
    ValueTask<BooksDigest> Digest();

    /// <summary>Completes the restore. From now on a server can open the store.</summary>
    ValueTask Finish();
}

/// <summary>恢复: restores a backup into an empty store of either kind.</summary>
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
