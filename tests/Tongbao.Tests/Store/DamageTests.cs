using Microsoft.Data.Sqlite;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Stores;

/// <summary>Somebody lays hands on a stopped store: `verify` names the first record that is not as it was written.</summary>
public sealed class DamageTests(StoppedMarket market) : IClassFixture<StoppedMarket>
{
    [Theory]
    [InlineData("UPDATE entries SET moves = replace(moves, '|10000', '|10001') WHERE app = @app AND event = 'deposit.paid'", "entry 2")]
    [InlineData("UPDATE entries SET moves = 'nonsense' WHERE app = @app AND no = 3", "entry 3 cannot be read")]
    [InlineData("UPDATE entries SET event = 'deposit.said' WHERE app = @app AND no = 2", "entry 2 is not as it was written")]
    [InlineData("UPDATE entries SET seal = seal + 1 WHERE app = @app AND no = 4", "entry 4 is not as it was written")]
    [InlineData("UPDATE entries SET cause = cause || '0' WHERE app = @app AND no = 2", "entry 2")]
    [InlineData("UPDATE entries SET at = at + 1 WHERE app = @app AND no = 2", "entry 2")]
    [InlineData("DELETE FROM entries WHERE app = @app AND no = 3", "entry 3 is missing")]
    [InlineData("DELETE FROM entries WHERE app = @app AND no = (SELECT max(no) FROM entries WHERE app = @app)", "entries end at")]
    [InlineData("UPDATE entries SET no = CASE no WHEN 2 THEN -3 ELSE -2 END WHERE app = @app AND no IN (2, 3); UPDATE entries SET no = -no WHERE app = @app AND no < 0", "entry 2")]
    [InlineData("UPDATE entries SET lines = replace(lines, '|10000|', '|10001|') WHERE app = @app AND event = 'deposit.paid'",
        " of M:200001:buyer (entry 2) is not what its entry says")]
    [InlineData("UPDATE entries SET lines = '2' || substr(lines, 2) WHERE app = @app AND event = 'deposit.paid'",
        "(entry 2) is not what its entry says")]
    [InlineData("UPDATE entries SET lines = substr(lines, 1, instr(lines, char(10)) - 1) WHERE app = @app AND no = 2",
        "the lines of entry 2 cannot be read")]
    [InlineData("UPDATE entries SET lines = lines || char(10) || lines WHERE app = @app AND no = 2", "the lines of entry 2 cannot be read")]
    [InlineData("UPDATE entries SET lines = '' WHERE app = @app AND no = 3", "the lines of entry 3 cannot be read")]
    [InlineData("UPDATE accounts SET body = replace(body, '\"trail\":[', '\"trail\":[1,') WHERE app = @app AND key = 'M:200001:seller'",
        "the balance of M:200001:seller")]
    [InlineData("UPDATE accounts SET body = replace(body, '\"available\":5', '\"available\":6') WHERE app = @app AND key = 'M:200001:seller'", "the balance of M:200001:seller")]
    [InlineData("UPDATE accounts SET body = substr(body, 2) WHERE app = @app AND key = 'M:200001:seller'",
        "accounts M:200001:seller cannot be read")]
    [InlineData("UPDATE accounts SET body = (SELECT body FROM accounts WHERE app = @app AND key = 'M:200001:buyer') WHERE app = @app AND key = 'M:200001:seller'", "accounts M:200001:seller has the content of M:200001:buyer")]
    [InlineData("DELETE FROM accounts WHERE app = @app AND key = 'M:200001:buyer'", "the account M:200001:buyer is missing")]
    [InlineData("DELETE FROM holds WHERE app = @app", "M:200001:seller holds 20.00, its holds say 0.00")]
    [InlineData("DELETE FROM freezes WHERE app = @app", "freeze")]
    [InlineData("DELETE FROM orders WHERE app = @app AND key = (SELECT cause FROM entries WHERE app = @app AND event = 'deposit.paid')",
        "which entry 2 names, is missing")]
    [InlineData("UPDATE orders SET body = substr(body, 3) WHERE app = @app", "orders ")]
    [InlineData("DELETE FROM blocks WHERE app = @app AND key = '0000000001'", "the chain has")]
    [InlineData("UPDATE blocks SET body = replace(body, '\"hash\":\"', '\"hash\":\"0') WHERE app = @app AND key = '0000000001'", "block 1")]
    [InlineData("DELETE FROM requests WHERE app = @app AND key = (SELECT min(key) FROM requests WHERE app = @app)", "requests has ")]
    [InlineData("UPDATE notices SET body = replace(body, '$type', '$tipe') WHERE app = @app", "notices ")]
    [InlineData("UPDATE counters SET body = replace(body, '\"nextEntry\":', '\"nextEntry\":1') WHERE app = @app", "entries end at")]
    public async Task Verify_names_the_first_record_that_is_wrong(string damage, string named)
    {
        using var copy = market.Copy();
        Assert.True(await market.Damage(copy, damage) > 0, "nothing was damaged");
        await using var store = await market.Open(copy);
        var verdict = await new Verifier(store).Run();
        Assert.False(verdict.Ok);
        Assert.StartsWith(market.App, verdict.FirstWrong);
        Assert.Contains(named, verdict.FirstWrong);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("notices")]
    [InlineData("requests")]
    [InlineData("day_counts")]
    [InlineData("job_days")]
    [InlineData("replays")]
    [InlineData("simulator")]
    [InlineData("system")]
    [InlineData("balance_marks")]
    [InlineData("chains")]
    [InlineData("blocks")]
    [InlineData("row_counts")]
    [InlineData("chains; DELETE FROM blocks")]
    public async Task Verify_names_a_table_whose_rows_are_gone(string table)
    {
        using var copy = market.Copy();
        Assert.True(await market.Damage(copy, $"DELETE FROM {table}") > 0, "nothing was damaged");
        await using var store = await market.Open(copy);
        Assert.Matches("has [0-9]+ (rows|blocks)|notice|work|request|order", (await new Verifier(store).Run()).FirstWrong);
    }

