using System.Text.RegularExpressions;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Cli;

/// <summary>
/// The first start leaves keys in the forms that existing clients load: PEM, an X.509 certificate of the platform, a .pfx of the merchant.
/// </summary>
public abstract class DemoKeysTests(Store store) : FlowTests(store)
{
    private const string Sysid = "100000000001";

    private string Keys => flow.Server.Place.Folder.File("demo-keys");

    public override async ValueTask InitializeAsync() => flow = await OnServer(await ServerProcess.Start(await Servers.NewPlace(Store)));

    [Fact]
    public async Task The_pfx_opens_with_the_printed_password_and_has_the_key_under_the_sysid()
    {
        var told = flow.Server.Output.Last(line => line.Contains("merchant.pfx", StringComparison.Ordinal));
        var password = Regex.Match(told, "password (\\w+)").Groups[1].Value;
        Assert.Contains($"alias {Sysid}", told);
        var opened = (await OpenSsl.Run(null, "pkcs12", "-in", $"{Keys}/merchant.pfx", "-passin", $"pass:{password}", "-nodes"))
            .MustSucceed().Text;
        Assert.Equal(2, Regex.Count(opened, $"friendlyName: {Sysid}"));
        Assert.Equal(await PublicOf("pkey", $"{Keys}/merchant-private.pem"),
            await PublicOf("pkcs12", $"{Keys}/merchant.pfx", "-passin", $"pass:{password}", "-nodes", "-nocerts"));
        Assert.NotEqual(0, (await OpenSsl.Run(null, "pkcs12", "-in", $"{Keys}/merchant.pfx", "-passin", "pass:another", "-nodes"))
            .ExitCode);
    }

    [Fact]
    public async Task The_certificate_holds_the_platforms_key_and_outlives_every_move_of_the_clock()
    {
        var certificate = (await OpenSsl.Run(null, "x509", "-in", $"{Keys}/platform.cer", "-noout", "-pubkey", "-subject", "-enddate"))
            .MustSucceed().Text;
        Assert.Contains((await File.ReadAllTextAsync($"{Keys}/platform-public.pem", TestContext.Current.CancellationToken))
            .Trim(), certificate);
        Assert.Contains($"CN = {Sysid}", certificate);
        Assert.Contains("2099", certificate);
    }

    [Fact]
    public async Task A_folder_of_an_earlier_version_is_completed_and_what_is_there_stays()
    {
        var before = await File.ReadAllBytesAsync($"{Keys}/merchant.pfx", TestContext.Current.CancellationToken);
        await flow.Server.Stop();
        await flow.Server.Start();
        Assert.Equal(before, await File.ReadAllBytesAsync($"{Keys}/merchant.pfx", TestContext.Current.CancellationToken));
        await flow.Server.Stop();
        foreach (var later in new[] { "merchant.pfx", "platform.cer" }) File.Delete($"{Keys}/{later}");
        await flow.Server.Start();
        await The_pfx_opens_with_the_printed_password_and_has_the_key_under_the_sysid();
        await The_certificate_holds_the_platforms_key_and_outlives_every_move_of_the_clock();
    }

    [Fact]
    public async Task An_app_that_is_made_is_answered_with_its_certificate_whoever_makes_it()
    {
        var key = await OpenSslKey.Generate(1024);
        var made = await flow.Sandbox.CreateApp("tsy2", Flow.Fresh("7"), "商城", key.PublicKey.Spki);
        await ThenCertifies(made.PlatformCertificate, made.PlatformPublicKey);
        Assert.Equal(made.PlatformCertificate, (await flow.Sandbox.ChangeSettings(made.Id, new { dailyOrderLimit = 3 }))
            .PlatformCertificate);

        var added = System.Text.Json.JsonDocument.Parse((await flow.Server.Cli("app", "add", Flow.Fresh("7"), "--public-key",
            key.PublicKey.File)).MustSucceed().Text).RootElement;
        await ThenCertifies(added.GetProperty("platformCertificate").GetString()!, added.GetProperty("platformPublicKey").GetString()!);
        Assert.NotEqual(made.PlatformCertificate, added.GetProperty("platformCertificate").GetString());
    }

    [Fact]
    public async Task A_client_of_ACCP_signs_with_the_same_key_under_the_printed_number_and_trusts_the_key_beside_it()
    {
        var no = flow.Server.Output.Last(line => line.Contains("oid_partner", StringComparison.Ordinal)).Split(' ')[^1];
        var pem = await File.ReadAllTextAsync($"{Keys}/accp-platform-public.pem", TestContext.Current.CancellationToken);
        var spki = await File.ReadAllTextAsync($"{Keys}/accp-platform-public.b64", TestContext.Current.CancellationToken);
        Assert.Equal(OpenSslPublicKey.FromSpki(spki).Pem.Trim(), pem.Trim());
        Assert.Equal(await PublicOf("pkey", $"{Keys}/merchant-private.pem"), (await OpenSsl.Run(Convert.FromBase64String(
            await File.ReadAllTextAsync($"{Keys}/merchant-private.b64", TestContext.Current.CancellationToken)),
            "pkey", "-inform", "DER", "-pubout")).MustSucceed().Text);
        var body = $$"""{"timestamp":"{{AccpClient.Stamp()}}","oid_partner":"{{no}}","user_id":"u1","flag_chnl":"H5","pkg_name":"a","app_name":"b"}""";
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(body)));
        var sign = (await OpenSsl.Run(System.Text.Encoding.ASCII.GetBytes(digest), "dgst", "-md5", "-sign", $"{Keys}/merchant-private.pem"))
            .MustSucceed().Output;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(flow.Server.Url, "/v1/acctmgr/get-random"))
            { Content = new StringContent(body) };
        request.Headers.Add("Signature-Type", "RSA");
        request.Headers.Add("Signature-Data", Convert.ToBase64String(sign));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("\"ret_code\":\"0000\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_of_yst2_signs_with_a_key_of_its_own_under_the_printed_number()
    {
        var no = flow.Server.Output.Last(line => line.Contains("  appId ", StringComparison.Ordinal)).Split(' ')[^1];
        async Task<string> Text(string name) => await File.ReadAllTextAsync($"{Keys}/yst2-{name}", TestContext.Current.CancellationToken);
        Assert.Equal(OpenSslPublicKey.FromSpki(await Text("platform-public.b64")).Pem.Trim(), (await Text("platform-public.pem")).Trim());
        var own = Org.BouncyCastle.Security.PrivateKeyFactory.CreateKey(Convert.FromBase64String(await Text("merchant-private.b64")));
        var signer = new Yst2Signer(new Sm2Pair(own, ""), await Text("platform-public.b64"), await Text("secret-key.txt"));
        (await new Yst2Client(() => flow.Server.Url, no, signer).Call("1023", new { signNum = "#yunBizUserId_B2C#" })).Must();
    }

    private async Task ThenCertifies(string certificate, string spki) => Assert.Equal(OpenSslPublicKey.FromSpki(spki).Pem,
        (await OpenSsl.Run(System.Text.Encoding.ASCII.GetBytes(certificate), "x509", "-noout", "-pubkey")).MustSucceed().Text);

    private static async Task<string> PublicOf(string form, string file, params string[] how)
    {
        var key = (await OpenSsl.Run(null, [form, "-in", file, .. how])).MustSucceed().Output;
        return (await OpenSsl.Run(key, "pkey", "-pubout")).MustSucceed().Text;
    }
}

public sealed class DemoKeysOnSqlite() : DemoKeysTests(Store.Sqlite);

public sealed class DemoKeysOnPostgres() : DemoKeysTests(Store.Postgres);
