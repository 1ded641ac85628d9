using System.Net;
using Tongbao.Server;
using Tongbao.Server.Work;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>
/// The sandbox tells notices to this machine alone, production to public addresses, and each where its operator allows more: judged by what
/// a name resolved to.
/// </summary>
public sealed class NoticeAddressTests() : FlowTests(Store.Sqlite)
{
    [Theory]
    [InlineData("10.0.0.1"), InlineData("10.255.255.255"), InlineData("172.16.0.1"), InlineData("172.31.255.254"),
        InlineData("192.168.1.1"), InlineData("169.254.169.254")]
    [InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("192.0.0.8"), InlineData("198.18.0.1"),
        InlineData("224.0.0.1"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("fc00::1"), InlineData("fd12::1"), InlineData("fe80::1"), InlineData("fec0::1"), InlineData("ff02::1"),
        InlineData("::10.0.0.1"), InlineData("::7f00:1")]
    [InlineData("::ffff:10.0.0.1"), InlineData("::ffff:169.254.169.254"), InlineData("64:ff9b::a00:1"), InlineData("64:ff9b:1::a00:1"),
        InlineData("2002:a00:1::"), InlineData("2001::1"), InlineData("100::1")]
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
    [InlineData("203.0.113.7"), InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("2400:3200::1"),
        InlineData("::ffff:8.8.8.8")]
    public void A_public_address_is_allowed_in_production_and_in_the_sandbox_by_its_word(string address)
    {
        Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Production));
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Sandbox));
        Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse(address), Sandbox with { NoticeAllow = NoticeAllow.Of("public") }));
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse("10.0.0.1"), Sandbox with { NoticeAllow = NoticeAllow.Of("public") }));
    }

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", "10.2.2.3")]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", "::ffff:10.2.2.3")]
    [InlineData("shop.example, 203.0.113.0/24", "203.0.113.9", "203.0.114.9")]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8::/32", "2001:db8::1", "2001:db9::1")]
    public void What_the_operator_allows_is_allowed_and_no_more(string allow, string allowed, string refused)
    {
        var options = Sandbox with { NoticeAllow = NoticeAllow.Of(allow) };
        Assert.True(NoticeAddresses.IsAllowed(IPAddress.Parse(allowed), options));
        Assert.False(NoticeAddresses.IsAllowed(IPAddress.Parse(refused), options));
    }

    /// <summary>The operator named it; what only says that it is such a name, or resolves to the same, is judged by its address.</summary>
    [Fact]
    public async Task A_host_that_is_allowed_by_its_name_is_allowed_whatever_it_resolves_to()
    {
        var cancel = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<AddressRefused>(() => NoticeAddresses.AllowedOf("localhost", Production, cancel));
        var named = Production with { NoticeAllow = NoticeAllow.Of("LocalHost") };
        Assert.All(await NoticeAddresses.AllowedOf("localhost", named, cancel), a => Assert.True(IPAddress.IsLoopback(a)));
        await Assert.ThrowsAsync<AddressRefused>(() => NoticeAddresses.AllowedOf("127.0.0.1", named, cancel));
    }

    [Theory]
    [InlineData("http://203.0.113.7/n", "--notice-allow 203.0.113.7/32")]
    [InlineData("https://shop.example/n", "--notice-allow shop.example")]
    [InlineData("http://商店.example:8080/n", "--notice-allow xn--czrs0t.example")]
    [InlineData("http://[2001:db8::1]/n", "--notice-allow 2001:db8::1/128")]
    [InlineData("http://3405803783/n", "--notice-allow 203.0.113.7/32")]
    public void The_option_that_would_allow_an_address_is_known_and_is_understood(string url, string option)
    {
        Assert.Equal(option, NoticeAddresses.OptionFor(url));
        Assert.NotEqual(NoticeAllow.Nobody, NoticeAllow.Of(option.Split(' ')[1]));
    }

    [Theory]
    [InlineData("10.0.0.0/99"), InlineData("10.0.0.300"), InlineData("shop.example:8080"), InlineData("http://shop.example"),
        InlineData("*.example"), InlineData("shop example")]
    public void What_names_no_network_and_no_host_is_refused(string word) =>
        Assert.Throws<Server.Security.UserMistake>(() => NoticeAllow.Of(word));

    /// <summary>0.0.0.0 leads to this machine, but is none of its addresses.</summary>
    [Fact]
    public async Task Who_takes_the_option_that_a_refused_notice_shows_gets_it()
    {
        flow = await OnServer(await Servers.New(Store.Sqlite));
        await flow.GivenMembers("seller");
        var url = flow.Receiver.Url().Replace("127.0.0.1", "0.0.0.0");
        var orders = new List<Tsy2Reply>();
        for (var n = 0; n < 2; n++)
        {
            orders.Add(await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00, backUrl = url }));
            await flow.WhenChannelPays(orders[n]);
        }
        await flow.Advance("PT10S");
        foreach (var order in orders) Assert.Equal(("address not allowed", "--notice-allow 0.0.0.0/32"),
            ((await FirstAttempt(order)).Error, (await FirstAttempt(order)).Allow));
        var story = await flow.Sandbox.Explain(flow.App.Id, orders[0].BizOrderNo);
        Assert.Equal("--notice-allow 0.0.0.0/32", story.GetProperty("notifications")[0].GetProperty("notice").GetProperty("attempts")[0]
            .GetProperty("allow").GetString());
        Assert.Equal("address-refused", story.GetProperty("warnings")[0].GetProperty("kind").GetString());
        Assert.Contains("--notice-allow 0.0.0.0/32", story.GetProperty("warnings")[0].GetProperty("text").GetString());
        Assert.Empty(flow.Receiver.Received);
        await flow.Server.Stop();
        Assert.Single(flow.Server.Output, line => line.Contains("--notice-allow 0.0.0.0/32", StringComparison.Ordinal));
        flow.Server.Settings = new Dictionary<string, string> { ["TONGBAO_NOTICE_ALLOW"] = "shop.example,0.0.0.0/32" };
        await flow.Server.Start();
        await flow.Sandbox.Redeliver(flow.App.Id, (await flow.Notices(orders[0])).Single().Id);
        await flow.Receiver.WaitFor(orders[0].BizOrderNo);
    }

    [Theory]
    [InlineData("http://203.0.113.7:9/", "--notice-allow 203.0.113.7/32")]
    [InlineData("https://shop.example/notices", "--notice-allow shop.example")]
    public async Task By_default_no_notice_leaves_this_machine(string url, string option)
    {
        await flow.GivenMembers("seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "seller", amount = 1_00, backUrl = url });
        await flow.WhenChannelPays(deposit);
        var attempt = await FirstAttempt(deposit);
        Assert.Equal(("address not allowed", option, null), (attempt.Error, attempt.Allow, attempt.HttpStatus));
    }

    /// <summary>
    /// The spellings by which checks of names are tricked. Each is a name of an address whose whole range is refused: by one number, in
    /// hexadecimal, shortened, as IPv6.
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
        var deposit = await flow.When("depositApply",
            new { bizUserId = "seller", amount = 1_00, backUrl = flow.Receiver.Url().Replace("127.0.0.1", host) });
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
