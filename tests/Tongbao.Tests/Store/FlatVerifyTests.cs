using Tongbao.Bench;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Stores;

/// <summary>
/// `verify` reads orders of any number in the same memory; the bench holds the same of a million (`./run bench --only verify-1m`).
/// </summary>
public abstract class FlatVerifyTests(Store store)
{
    private const int Orders = 60_000, AtATime = 2_000, Members = 2_000, MostKilobytes = 160 * 1024;

    /// <summary>Runs a program, and says on the last line the greatest memory that it took.</summary>
    private const string Watched =
        """passthru(implode(' ', array_map('escapeshellarg', array_slice($argv, 1))), $code); echo "\n", getrusage(1)['ru_maxrss']; exit($code);""";

    [Fact]
    public async Task Sixty_thousand_orders_are_verified_within_160_MiB()
    {
        await using var bank = await Bank.Open(store);
        var app = await bank.NewApp(new { });
        await Must(new ManyMembers(0, Members));
        for (var from = 0; from < Orders; from += AtATime) await Must(new ManyOrders(from, AtATime, Members));
        var place = await bank.Close();

        var verified = await Programs.Run("php", ["-r", Watched, "--", "dotnet", ServerProcess.Dll, "verify", .. place.Options()]);

        var said = verified.MustSucceed().Text.Split('\n');
        Assert.Contains($"orders {Orders}", said[0]);
        Assert.InRange(int.Parse(said[^1]), 1, MostKilobytes);

        async Task Must(Core.Command command) => Assert.Null((await bank.Teller.Run(app, command)).Result.Error);
    }
}

public sealed class FlatVerifyOnSqlite() : FlatVerifyTests(Store.Sqlite);

public sealed class FlatVerifyOnPostgres() : FlatVerifyTests(Store.Postgres);
