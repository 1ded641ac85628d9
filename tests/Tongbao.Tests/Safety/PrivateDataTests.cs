namespace Tongbao.Tests.Safety;

/// <summary>A data folder is one process's and its owner's alone.</summary>
public sealed class PrivateDataTests
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        Open = Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Fact]
    public async Task A_second_server_is_not_admitted_by_deleting_the_lock()
    {
        await using var first = await Servers.New(Store.Sqlite);
        File.Delete(first.Place.Folder.File("lock"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.On(first.Place).Start());
        Assert.Contains("in use by another process", refused.Message);
        Assert.True(await first.Sandbox.IsHealthy());
        await first.Stop();
        await first.Start();
    }

    [Fact]
    public async Task Database_keys_anchor_and_backups_are_their_owners_alone_and_what_was_open_is_closed()
    {
        await using var server = await Servers.New(Store.Sqlite);
        var (folder, key) = (server.Place.Folder, server.Place.Folder.Path + ".key");
        await server.Stop();
        File.SetUnixFileMode(folder.Path, Open | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(folder.File("tongbao.db"), Open);
        File.SetUnixFileMode(key, Open);
        await server.Start();
        (await server.Cli("backup", folder.Path + "-backups/one")).MustSucceed();
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path + "-backups"));
        foreach (var file in new[] { key, folder.Path + "-backups/one", folder.File("tongbao.db"), folder.File("tongbao.db-wal"),
            folder.File("tongbao.db-shm"), folder.File("server.json") }
            .Concat(Directory.GetFiles(Path.GetDirectoryName(folder.Path)!, Path.GetFileName(folder.Path) + ".key.*.anchor")))
            Assert.True(File.GetUnixFileMode(file) == Own, $"{file} {File.GetUnixFileMode(file)}");
    }

    [Fact]
    public async Task A_new_store_is_its_owners_alone()
    {
        await using var server = ServerProcess.On(await Servers.NewPlace(Store.Sqlite));
        await server.Start();
        foreach (var file in Directory.GetFiles(server.Place.Folder.Path, "tongbao.db*")) Assert.Equal(Own, File.GetUnixFileMode(file));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(server.Place.Folder.File("demo-keys")));
    }
}
