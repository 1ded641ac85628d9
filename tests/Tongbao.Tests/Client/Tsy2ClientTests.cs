namespace Tongbao.Tests.Client;

/// <summary>The test client against a platform of twenty lines: it would notice a wrong answer.</summary>
public sealed class Tsy2ClientTests : IAsyncLifetime
{
    private readonly object param = new { bizUserId = "张 三+&=%", amount = 100_00 };
    private LittlePlatform platform = null!;
    private Tsy2Client client = null!;

    public async ValueTask InitializeAsync()
    {
        var (own, platformKey) = (await OpenSslKey.Generate(1024), await OpenSslKey.Generate(1024));
        platform = await LittlePlatform.Start(platformKey, own.PublicKey);
        client = new Tsy2Client(() => platform.Url, "100000000001", own, platformKey.PublicKey);
    }

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Theory]
    [InlineData(Transport.PostForm)]
    [InlineData(Transport.Get)]
    [InlineData(Transport.PostQuery)]
    public async Task Every_transport_carries_the_signed_text_unharmed(Transport transport)
    {
        var reply = await client.Call("MemberService", "createMember", param,
            new Tsy2Options(transport, Order: ["method", "param", "service"]));
        Assert.Equal("张 三+&=%", reply.Text("bizUserId"));
        Assert.Equal(100_00, reply.Number("amount"));
    }

    [Fact]
    public async Task A_forged_request_is_refused_in_a_signed_answer()
    {
        var request = await client.Sign("MemberService", "createMember", param);
        var reply = await client.Send(request with { Timestamp = "2020-01-01 00:00:00" });
        Assert.Equal("20019", reply.ErrorCode);
    }

    [Fact]
    public async Task An_answer_with_a_wrong_signature_fails_the_test()
    {
        platform.SignsBadly = true;
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => client.Call("MemberService", "createMember", param));
    }

    [Fact]
    public async Task Notices_are_verified_and_kept_and_answered_as_told()
    {
        await using var receiver = await NoticeReceiver.Start(client.Signer);
        receiver.Answer("/notices", NoticeAnswer.Broken, NoticeAnswer.Ok);
        var rps = """{"returnValue":{"bizOrderNo":"B1","amount":10000},"method":"pay","service":"OrderService","status":"OK"}""";
        await platform.Notify(receiver.Url(), client.Sysid, rps);
        Assert.Equal(500, platform.LastStatus);
        await platform.Notify(receiver.Url(), client.Sysid, rps);
        Assert.Equal(200, platform.LastStatus);
        var notices = await receiver.WaitFor("B1", 2);
        Assert.All(notices, n => Assert.Equal(("OrderService", "pay", "OK"), (n.Service, n.Method, n.Status)));
    }

    [Fact]
    public async Task A_notice_with_a_wrong_signature_fails_the_test()
    {
        var stranger = await OpenSslKey.Generate(1024);
        await using var receiver = await NoticeReceiver.Start(new OpenSslSigner(stranger, stranger.PublicKey));
        await platform.Notify(receiver.Url(), client.Sysid,
            """{"returnValue":{"bizOrderNo":"B1"},"method":"pay","service":"OrderService","status":"OK"}""");
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => receiver.WaitFor("B1"));
    }
}
