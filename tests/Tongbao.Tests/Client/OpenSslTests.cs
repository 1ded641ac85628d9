using System.Text.Json;

namespace Tongbao.Tests.Client;

/// <summary>The test client is right before it judges anyone: it verifies messages that the vendor's own software signed.</summary>
public sealed class OpenSslTests
{
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "Tongbao.Tests", "vectors", "tsy2-signature.json"))).RootElement;

    public static TheoryData<string> Ids =>
        [.. Vectors.GetProperty("vectors").EnumerateArray().Select(v => v.GetProperty("id").GetString()!)];

    [Theory, MemberData(nameof(Ids))]
    public async Task A_signature_made_by_the_vendor_verifies(string id)
    {
        var (text, sign, key) = Vector(id);
        Assert.True(await OpenSslPublicKey.FromSpki(key).Verify(text, sign));
        Assert.False(await OpenSslPublicKey.FromSpki(key).Verify(text + " ", sign));
    }

    [Fact]
    public async Task Both_signers_make_the_same_signature()
    {
        var key = await OpenSslKey.Generate(1024);
        var (slow, fast) = (new OpenSslSigner(key, key.PublicKey), new FastSigner(key, key.PublicKey));
        var sign = await slow.Sign("用户已经存在");
        Assert.Equal(sign, await fast.Sign("用户已经存在"));
        Assert.True(await slow.Verify("用户已经存在", sign) && await fast.Verify("用户已经存在", sign));
        Assert.False(await fast.Verify("用户", sign));
    }

    [Fact]
    public async Task An_encrypted_field_is_one_block_that_differs_each_time()
    {
        var key = await OpenSslKey.Generate(2048);
        var (once, twice) = (await key.PublicKey.Encrypt("6228481234567898346"), await key.PublicKey.Encrypt("6228481234567898346"));
        Assert.NotEqual(once, twice);
        Assert.Matches("^[0-9A-F]{512}$", once);
        Assert.Equal("6228481234567898346", await key.Decrypt(once.ToLowerInvariant()));
    }

    private static (string Text, string Sign, string Key) Vector(string id)
    {
        var vector = Vectors.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("id").GetString() == id);
        var key = Vectors.GetProperty("keys_spki_base64").GetProperty(vector.GetProperty("key").GetString()!);
        return (vector.GetProperty("signed_text").GetString()!, vector.GetProperty("sign_base64").GetString()!, key.GetString()!);
    }
}
