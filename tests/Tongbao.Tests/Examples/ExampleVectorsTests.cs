using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongbao.Tests.Examples;

/// <summary>
/// The clients of examples/ before what the vendor itself signed: real answers are believed, changed ones are not, and each request
/// verifies.
/// </summary>
public sealed class ExampleVectorsTests : IAsyncLifetime
{
    private const string Sysid = "100000000001";
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllText(Repository.File("tests/Tongbao.Tests/vectors/tsy2-signature.json"))).RootElement;

    private readonly TempFolder keys = new();
    private readonly List<string> asked = [];
    private OpenSslKey merchant = null!;
    private WebApplication platform = null!;

    /// <summary>What the next answers say and whether they say what was signed.</summary>
    private bool changed;

    public static TheoryData<string> Languages() => [.. ExampleClients.Installed];

    public async ValueTask InitializeAsync()
    {
        merchant = await OpenSslKey.Generate();
        File.Copy(merchant.File, keys.File("merchant-private.pem"));
        var vendor = OpenSslPublicKey.FromSpki(Vectors.GetProperty("keys_spki_base64").GetProperty("vendor-test").GetString()!);
        await Make("req", "-new", "-key", merchant.File, "-subj", "/CN=vendor", "-out", keys.File("csr"));
        await Make("x509", "-req", "-in", keys.File("csr"), "-signkey", merchant.File, "-days", "3650", "-out", keys.File("own.cer"));
        await Make("x509", "-req", "-in", keys.File("csr"), "-signkey", merchant.File, "-days", "3650", "-force_pubkey", vendor.File,
            "-out", keys.File("platform.cer"));
        await Make("pkcs12", "-export", "-inkey", merchant.File, "-in", keys.File("own.cer"), "-name", Sysid, "-passout", "pass:tongbao",
            "-out", keys.File("merchant.pfx"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        platform = builder.Build();
        platform.MapPost("/service/soa", Answer);
        await platform.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        keys.Dispose();
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task The_vendors_answers_are_believed_and_its_refusal_is_told(string language)
    {
        var told = await ExampleClients.Run(language, new Uri(platform.Urls.Single()), keys.Path);
        Assert.Contains("createMember 验签通过 signature right {\"userId\":\"8de28bb8-4a0c-4658-bf34-a713e0bcf58b\"", told.Text);
        Assert.NotEqual(0, told.ExitCode);
        Assert.Contains("30000", told.Errors + told.Text);
        Assert.Contains("所属应用下已经存在此用户", told.Errors + told.Text);
        Assert.Equal(["createMember", "setRealName"], asked);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task An_answer_that_was_changed_on_its_way_stops_the_client(string language)
    {
        changed = true;
        var told = await ExampleClients.Run(language, new Uri(platform.Urls.Single()), keys.Path);
        Assert.NotEqual(0, told.ExitCode);
        Assert.DoesNotContain("signature right", told.Text);
        Assert.Contains("the answer is not signed by the platform", told.Errors + told.Text);
        Assert.Equal(["createMember"], asked);
    }

    /// <summary>The vendor's success first, its refusal next.</summary>
    private async Task Answer(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Assert.True(await merchant.PublicKey.Verify($"{form["sysid"]}{form["req"]}{form["timestamp"]}", form["sign"]!));
        Assert.Equal((Sysid, "2.0"), (form["sysid"].ToString(), form["v"].ToString()));
        asked.Add(JsonDocument.Parse(form["req"].ToString()).RootElement.GetProperty("method").GetString()!);
        var (text, sign) = Vector(asked.Count == 1 ? "doc33-ok" : "doc33-error");
        var signedValue = changed ? text.Replace("8de28bb8", "8de28bb9") : text;
        var answer = text.StartsWith("errorCode=", StringComparison.Ordinal)
            ? Json.Object(new { sign, errorCode = "30000", message = text.Split("message=")[1], signedValue, status = "error" })
            : Json.Object(new { sysid = Sysid, sign, signedValue, status = "OK" });
        await http.Response.WriteAsync(Json.Text(answer));
    }

    private static (string Text, string Sign) Vector(string id)
    {
        var vector = Vectors.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("id").GetString() == id);
        return (vector.GetProperty("signed_text").GetString()!, vector.GetProperty("sign_base64").GetString()!);
    }

    private static async Task Make(params string[] what) => (await OpenSsl.Run(null, what)).MustSucceed();
}
