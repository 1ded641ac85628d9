using System.Net;
using Tongbao.Server;
using Tongbao.Server.Work;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>Notices go to public addresses, in the sandbox to this machine too, and to no other inside: judged by what a name resolved to.</summary>
public sealed class NoticeAddressTests() : FlowTests(Store.Sqlite)
{
    [Theory]
    [InlineData("10.0.0.1"), InlineData("10.255.255.255"), InlineData("172.16.0.1"), InlineData("172.31.255.254"), InlineData("192.168.1.1"), InlineData("169.254.169.254")]
    [InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("192.0.0.8"), InlineData("198.18.0.1"), InlineData("224.0.0.1"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("fc00::1"), InlineData("fd12::1"), InlineData("fe80::1"), InlineData("fec0::1"), InlineData("ff02::1"), InlineData("::10.0.0.1"), InlineData("::7f00:1")]
    [InlineData("::ffff:10.0.0.1"), InlineData("::ffff:169.254.169.254"), InlineData("64:ff9b::a00:1"), InlineData("64:ff9b:1::a00:1"), InlineData("2002:a00:1::"), InlineData("2001::1"), InlineData("100::1")]
    public void An_inside_address_is_refused_in_both_profiles(string address)
    {
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Sandbox));
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Production));
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.1.2.3"), InlineData("::1"), InlineData("::ffff:127.0.0.1")]
    public void This_machine_is_allowed_in_the_sandbox_alone(string address)
    {
        Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Sandbox));
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Production));
    }

    [Theory]
    [InlineData("203.0.113.7"), InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("2400:3200::1"), InlineData("::ffff:8.8.8.8")]
    public void A_public_address_is_allowed(string address) => Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Production));

    [Fact]
    public void What_the_operator_allows_is_allowed()
    {
        var options = Production with { NoticeAllow = [IPNetwork.Parse("10.1.0.0/16")] };
        Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse("10.1.2.3"), options));
        Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse("::ffff:10.1.2.3"), options));
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse("10.2.2.3"), options));
    }

    /// <summary>
    /// The spellings by which checks of names are tricked. Each is a name of an address whose whole range is refused: by one number, in hexadecimal, shortened, as IPv6.
    /// </summary>
    [Theory]
    [InlineData("http://10.0.0.1:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://0.0.0.0:9/")]
    [InlineData("http://167772161:9/")]
    [InlineData("http://0xa000001:9/")]
    [InlineData("http://[::ffff:10.0.0.1]:9/")]
    [InlineData("http://10.1:9/")]
    public async Task A_notice_to_an_inside_address_is_not_sent_and_says_why(string url)
    {
        await flow.GivenMembers("seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00, backUrl = url });
        await flow.WhenChannelPays(deposit);
        var attempt = await FirstAttempt(deposit);
        Assert.Equal("address not allowed", attempt.Error);
        Assert.Null(attempt.HttpStatus);
    }

    [Theory]
    [InlineData("http://①⓪.0.0.1:9/")]
    [InlineData("http://10.0.0.1.:9/")]
    public async Task A_spelling_that_may_or_may_not_be_an_address_is_not_connected_to(string url)
    {
        await flow.GivenMembers("seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00, backUrl = url });
        await flow.WhenChannelPays(deposit);
        Assert.Contains((await FirstAttempt(deposit)).Error, new[] { "address not allowed", "HttpRequestException" });
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("127.0.1")]
    [InlineData("localhost")]
    public async Task Whatever_the_spelling_of_this_machine_its_address_decides(string host)
    {
        await flow.GivenMembers("seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00, backUrl = flow.Receiver.Url().Replace("127.0.0.1", host) });
        await flow.WhenChannelPays(deposit);
        Assert.Equal(200, (await FirstAttempt(deposit)).HttpStatus);
    }

    private static ServerOptions Sandbox => new();

    private static ServerOptions Production => new() { Profile = "production" };

    private async Task<SandboxAttempt> FirstAttempt(Tsy2Reply order)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if ((await flow.Notices(order)).Single().Attempts is [{ } first, ..]) return first;
            await again.WaitForNextTickAsync(patience.Token);
        }
    }
}
