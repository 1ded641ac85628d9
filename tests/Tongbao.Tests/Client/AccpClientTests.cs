using System.Text;
using System.Text.Json;

namespace Tongbao.Tests.Client;

/// <summary>
/// The ACCP client against a platform of twenty lines, and against what the real one signed: it would notice a wrong answer.
/// </summary>
public sealed class AccpClientTests : IAsyncLifetime
{
    private const string Notice = """{"oid_partner":"2020042200284052","refund_seqno":"r1","txn_status":"TRADE_SUCCESS"}""";

    private LittleAccpPlatform platform = null!;
    private AccpOpenSslSigner byProgram = null!;
    private AccpFastSigner fast = null!;
    private AccpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        var (own, platformKey) = (await OpenSslKey.Generate(1024), await OpenSslKey.Generate(1024));
        platform = await LittleAccpPlatform.Start(new AccpOpenSslSigner(platformKey, own.PublicKey));
        (byProgram, fast) = (new(own, platformKey.PublicKey), new(own, platformKey.PublicKey));
        client = new AccpClient(() => platform.Url, "2020042200284052", fast);
    }

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact, Holds("W3")]
    public async Task What_the_real_platform_signed_verifies_by_the_program_and_by_NET()
    {
        var vector = JsonDocument.Parse(File.ReadAllText(Repository.File("tests/Tongbao.Tests/vectors/accp-signature.json"))).RootElement;
        string Text(string name) => vector.GetProperty(name).GetString()!;
        var (body, sign) = (Encoding.UTF8.GetBytes(Text("body")), Text("signature_base64"));
        var (own, theirs) = (await OpenSslKey.Generate(1024), OpenSslPublicKey.FromSpki(Text("public_key_x509_base64")));
        Assert.Equal(Text("md5_hex_lower"), Encoding.ASCII.GetString(AccpSignature.SignedText(body)));
        foreach (IAccpSigner signer in new IAccpSigner[] { new AccpOpenSslSigner(own, theirs), new AccpFastSigner(own, theirs) })
        {
            Assert.True(await signer.Verify(body, sign));
            Assert.False(await signer.Verify([.. body, (byte)' '], sign));
            await AccpForm.MustHold(signer, body, "RSA", sign);
        }
        Assert.False(await theirs.VerifyMd5(body, sign));
    }

    [Fact]
    public async Task The_program_and_NET_make_the_same_signature()
    {
        var body = Encoding.UTF8.GetBytes("""{"user_id":"张 三/\u4e09"}""");
        Assert.Equal(await byProgram.Sign(body), await fast.Sign(body));
    }

    [Fact]
    public async Task A_good_request_is_answered_and_a_forged_one_refused_in_signed_answers()
    {
        var reply = (await client.Call("txn/query-payment", new { user_id = "张三" })).Must();
        Assert.Equal(("张三", client.OidPartner), (reply.Text("user_id"), reply.Text("oid_partner")));
        var request = await client.Sign("txn/query-payment", new { user_id = "u1" });
        (await client.Send(request with { Body = [.. request.Body, (byte)'\n'] })).Must("1001");
    }

    [Theory]
    [InlineData(" ", "Signature-Data")]
    [InlineData("\n", "Signature-Data")]
    [InlineData("", "signature-data")]
    public async Task An_answer_that_breaks_the_form_fails_the_test(string behind, string header)
    {
        platform.Spoil = body => body + behind;
        platform.Header = header;
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => client.Call("txn/query-payment", new { user_id = "u1" }));
    }

    [Theory]
    [InlineData("""{"b":1,"a":2}""")]
    [InlineData("""{"a":[{"c":1,"b":2}]}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("{\"a\":\n1}")]
    [InlineData("""{"a":"\u5f20"}""")]
    public async Task A_body_of_another_form_fails_the_test_though_it_is_signed(string text)
    {
        var own = await OpenSslKey.Generate(1024);
        var signer = new AccpFastSigner(own, own.PublicKey);
        var body = Encoding.UTF8.GetBytes(text);
        var sign = await signer.Sign(body);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AccpForm.MustHold(signer, body, "RSA", sign));
    }

    [Fact]
    public async Task Notices_are_checked_and_kept_and_answered_as_told()
    {
        await using var receiver = await AccpNoticeReceiver.Start(byProgram);
        receiver.Answer("/notices", new AccpAnswer(200, "success"), AccpAnswer.Success);
        Assert.Equal("success", await platform.Notify(receiver.Url(), Notice));
        Assert.Equal("Success", await platform.Notify(receiver.Url(), Notice));
        Assert.All(await receiver.WaitFor("r1", 2), n => Assert.Equal("TRADE_SUCCESS", n.Text("txn_status")));
    }

    [Fact]
    public async Task A_notice_with_a_wrong_signature_fails_the_test()
    {
        var stranger = await OpenSslKey.Generate(1024);
        await using var receiver = await AccpNoticeReceiver.Start(new AccpFastSigner(stranger, stranger.PublicKey));
        await platform.Notify(receiver.Url(), Notice);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => receiver.WaitFor("r1"));
    }
}
