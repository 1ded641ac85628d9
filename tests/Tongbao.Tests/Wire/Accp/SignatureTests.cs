using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccpSignature = Tongbao.Server.Wire.Accp.AccpSignature;

namespace Tongbao.Tests.Wire.Accp;

/// <summary>签名: what the real platform signed, and what the `openssl` program makes of the same key and body.</summary>
public sealed class SignatureTests
{
    private static readonly JsonElement Real =
        JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "Tongbao.Tests", "vectors", "accp-signature.json"))).RootElement;

    [Fact, Holds("W3")]
    public void What_the_real_platform_signed_verifies_by_twice_MD5_and_not_by_once()
    {
        var body = Encoding.UTF8.GetBytes(Text("body"));
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(Text("public_key_x509_base64")), out _);
        var signature = AccpSignature.Bytes(Text("signature_base64"))!;
        Assert.Equal(Text("md5_hex_lower"), AccpSignature.Digest(body));
        Assert.True(AccpSignature.Verify(key, body, signature));
        Assert.False(AccpSignature.VerifyOnce(key, body, signature));
        Assert.False(AccpSignature.Verify(key, [.. body, (byte)'\n'], signature));
    }

    [Fact, Holds("W1", "W4")]
    public async Task A_body_has_one_signature_under_a_key_and_it_is_that_of_the_openssl_program()
    {
        var body = Encoding.UTF8.GetBytes("""{"ret_code":"0000","ret_msg":"交易成功","user_id":"张三/\u4e09"}""");
        var pair = await OpenSslKey.Generate(1024);
        using var key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(pair.File, TestContext.Current.CancellationToken));
        var (twice, once) = (await pair.SignMd5(Client.AccpSignature.SignedText(body)), await pair.SignMd5(body));
        Assert.Equal(twice, AccpSignature.Sign(key, body));
        Assert.Equal(AccpSignature.Sign(key, body), AccpSignature.Sign(key, body));
        Assert.True(AccpSignature.VerifyOnce(key, body, AccpSignature.Bytes(once)));
    }

    private static string Text(string name) => Real.GetProperty(name).GetString()!;
}
