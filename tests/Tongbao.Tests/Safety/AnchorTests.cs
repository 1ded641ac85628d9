using System.Text.Json;
using Npgsql;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>
/// 锚: a store that lost what was answered is told by the file beside its key: it is not served as if nothing were, and verify says what is
/// lost.
/// </summary>
public abstract class AnchorTests(Store store) : FlowTests(store)
{
    private const string Accept = "--accept-older-store";

    protected ServerProcess Server { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Server = await Servers.New(Store);
        flow = await OnServer(Server);
        await flow.GivenMembers("buyer");
        await flow.GivenDeposit("buyer", 1_00);
        await Server.Stop();
    }

    [Fact]
    public async Task A_store_that_is_older_than_it_was_is_not_served_until_that_is_accepted()
    {
        var older = await Servers.CopyOfBooks(Server.Place);
        await Server.Start();
        await flow.GivenDeposit("buyer", 2_00);
        await Server.Stop();
        await PutBack(older);
        await MustBeRefused("its numbers end at");
        var verdict = await Server.Cli("verify");
        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains("the store is older than its anchor of ", verdict.Text);
        Server.Options = [Accept];
        await Server.Start();
        await Server.Stop();
        Server.Options = [];
        await Server.Start();
        await flow.ThenBalances("buyer  1.00");
        older.Folder.Dispose();
    }

    [Fact]
    public async Task An_anchor_that_was_changed_is_said_to_be()
    {
        var anchor = AnchorFile();
        var text = await File.ReadAllTextAsync(anchor, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(anchor, text.Replace("\"number\":", "\"number\":1", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await MustBeRefused("is not as it was written");
        await File.WriteAllTextAsync(anchor, text, TestContext.Current.CancellationToken);
        await Server.Start();
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_written_is_said_and_stops_no_payment()
    {
        await Server.Start();
        var anchor = AnchorFile();
        await Until(() => Blocked(anchor));
        await flow.GivenDeposit("buyer", 2_00);
        await Until(() => Server.Output.Any(line => line.Contains("cannot be written", StringComparison.Ordinal)));
        await flow.ThenBalances("buyer  3.00");
        Directory.Delete(anchor);
        await flow.GivenDeposit("buyer", 1_00);
        await Until(() => File.Exists(anchor));
    }

    /// <summary>Stands a folder in the way; the server may just be putting the file there again.</summary>
    private static bool Blocked(string anchor)
    {
        try
        {
            File.Delete(anchor);
            Directory.CreateDirectory(anchor);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    protected async Task MustBeRefused(string says)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Start());
        Assert.Contains(says, refused.Message);
        Assert.Contains(Accept, refused.Message);
        Assert.DoesNotContain("   at Tongbao.Server", refused.Message);
    }

    protected string AnchorFile() =>
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Server.Place.Folder.Path)!,
        Path.GetFileName(Server.Place.Folder.Path) + ".key.*.anchor"));

    /// <summary>How far the file says that the market had come.</summary>
    protected long Anchored(string what) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(AnchorFile()).Split('\n')[0]).GetProperty("apps")
            .TryGetProperty(flow.App.Id, out var app) ? app.GetProperty(what).GetInt64() : 0;

    protected static Task Until(Func<bool> reached) => OtherServer.Until(() => Task.FromResult(reached()));

    private async Task PutBack(ServerPlace older)
    {
        if (Store == Store.Sqlite)
        {
            File.Copy(older.Folder.File("tongbao.db"), Server.Place.Folder.File("tongbao.db"), overwrite: true);
            return;
        }
        var (now, then) = (new NpgsqlConnectionStringBuilder(Server.Place.Postgres), new NpgsqlConnectionStringBuilder(older.Postgres));
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server.Place.Postgres) { Database = "postgres",
            Pooling = false }.ToString());
        await other.OpenAsync();
        foreach (var rename in new[] { $"ALTER DATABASE {now.Database} RENAME TO {now.Database}_lost",
            $"ALTER DATABASE {then.Database} RENAME TO {now.Database}" })
        {
            await using var command = new NpgsqlCommand(rename, other);
            await command.ExecuteNonQueryAsync();
        }
    }
}

public sealed class AnchorOnSqlite() : AnchorTests(Store.Sqlite)
{
    [Fact]
    public async Task What_was_answered_and_is_gone_with_the_WAL_is_missed()
    {
        await Server.Start();
        var before = Anchored("entry");
        for (var i = 0; i < 5; i++) await flow.GivenDeposit("buyer", 1_00);
        await Until(() => Anchored("entry") == before + 5);
        await Server.Kill();
        foreach (var journal in new[] { "-wal", "-shm" }) File.Delete(Server.Place.Folder.File("tongbao.db") + journal);
        await MustBeRefused("the store is older than its anchor of ");
        Server.Options = ["--accept-older-store"];
        await Server.Start();
        await flow.ThenBalances("buyer  1.00");
    }

    [Fact]
    public async Task What_is_restored_is_served_as_it_is()
    {
        var backup = Server.Place.Folder.Path + ".backup";
        (await Server.Cli("backup", backup)).MustSucceed();
        await Server.Start();
        await flow.GivenDeposit("buyer", 2_00);
        await Server.Stop();
        File.Delete(Server.Place.Folder.File("tongbao.db"));
        (await Server.Cli("restore", backup)).MustSucceed();
        Assert.Contains("The books are right", (await Server.Cli("verify")).MustSucceed().Text);
        await Server.Start();
        await flow.ThenBalances("buyer  1.00");
    }

    [Fact]
    public async Task What_was_emptied_together_with_its_counts_is_missed()
    {
        await Damage($"DELETE FROM chains; DELETE FROM blocks; DELETE FROM row_counts WHERE key IN ('chains', 'blocks')");
        await MustBeRefused("of its chain is not the one that was there");
        Server.Options = ["--accept-older-store"];
        await Server.Start();
    }

    private async Task Damage(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Server.Place.Folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class AnchorOnPostgres() : AnchorTests(Store.Postgres);
