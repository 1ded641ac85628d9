using System.IO.Compression;
using System.Text.Json;

namespace Tongbao.Tests.Stores;

/// <summary>
/// A store that an older version wrote is opened by this one, is right, and goes on; what was asked then is answered as it was then.
/// </summary>
public sealed class OlderStoresTests
{
    private const string Sysid = "100000000001", CustodySet = "200001";

    [Theory]
    [InlineData("0.1.0", Store.Sqlite)]
    [InlineData("0.1.0", Store.Postgres)]
    public async Task A_store_of_an_older_version_opens_verifies_and_plays_on(string version, Store kind)
    {
        await using var server = await Opened(version, kind);
        Assert.Null(await server.Verify());
        var client = ClientOf(server, version, kind);
        foreach (var call in Calls(version, kind))
        {
            var again = await client.Send(await client.SignReq(call.Req));
            Assert.True(again.Ok, $"{call.Req}\n{again.Body}");
            Assert.Equal(call.SignedValue, again.SignedValue);
        }
        Assert.Null(await server.Verify());
        await PlayOn(server, client);
        Assert.Null(await server.Verify());
    }

    [Theory]
    [InlineData("0.1.0", Store.Sqlite)]
    [InlineData("0.1.0", Store.Postgres)]
    public async Task A_number_of_then_with_another_content_is_refused(string version, Store kind)
    {
        await using var server = await Opened(version, kind);
        var client = ClientOf(server, version, kind);
        foreach (var call in Calls(version, kind).Where(c => c.Req.Contains("\"amount\":", StringComparison.Ordinal)))
        {
            var other = await client.Send(await client.SignReq(call.Req.Replace("\"amount\":", "\"amount\":1", StringComparison.Ordinal)));
            Assert.False(other.Ok, call.Req);
        }
        Assert.Null(await server.Verify());
    }

    [Theory]
    [InlineData("0.1.0", Store.Sqlite)]
    [InlineData("0.1.0", Store.Postgres)]
    public async Task What_a_collect_of_then_still_owes_is_paid_out(string version, Store kind)
    {
        await using var server = await Opened(version, kind);
        var client = ClientOf(server, version, kind);
        var before = await Balance(client, "florist");
        // Of its 150.00, 100.00 were paid out and 30.00 given back.
        Assert.Equal("40040", (await client.Call("OrderService", "signalAgentPay", Rest("after-rest-1", 20_01))).ErrorCode);
        Assert.True((await client.Call("OrderService", "signalAgentPay", Rest("after-rest-2", 20_00))).Has("orderNo"));
        Assert.Equal(before + 20_00, await Balance(client, "florist"));
        Assert.Equal("40040", (await client.Call("OrderService", "signalAgentPay", Rest("after-rest-3", 1))).ErrorCode);
        Assert.Null(await server.Verify());
    }

    [Theory]
    [InlineData("0.1.0", Store.Sqlite)]
    [InlineData("0.1.0", Store.Postgres)]
    public async Task An_order_that_was_open_then_closes_when_its_time_is_over(string version, Store kind)
    {
        await using var server = await Opened(version, kind, OpenOrder);
        var client = ClientOf(server, version, kind);
        Assert.Null(await server.Verify());
        Assert.Equal("zhang", await PayerOfOpenOrder(server, kind));
        Assert.Equal(1, (await client.Call("OrderService", "getOrderDetail", new { bizOrderNo = "open-1" })).Number("orderStatus"));
        await server.Sandbox.Advance("P1D");
        Assert.Equal(6, (await client.Call("OrderService", "getOrderDetail", new { bizOrderNo = "open-1" })).Number("orderStatus"));
        Assert.Null(await server.Verify());
    }

    /// <summary>An unpaid deposit as that version wrote it, applied for on 2026-12-01 at 09:00:10.</summary>
    private const string OpenOrder = """
        INSERT INTO orders (app, key, biz_no, open_since, body) VALUES ('100000000001', '2612010900199999999', 'open-1', 1796086810000,
        '{"no":"2612010900199999999","bizNo":"open-1","kind":1,"status":1,"createdAt":"2026-12-01T09:00:10+08:00","digest":"00","payer":"zhang","payee":"zhang",
        "account":"M:200001:zhang","amount":100,"fee":0,"serviceFee":0,"receivers":[],"sources":[],"legs":[{"method":"SCAN_WEIXIN","flow":0,"account":"C:vsp",
        "amount":100,"refund":0,"more":{},"refunded":0,"returns":1}],"split":[],"channelCode":false,"channelUnknown":false,"closing":false,"stray":0,
        "strayTrades":[],"refunds":{"amount":0,"fee":0,"coupon":0},"steps":[],"firstAnswer":{}}')
        """;

