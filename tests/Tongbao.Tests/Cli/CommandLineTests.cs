namespace Tongbao.Tests.Cli;

/// <summary>What the person at the command line did wrong is said in two lines; nothing is made, and no other store is touched.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("no CIDR", "serve", "--notice-allow", "10.0.0.0/99")]
    [InlineData("--urls", "serve", "--urls", "nonsense")]
    [InlineData("--urls", "serve", "--urls", "http://127.0.0.1:99999")]
    [InlineData("--public-url", "serve", "--public-url", "pay.example.com")]
    [InlineData("--profile", "serve", "--profile", "test")]
    [InlineData("never inside the data folder", "serve", "--key-file", "{data}/master.key")]
    [InlineData("--token: 8 to 200 visible ASCII", "serve", "--token", "secret")]
    [InlineData("--token: 8 to 200 visible ASCII", "serve", "--token", "two words of it")]
    [InlineData("--clock: an ISO 8601 instant", "serve", "--clock", "tomorrow")]
    [InlineData("--clock: an ISO 8601 instant", "serve", "--clock", "")]
    [InlineData("--key-file: must not be empty", "serve", "--key-file", "")]
    [InlineData("--data: must not be empty", "verify", "--data", "")]
    [InlineData("--public-key: must not be empty", "app", "add", "100000000002", "--public-key", "")]
    [InlineData("FILE|DIR: must not be empty", "backup", "")]
    [InlineData("No such store", "serve", "--store", "postgresql")]
    [InlineData("No such store", "verify", "--store", "postgresql")]
    [InlineData("needs --postgres", "serve", "--store", "postgres")]
    [InlineData("no connection string", "verify", "--store", "postgres", "--postgres", "nonsense")]
    [InlineData("No books in", "verify")]
    [InlineData("No books in", "app", "list")]
    [InlineData("No books in", "backup", "{data}.backup")]
    [InlineData("No such file", "restore", "{data}.backup")]
    public async Task A_mistake_is_named_and_leaves_nothing(string says, params string[] words)
    {
        using var folder = new TempFolder();
        var data = folder.File("data");
        Refused(await Run(data, words), says);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_typing_error_in_the_store_restores_nothing()
    {
        await using var server = await Servers.New(Store.Sqlite);
        using var folder = new TempFolder();
        (await server.Cli("backup", folder.File("day.backup"))).MustSucceed();
        Refused(await Run(folder.File("data"), "restore", folder.File("day.backup"), "--store", "postgresql"), "No such store");
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Fact]
    public async Task A_server_does_not_answer_for_another_store()
    {
        await using var server = await Servers.New(Store.Sqlite);
        Assert.Equal(0, (await server.Cli("verify")).ExitCode);
        Refused(await Run(server.Place.Folder.Path, "verify", "--store", "postgres", "--postgres",
            "Host=127.0.0.1;Port=1;Database=none;Timeout=2"), "PostgreSQL cannot be used");
    }

    [Fact]
    public async Task Another_master_key_is_called_so_and_a_lost_one_is_not_made_anew()
    {
        await using var server = await Servers.New(Store.Sqlite);
        await server.Kill();
        var key = server.Place.Folder.Path + ".key";
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        foreach (var command in new[] { "verify", "serve" }) Refused(await server.Cli(command), "not the one this store was made with");
        File.Delete(key);
        foreach (var command in new[] { "verify", "serve" }) Refused(await server.Cli(command), "master key file does not exist");
        Refused(await server.Cli("app", "list"), "master key file does not exist");
        Assert.False(File.Exists(key));
    }

    [Fact]
    public async Task A_journal_that_was_left_alone_is_not_played_over_what_is_restored()
    {
        await using var server = await Servers.New(Store.Sqlite);
        using var folder = new TempFolder();
        (await server.Cli("backup", folder.File("day.backup"))).MustSucceed();
        await server.Kill();
        File.Delete(server.Place.Folder.File("tongbao.db"));
        Assert.True(File.Exists(server.Place.Folder.File("tongbao.db-wal")));
        Refused(await server.Cli("restore", folder.File("day.backup")), "has books already");
        foreach (var left in new[] { "tongbao.db-wal", "tongbao.db-shm" }) File.Delete(server.Place.Folder.File(left));
        (await server.Cli("restore", folder.File("day.backup"))).MustSucceed();
        (await server.Cli("verify")).MustSucceed();
    }

    [Fact]
    public async Task What_is_no_database_is_called_damaged()
    {
        await using var server = await Servers.New(Store.Sqlite);
        await server.Kill();
        foreach (var left in new[] { "tongbao.db-wal", "tongbao.db-shm" }) File.Delete(server.Place.Folder.File(left));
        await File.WriteAllTextAsync(server.Place.Folder.File("tongbao.db"), string.Concat(Enumerable.Repeat("this is no database ", 500)),
            TestContext.Current.CancellationToken);
        foreach (var command in new[] { "verify", "serve" }) Refused(await server.Cli(command), "The books are damaged");
    }

    private static Task<Finished> Run(string data, params string[] words) =>
        Programs.Run("dotnet", [ServerProcess.Dll, .. words.Select(w => w.Replace("{data}", data)), .. words.Contains("--data")
            ? Array.Empty<string>() : ["--data", data]]);

    private static void Refused(Finished refused, string says)
    {
        Assert.True(refused.ExitCode == 2
            && refused.Errors.Contains(says, StringComparison.Ordinal), $"{refused.ExitCode} {refused.Text} {refused.Errors}");
        Assert.DoesNotContain("   at ", refused.Errors);
    }
}
