using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Cli;

/// <summary>
/// backup and restore: a consistent copy while the server serves, which becomes the same books in a store of either kind, or nothing.
/// </summary>
public abstract class BackupTests(Store store) : FlowTests(store)
{
    private readonly Store kind = store;
    private readonly TempFolder folder = new();

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.GivenMembers("buyer", "seller");
        await flow.GivenDeposit("buyer", 100_00);
    }

    [Fact]
    public async Task What_is_restored_are_the_books_of_the_moment_in_a_store_of_either_kind()
    {
        var books = await flow.Sandbox.Books(flow.App.Id);
        var file = folder.File("day.backup");
        var paying = flow.GivenDeposit("seller", 50_00);
        var written = (await flow.Server.Cli("backup", folder.File("beside.backup"))).MustSucceed();
        await paying;
        await flow.When("freezeMoney",
            new { bizUserId = "seller", bizFreezenNo = Flow.Fresh("F"), accountSetNo = flow.CustodySet, amount = 50_00 });
        written = (await flow.Server.Cli("backup", file)).MustSucceed();
        var now = await flow.Sandbox.Books(flow.App.Id);
        foreach (var to in Enum.GetValues<Store>())
        {
            await using var server = ServerProcess.On(await Servers.NewPlace(to));
            var restored = (await server.Cli("restore", file)).MustSucceed();
            Assert.Equal(Digest(written), Digest(restored));
            Assert.Contains("put back the master key", restored.Text);
            File.Copy(flow.Server.Place.Folder.Path + ".key", server.Place.Folder.Path + ".key");
            Assert.Contains("The books are right", (await server.Cli("verify")).MustSucceed().Text);
            if (to != kind) continue;
            await server.Start();
            Assert.Equal(now.Accounts, (await server.Sandbox.Books(flow.App.Id)).Accounts);
            Assert.NotEqual(books.Accounts, now.Accounts);
        }
        await using var beside = ServerProcess.On(await Servers.NewPlace(Store.Sqlite));
        (await beside.Cli("restore", folder.File("beside.backup"))).MustSucceed();
    }

    [Fact]
    public async Task A_store_that_has_books_is_not_restored_over()
    {
        var file = await Backup();
        Refused(await flow.Server.Cli("restore", file), "has books already");
        Refused(await flow.Server.Cli("backup", file), "exists already");
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_or_changed_leaves_nothing()
    {
        var whole = await File.ReadAllBytesAsync(await Backup(), TestContext.Current.CancellationToken);
        var text = Unpacked(whole);
        foreach (var spoilt in new[] { whole[..^20], Packed(text.Replace("\"buyer\"", "\"bayer\"")),
            Packed(text[..text.TrimEnd('\n').LastIndexOf('\n')]) })
        {
            var file = folder.File(Guid.NewGuid().ToString("N"));
            await File.WriteAllBytesAsync(file, spoilt, TestContext.Current.CancellationToken);
            var place = await Servers.NewPlace(kind);
            await using var server = ServerProcess.On(place);
            Refused(await server.Cli("restore", file), "");
            Refused(await server.Cli("verify"), "No books in");
        }
    }

    protected override ValueTask End()
    {
        folder.Dispose();
        return default;
    }

    private async Task<string> Backup()
    {
        var file = folder.File(Guid.NewGuid().ToString("N"));
        (await flow.Server.Cli("backup", file)).MustSucceed();
        return file;
    }

    private static string[] Digest(Finished told) =>
        [.. told.Text.Split('\n').Where(l => l.StartsWith("entries ", StringComparison.Ordinal)
        || l.StartsWith("balances ", StringComparison.Ordinal) || l.StartsWith("chain ", StringComparison.Ordinal))];

    private static void Refused(Finished refused, string says)
    {
        Assert.True(refused.ExitCode == 2
            && refused.Errors.Contains(says, StringComparison.Ordinal), $"{refused.ExitCode} {refused.Text} {refused.Errors}");
        Assert.DoesNotContain("   at ", refused.Errors);
    }

    private static string Unpacked(byte[] file)
    {
        using var text = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(file),
            System.IO.Compression.CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    private static byte[] Packed(string text)
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
            zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }
}

public sealed class BackupOnSqlite() : BackupTests(Store.Sqlite);

public sealed class BackupOnPostgres() : BackupTests(Store.Postgres);
