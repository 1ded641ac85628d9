using System.Security.Cryptography;
using System.Text;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>
/// A signature that does not fit is opened with the registered key: a wrong key is told from a wrong text, and how it was signed is named.
/// </summary>
public sealed class SignatureDiagnosisTests() : FlowTests(Store.Sqlite)
{
    private const string Req = """{"service":"MemberService","method":"getMemberInfo","param":{"bizUserId":"x"}}""";

    private RSA key = null!;
    private SignedRequest right = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(flow.Client.Key.File, TestContext.Current.CancellationToken));
        right = await flow.Client.SignReq(Req);
    }

    protected override ValueTask End()
    {
        key.Dispose();
        return default;
    }

    private string Text => right.Sysid + right.Req + right.Timestamp;

    [Theory]
    [InlineData("SHA256", "SHA-256")]
    [InlineData("MD5", "MD5")]
    [InlineData("SHA512", "SHA-512")]
    public async Task Another_hash_is_named(string hash, string name) =>
        await Says($"签名用了 {name},应为 SHA1withRSA",
            key.SignData(Ascii(Base64(Text)), new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1));

    [Fact]
    public async Task Another_form_of_the_MD5_is_named()
    {
        var md5 = MD5.HashData(Encoding.UTF8.GetBytes(Text));
        await Says("未做 base64 / the 16 bytes of the MD5 were signed", Sha1(md5));
        await Says("签名的是十六进制的 MD5", Sha1(Ascii(Convert.ToHexStringLower(md5))));
        await Says("签名的是十六进制的 MD5", Sha1(Ascii(Convert.ToHexString(md5))));
        await Says("签名前未先取 MD5 再 base64", Sha1(Encoding.UTF8.GetBytes(Text)));
        await Says("MD5 的 base64 末尾多了换行", Sha1(Ascii(Base64(Text) + "\n")));
        await Says("签名前取了 SHA-256", Sha1(SHA256.HashData(Encoding.UTF8.GetBytes(Text))));
    }

    [Fact]
    public async Task Another_text_is_named()
    {
        var (sysid, req, timestamp) = (right.Sysid, right.Req, right.Timestamp);
        await Says("末尾多了换行或空格", OfText(Text + "\n"));
        await Says("req 末尾多了换行", OfText(sysid + req + "\n" + timestamp));
        await Says("签名原文缺 timestamp", OfText(sysid + req));
        await Says("签名原文缺 sysid", OfText(req + timestamp));
        foreach (var other in new[] { sysid + timestamp + req, req + sysid + timestamp, timestamp + sysid + req, req + timestamp + sysid,
            timestamp + req + sysid })
            await Says("sysid+req+timestamp,顺序不同", OfText(other));
        await Says("密钥正确,但签名的是另一段原文", OfText("something else"));
        await Says("字符集应为 UTF-8", Sha1(Ascii(Convert.ToBase64String(MD5.HashData(Gbk.GetBytes(Chinese))))), Chinese);
    }

    [Fact]
    public async Task Two_mistakes_are_both_named() =>
        await Says("签名用了 SHA-256,应为 SHA1withRSA;签名原文缺 timestamp",
            key.SignData(Ascii(Base64(right.Sysid + right.Req)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    [Fact]
    public async Task A_wrong_key_is_told_from_a_wrong_text()
    {
        using var other = RSA.Create(1024);
        await Says("私钥与登记的公钥不符", other.SignData(Ascii(Base64(Text)), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
        using var longer = RSA.Create(2048);
        await Says("密钥不符:签名 2048 位,登记的公钥 1024 位", longer.SignData(Ascii(Base64(Text)), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_signature_in_hexadecimal_is_told_so()
    {
        var signature = Convert.FromBase64String(right.Sign);
        await SaysOf("sign 是十六进制,应为 base64", Convert.ToHexStringLower(signature));
        await SaysOf("sign 是十六进制,应为 base64", Convert.ToHexString(signature));
        await SaysOf("sign 不是 base64", "not a signature!");
    }

    /// <summary>A request whose text is Chinese, as far as this test signs it.</summary>
    private string Chinese => right.Sysid + Req.Replace("\"x\"", "\"城\"") + right.Timestamp;

    private static Encoding Gbk
    {
        get
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding("gb18030");
        }
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static string Base64(string text) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private byte[] OfText(string text) => Sha1(Ascii(Base64(text)));

    private byte[] Sha1(byte[] signed) => key.SignData(signed, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    private Task Says(string said, byte[] signature, string? text = null) => SaysOf(said, Convert.ToBase64String(signature), text);

    private async Task SaysOf(string said, string sign, string? text = null)
    {
        var reply = await flow.Client.Send(right
            with { Sign = sign, Req = text is null ? right.Req : text[right.Sysid.Length..^right.Timestamp.Length] });
        Assert.Equal("20019", reply.ErrorCode);
        Assert.StartsWith("签名验证失败 (digest ", reply.Message);
        Assert.Contains(said, reply.Message);
    }
}
