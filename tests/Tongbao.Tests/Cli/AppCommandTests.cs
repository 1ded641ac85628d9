using System.Globalization;
using System.Text.RegularExpressions;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Cli;

/// <summary>
/// app add|list|show|rotate-key|remove, through the server that uses the store and on a store at rest: the same words, the same result.
/// </summary>
public abstract class AppCommandTests(Store store) : FlowTests(store)
{
    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    public Task A_running_server_does_it() => ItIsDone();

    [Fact]
    public async Task A_store_at_rest_is_served_by_the_command_itself()
    {
        await flow.Server.Stop();
        await ItIsDone();
        await flow.Server.Start();
    }

    [Fact]
    public async Task An_app_that_was_added_beside_a_running_server_is_served_at_once()
    {
        var key = await OpenSslKey.Generate(1024);
        var id = Flow.Fresh("8");
        using var folder = new TempFolder();
        var made = System.Text.Json.JsonDocument.Parse((await App("add", id, "--name", "新商城", "--public-key", await Pem(folder, key),
            "--settings", """{"platformKeyBits":1024}""")).MustSucceed().Text).RootElement;
        var client = new Tsy2Client(() => flow.Server.Url, id, key,
            OpenSslPublicKey.FromSpki(made.GetProperty("platformPublicKey").GetString()!));
        Assert.True((await client.Call("MemberService", "createMember",
            Json.Object(new { bizUserId = "alice", memberType = 3, source = 2 }))).Ok);

        var other = await OpenSslKey.Generate(1024);
        (await App("rotate-key", id, "--public-key", await Pem(folder, other), "--drop-old")).MustSucceed();
        Assert.Equal("20019", (await client.Call("MemberService", "createMember",
            Json.Object(new { bizUserId = "bob", memberType = 3, source = 2 }))).ErrorCode);
        await Refused("the app has members, orders or money", "remove", id);
    }

    [Fact]
    public async Task The_identities_of_an_app_are_listed_and_rotated_and_the_first_goes_only_with_its_app()
    {
        using var folder = new TempFolder();
        var pem = await Pem(folder, await OpenSslKey.Generate(1024));
        Assert.Equal($"{flow.App.Id}  tsy2  测试商城\n", (await App("identity", "list", flow.App.Id)).MustSucceed().Text);
        await Refused("yst3 is not served; this server speaks accp, tsy2, yst2", "identity", "add", flow.App.Id, "--wire", "yst3", "--number", "77",
            "--public-key", pem);
        (await App("identity", "rotate-key", flow.App.Id, "--wire", "tsy2", "--public-key", pem)).MustSucceed();
        await Refused("the first identity goes only with its app", "identity", "remove", flow.App.Id, "--wire", "tsy2");
    }

    private async Task ItIsDone()
    {
        using var folder = new TempFolder();
        var (id, pem) = (Flow.Fresh("8"), await Pem(folder, await OpenSslKey.Generate(1024)));
        var made = (await App("add", id, "--name", "新商城", "--public-key", pem, "--settings",
            """{"platformKeyBits":1024,"dailyOrderLimit":3}""")).MustSucceed().Text;
        Assert.Contains("\"dailyOrderLimit\": 3", made);
        Assert.Equal(made, (await App("show", id)).MustSucceed().Text);
        Assert.Contains($"{id}  tsy2  新商城\n", (await App("list")).MustSucceed().Text);
        await Refused("the id is taken", "add", id, "--public-key", pem);
        await Refused("setting", "add", Flow.Fresh("8"), "--public-key", pem, "--settings", """{"noSuchSetting":1}""");
        Assert.Contains("\"custodyAccountSetNo\": \"400142\"",
            (await App("add", Flow.Fresh("8"), "--public-key", await Der(folder, await OpenSslKey.Generate(1024)), "--settings",
            """{"platformKeyBits":1024,"custodyAccountSetNo":"400142"}""")).MustSucceed().Text);
        await Refused("no such app", "show", "nobody");
        await Refused("no such app", "rotate-key", "nobody", "--public-key", pem);
        (await App("rotate-key", id, "--public-key", await Pem(folder, await OpenSslKey.Generate(1024)))).MustSucceed();
        (await App("rotate-key", id, "--public-key", await Der(folder, await OpenSslKey.Generate(1024)))).MustSucceed();
        var (apps, gone) = await Counted();
        Assert.Contains("Its entries remain in the ledger, 1 of them", (await App("remove", id)).MustSucceed().Text);
        Assert.Equal((apps - 1, gone + 1), await Counted());
        await Refused("no such app", "remove", id);
        Assert.DoesNotContain(id, (await App("list")).MustSucceed().Text);
    }

    /// <summary>Apps that verify counts, and removed ones whose entries remain; as many apps as are listed.</summary>
    private async Task<(int Apps, int Removed)> Counted()
    {
        var told = (await flow.Server.Cli("verify")).MustSucceed().Text;
        int Number(string before) => Regex.Match(told, before + " (\\d+)") is { Success: true } found
            ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        Assert.Equal(Number("apps"), (await App("list")).MustSucceed().Text.Count(c => c == '\n'));
        return (Number("apps"), Number("removed whose entries remain"));
    }

    private Task<Finished> App(params string[] words) => flow.Server.Cli(["app", .. words]);

    private async Task Refused(string says, params string[] words)
    {
        var refused = await App(words);
        Assert.True(refused.ExitCode == 1
            && refused.Errors.Contains(says, StringComparison.Ordinal), $"{refused.ExitCode} {refused.Text} {refused.Errors}");
    }

    /// <summary>A certificate as Windows keeps it.</summary>
    private static async Task<string> Der(TempFolder folder, OpenSslKey key)
    {
        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N") + ".cer");
        await File.WriteAllBytesAsync(path, await key.Certificate());
        return path;
    }

    private static async Task<string> Pem(TempFolder folder, OpenSslKey key)
    {
        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N") + ".pem");
        await File.WriteAllTextAsync(path, key.PublicKey.Spki);
        return path;
    }
}

public sealed class AppCommandOnSqlite() : AppCommandTests(Store.Sqlite);

public sealed class AppCommandOnPostgres() : AppCommandTests(Store.Postgres);