    /// <summary>By whom an account's open orders are found before it may be closed.</summary>
    private static async Task<string?> PayerOfOpenOrder(ServerProcess server, Store kind)
    {
        await using System.Data.Common.DbConnection connection = kind == Store.Postgres ? new Npgsql.NpgsqlConnection(server.Place.Postgres)
            : new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={server.Place.Folder.File("tongbao.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT payer FROM orders WHERE biz_no = 'open-1'";
        return await command.ExecuteScalarAsync() as string;
    }

    private static object Rest(string number, long amount) => new
    {
        bizOrderNo = number, bizUserId = "florist", accountSetNo = CustodySet, tradeCode = "4001", amount, fee = 0,
            backUrl = "http://127.0.0.1:9/none",
        collectPayList = new[] { new { bizOrderNo = "collect-2", amount } },
    };

    /// <summary>A new purchase, paid by its buyer and split, and what is due in the days after it.</summary>
    private static async Task PlayOn(ServerProcess server, Tsy2Client client)
    {
        var before = await Balance(client, "shop");
        Assert.True((await client.Call("OrderService", "consumeApply", new
        {
            payerId = "zhang", recieverId = "shop", bizOrderNo = "after-1", amount = 30_00, fee = 1_00, validateType = 0,
                backUrl = "http://127.0.0.1:9/none",
            industryCode = "1910", industryName = "其他", source = 1,
                payMethod = new { SCAN_WEIXIN = new { limitPay = "no_credit", amount = 30_00 } },
        })).Has("orderNo"));
        await server.Sandbox.Payment(Sysid, "after-1", "success");
        await server.Sandbox.Advance("P3D");
        Assert.Equal(before + 29_00, await Balance(client, "shop"));
    }

    private static async Task<long> Balance(Tsy2Client client, string member) =>
        (await client.Call("OrderService", "queryBalance", new { bizUserId = member, accountSetNo = CustodySet })).Number("allAmount");

    private static async Task<ServerProcess> Opened(string version, Store kind, string? also = null)
    {
        var place = await Servers.NewPlace(kind);
        File.Copy(Of(version, kind, "key"), place.Folder.Path + ".key");
        if (kind == Store.Sqlite) await File.WriteAllBytesAsync(place.Folder.File("tongbao.db"), Unpacked(Of(version, kind, "db.gz")));
        else await Restore(place.Postgres!, Unpacked(Of(version, kind, "sql.gz")));
        if (also is not null && kind == Store.Sqlite) await Insert(place.Folder.File("tongbao.db"), also);
        else if (also is not null) await Restore(place.Postgres!, System.Text.Encoding.UTF8.GetBytes(also));
        return await ServerProcess.Start(place);
    }

    private static async Task Insert(string file, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Restore(string connection, byte[] dump)
    {
        var to = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        (await Programs.Run("psql", ["-q", "-v", "ON_ERROR_STOP=1", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!],
            dump)).MustSucceed();
    }

    private static Tsy2Client ClientOf(ServerProcess server, string version, Store kind)
    {
        var (own, platform) = (KeyOf(Of(version, kind, "merchant.pem")),
            OpenSslPublicKey.FromPem(File.ReadAllText(Of(version, kind, "platform.pem"))));
        return new Tsy2Client(() => server.Url, Sysid, own, platform) { Signer = new FastSigner(own, platform) };
    }

    private static OpenSslKey KeyOf(string file)
    {
        using var rsa = System.Security.Cryptography.RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new OpenSslKey { File = file,
            PublicKey = OpenSslPublicKey.FromSpki(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())) };
    }

    private static IEnumerable<Call> Calls(string version, Store kind) =>
        File.ReadLines(Of(version, kind, "calls.jsonl")).Select(line => JsonSerializer.Deserialize<Call>(line, JsonSerializerOptions.Web)!);

    private sealed record Call(string Req, string SignedValue);

    private static string Of(string version, Store kind, string ending) =>
        Repository.File("tests", "Tongbao.Tests", "stores", version, $"{kind.ToString().ToLowerInvariant()}.{ending}");

    private static byte[] Unpacked(string file)
    {
        using var clear = new MemoryStream();
        using (var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress)) zip.CopyTo(clear);
        return clear.ToArray();
    }
}