    [Fact]
    public async Task A_store_of_0_1_0_is_counted_when_it_is_opened_and_its_rows_are_missed_from_then_on()
    {
        using var copy = market.Copy();
        foreach (var later in StoppedMarket.TablesSinceRowsWereCounted) await market.Damage(copy, $"DELETE FROM {later}");
        await market.Damage(copy, "DROP TABLE row_counts; DELETE FROM migrations WHERE name LIKE '%row-counts.sql'");
        Assert.Equal(0, (await market.Verify(copy)).ExitCode);
        await market.Damage(copy, "DELETE FROM replays");
        Assert.Contains("replays has 0 rows, and had to have", (await market.Verify(copy)).Text);
    }

    [Fact]
    public async Task The_command_says_so_and_ends_with_1()
    {
        using var copy = market.Copy();
        Assert.Equal(0, (await market.Verify(copy)).ExitCode);
        await market.Damage(copy, "DELETE FROM entries WHERE app = @app AND no = 3");
        var verdict = await market.Verify(copy);
        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains($"{market.App}: entry 3 is missing", verdict.Text);
    }
}

/// <summary>A market after a deposit, a purchase and a freeze, something in every table that counts; then its server was stopped.</summary>
public sealed class StoppedMarket : IAsyncLifetime
{
    /// <summary>The tables that came after rows were counted: a store of before has no rows in them.</summary>
    public static readonly string[] TablesSinceRowsWereCounted =
    [
        "warnings", "blobs", "blob_chunks", "blob_sums", "credentials", "tokens", "random_factors", "phone_sendings", "account_operations",
        "proved_phones", "papers", "id_holders", "anonymous_payers", "merchants", "onboardings", "agreements", "signings", "split_files",
        "split_rows", "registry",
    ];

    private ServerPlace place = null!;

    public string App { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // Nobody used it before: what other markets left there is not part of this one.
        await using var market = await Flow.OnNewServer(Running.Store.Sqlite);
        await market.GivenMembers("buyer", "seller");
        await market.GivenDeposit("buyer", 100_00);
        await market.Pay(await market.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 70_00, payMethod = market.Balance(70_00) }));
        await market.When("freezeMoney", new { bizUserId = "seller", amount = 20_00 });
        await market.Server.Stop();
        (App, place) = (market.App.Id, market.Server.Place with { Folder = new TempFolder() });
        CopyTo(market.Server.Place.Folder, place.Folder);
    }

    public TempFolder Copy()
    {
        var copy = new TempFolder();
        CopyTo(place.Folder, copy);
        return copy;
    }

    public async Task<int> Damage(TempFolder folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.File("tongbao.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@app", App);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<IStore> Open(TempFolder folder) =>
        await SqliteStore.Open(folder.Path, new Dialect(RowJson.Sealed(Vault.FromFile(folder.Path + ".key", mayCreate: false))));

    public Task<Finished> Verify(TempFolder folder) =>
        Programs.Run("dotnet", [ServerProcess.Dll, "verify", .. (place with { Folder = folder }).Options()]);

    public ValueTask DisposeAsync()
    {
        place.Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void CopyTo(TempFolder from, TempFolder to)
    {
        File.Copy(from.File("tongbao.db"), to.File("tongbao.db"));
        File.Copy(from.Path + ".key", to.Path + ".key");
    }
}
