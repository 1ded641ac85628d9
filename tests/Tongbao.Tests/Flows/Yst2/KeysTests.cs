using System.Security.Cryptography;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>密钥: how an app of 云商通 registers its SM2 key, what it is given, and what it is told where the key is none.</summary>
public sealed class KeysTests
{
    private static readonly object Asked = new { signNum = Yst2Flow.Platform };

    [Fact]
    public async Task A_key_is_taken_as_base64_as_PEM_and_as_the_point_in_hexadecimal()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var pair = Sm2Pair.Generate();
        var spki = Convert.FromBase64String(pair.PublicKey);
        foreach (var form in new[] { pair.PublicKey, PemEncoding.WriteString("PUBLIC KEY", spki), Convert.ToHexString(spki[^65..]),
            Convert.ToHexStringLower(spki[^65..]) })
        {
            await using var neighbour = await flow.Neighbour();
            await neighbour.Sandbox.ChangeIdentity(neighbour.App.Id, "yst2", new { merchantPublicKey = form, dropOldKey = true });
            (await neighbour.Client.Call("1023", Asked)).MustBeUnsigned("90004");
            var signer = new Yst2Signer(pair, neighbour.App.PlatformPublicKey, neighbour.App.SecretKey!);
            (await new Yst2Client(() => neighbour.Server.Url, neighbour.Number, signer).Call("1023", Asked)).Must();
        }
    }

    [Fact]
    public async Task What_is_no_such_key_is_refused_and_the_mistake_is_named()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        using var rsa = RSA.Create(1024);
        var pair = Sm2Pair.Generate();
        var off = Convert.FromBase64String(pair.PublicKey);
        off[^1] ^= 1;
        foreach (var (key, mistake) in new[] { ("", "it is no base64"), ("%%", "it is no base64"), (pair.PrivatePem, "it is a private key"),
            (Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()), "it is an RSA key"),
            (Convert.ToBase64String(off), "its point is not on the curve") })
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => flow.Sandbox.CreateApp("yst2", "20000000000000009999", "平台", key));
            Assert.Contains("merchantPublicKey is an SM2 public key", refused.Message);
            Assert.Contains(mistake, refused.Message);
        }
    }

    [Fact]
    public async Task Each_identity_has_a_secret_key_of_its_own_and_the_command_line_shows_it()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await using var neighbour = await flow.Neighbour();
        Assert.Matches("^[0-9a-f]{32}$", flow.App.SecretKey);
        Assert.NotEqual(flow.App.SecretKey, neighbour.App.SecretKey);
        Assert.Equal(flow.App.SecretKey, (await flow.Sandbox.Identities(flow.App.Id)).Single().SecretKey);
        var (number, file) = ("2" + RandomNumberGenerator.GetString("0123456789", 19), OpenSsl.NewFile("sm2.der"));
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(Sm2Pair.Generate().PublicKey), TestContext.Current.CancellationToken);
        var said = (await flow.Server.Cli("app", "add", number, "--wire", "yst2", "--public-key", file)).MustSucceed().Text;
        var added = System.Text.Json.JsonDocument.Parse(said).RootElement;
        Assert.Equal((number, "yst2"), (added.GetProperty("id").GetString(), added.GetProperty("protocol").GetString()));
        Assert.Matches("^[0-9a-f]{32}$", added.GetProperty("secretKey").GetString());
    }
}
