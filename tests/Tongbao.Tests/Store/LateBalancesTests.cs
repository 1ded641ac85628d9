using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Tests.Wire;

namespace Tongbao.Tests.Stores;

/// <summary>
/// SQLite writes balances behind the groups; a process that ends at any point of that leaves nothing behind that is not made anew.
/// </summary>
public sealed class LateBalancesTests
{
    private const int Groups = 60, EntriesAGroup = 1_000, Accounts = 9_000;
    private static readonly AppId App = new("late");

    [Fact]
    public async Task Whenever_a_process_ends_the_next_one_has_the_balances_that_were_committed()
    {
        using var folder = new TempFolder();
        await using var store = await Open(folder);
        await using var teller = new Teller(store, TimeProvider.System, null!, new WorkSignal(), NullLogger<Teller>.Instance);
        teller.Start();
        await teller.Run(SystemApp.Id, new MakeApp());
        var behind = 0;
        for (var group = 0; group < Groups; group++)
        {
            Assert.Null((await teller.Run(App, new Entries(group))).Result.Error);
            if (group % 6 != 5) continue;
            using var after = Left(folder);
            behind += await WrittenBehind(folder) ? 1 : 0;
            await using var next = await Open(after);
            Assert.Equal(await BalancesOf(store), await BalancesOf(next));
            var verdict = await new Verifier(next).Run();
            Assert.True(verdict.Ok, verdict.FirstWrong);
            Assert.Equal((group + 1L) * EntriesAGroup, verdict.Entries);
        }
        Assert.True(behind > 3, "the table of accounts was never behind: this test proves nothing");
    }

    /// <summary>What a process that ends now leaves on the disk.</summary>
    private static TempFolder Left(TempFolder of)
    {
        var copy = new TempFolder();
        foreach (var name in new[] { "tongbao.db", "tongbao.db-wal" }) File.Copy(of.File(name), copy.File(name));
        return copy;
    }

    private static async Task<bool> WrittenBehind(TempFolder folder)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(body ->> 'available') FROM accounts WHERE key LIKE 'P:%'";
        var table = await command.ExecuteScalarAsync() as long? ?? 0;
        command.CommandText = "SELECT count(*) FROM entries";
        return table != (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<IReadOnlyList<Account>> BalancesOf(IStore store)
    {
        await using var reader = await store.BeginRead();
        return await reader.All(App, Account.Rows);
    }

    private static async Task<IStore> Open(TempFolder folder) =>
        await SqliteStore.Open(folder.Path, new Dialect(RowJson.Sealed(new Vault(new byte[32]))), synchronous: "OFF");

    private sealed record MakeApp : Command
    {
        public override ValueTask<Result> Run(Book book)
        {
            book.Shelf.Put(App, Tongbao.Core.Platform.App.Rows, Shop.Of(App, [], new Secret("x"), book.Now));
            return new(Done.It);
        }
    }

    /// <summary>Each entry brings a fen to an account that lies anywhere.</summary>
    private sealed record Entries(int Group) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            for (var n = Group * EntriesAGroup; n < (Group + 1) * EntriesAGroup; n++)
                await book.Ledger.Must(Events.FundsCame, "test",
                    new Move(Chart.CustodyBank.Available(), Chart.Platform($"u{n * 7919L % Accounts}").Available(), new Cents(1)));
            return Done.It;
        }
    }
}
