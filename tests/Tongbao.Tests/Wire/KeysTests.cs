using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Wire;

/// <summary>Keys of the sizes and in the wrappings that existing clients have (docs/wires/tsy2.md, keys).</summary>
public sealed class KeysTests() : FlowTests(Store.Sqlite, openSsl: true)
{
    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(4096)]
    public async Task A_merchants_key_may_have_any_of_the_usual_sizes(int bits)
    {
        var client = await ClientWith(await OpenSslKey.Generate(bits), key => key.Spki);
        Assert.True((await client.Call("MemberService", "createMember", new { bizUserId = "buyer", memberType = 3, source = 2 })).Ok);
    }

    [Fact]
    public async Task A_key_may_be_PEM() =>
        Assert.True((await (await ClientWith(await OpenSslKey.Generate(), key => key.Pem))
            .Call("MemberService", "createMember", new { bizUserId = "buyer", memberType = 3, source = 2 })).Ok);

    [Theory]
    [InlineData("base64 DER"), InlineData("PEM"), InlineData("one-line PEM"), InlineData("PEM with words before it")]
    public async Task A_key_may_come_in_a_certificate(string wrapping)
    {
        var key = await OpenSslKey.Generate();
        var der = await key.Certificate();
        var pem = $"-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks)}\n-----END CERTIFICATE-----\n";
        var client = await ClientWith(key, _ => wrapping switch
        {
            "base64 DER" => Convert.ToBase64String(der),
            "PEM" => pem,
            "one-line PEM" => pem.ReplaceLineEndings(""),
            _ => $"Bag Attributes\n    friendlyName: 100000000001\nsubject=CN = merchant\n{pem}",
        });
        Assert.True((await client.Call("MemberService", "createMember", new { bizUserId = "buyer", memberType = 3, source = 2 })).Ok);
    }

    [Fact]
    public async Task A_key_of_512_bits_is_no_key()
    {
        var weak = await OpenSslKey.Generate(512);
        await Assert.ThrowsAsync<SandboxProblem>(() => ClientWith(weak, key => key.Spki));
    }

    [Fact]
    public async Task The_platforms_own_key_has_2048_bits_where_nothing_else_was_asked_for()
    {
        var client = await ClientWith(await OpenSslKey.Generate(), key => key.Spki);
        Assert.Equal(512, (await client.Encrypt("6228481234567898346")).Length);
    }

    private async Task<Tsy2Client> ClientWith(OpenSslKey key, Func<OpenSslPublicKey, string> wrapped)
    {
        var app = await flow.Sandbox.CreateApp("tsy2", Flow.Fresh("7000"), "测试商城", wrapped(key.PublicKey));
        return new Tsy2Client(() => flow.Server.Url, app.Id, key, OpenSslPublicKey.FromSpki(app.PlatformPublicKey));
    }
}
