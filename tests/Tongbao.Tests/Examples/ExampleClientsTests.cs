using System.Text.RegularExpressions;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Examples;

/// <summary>
/// Each client of examples/ goes its whole way against a real server: member, order, payment, notice, balance, every signature verified.
/// </summary>
public sealed class ExampleClientsTests() : FlowTests(Store.Sqlite)
{
    private const string DemoApp = "100000000001";

    public static TheoryData<string> Languages() => [.. ExampleClients.Installed];

    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Theory, MemberData(nameof(Languages))]
    public async Task A_client_has_an_order_paid_and_takes_the_notice(string language)
    {
        var told = (await ExampleClients.Run(language, flow.Server.Url, flow.Server.Place.Folder.File("demo-keys"))).MustSucceed().Text;
        Assert.Equal(["createMember", "setRealName", "applyBindAcct", "depositApply", "通知 notice", "queryBalance"],
            told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" 验签通过 signature right ")[0]));
        Assert.Contains("\"allAmount\":9800", told);
        // Another client may have been on this server before.
        var order = Regex.Match(told, "\"bizOrderNo\":\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(200, Assert.Single(Assert.Single(await flow.Sandbox.Notifications(DemoApp, order)).Attempts).HttpStatus);
    }

    /// <summary>A client that is longer is not read.</summary>
    [Theory]
    [InlineData("csharp/Client.cs")]
    [InlineData("java/Client.java")]
    [InlineData("node/client.mjs")]
    [InlineData("php/client.php")]
    public void A_client_says_what_must_be_known_and_is_short(string file)
    {
        var lines = File.ReadAllLines(Repository.File("examples", file));
        var code = lines.Count(l => l.Trim() is { Length: > 1 } line && !line.StartsWith("//", StringComparison.Ordinal)
            && !line.StartsWith("import ", StringComparison.Ordinal));
        Assert.InRange(code, 30, 70);
        foreach (var must in new[] { "sysid + req + timestamp", "sysid + rps + timestamp", "base64(MD5(", "UTC+8", "RSA PKCS#1 v1.5",
            "/yungateway/" })
            Assert.Contains(lines, line => line.Contains("//", StringComparison.Ordinal) && line.Contains(must, StringComparison.Ordinal));
    }
}
