using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>渠道认证: 1077, 1078, 1079 with its page, and the notice 1080.</summary>
public sealed class CertificationTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#8-10", "7.5.1.3#3-4")]
    public async Task A_merchant_certifies_itself_at_each_channel_on_a_page(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        var merchant = await flow.GivenOnboarded("A");
        Assert.Equal(["wx 0", "ali 0"], await States(flow));
        var serial = Yst2Flow.Serial();
        var opened = await Open(flow, new { reqTraceNum = serial });
        Assert.Equal(["wx 1", "ali 1"], await States(flow));
        var url = new Uri(opened.Text("authUrl")!);
        Assert.Contains("完成微信认证", (await Browser.Get(url)).Text);
        var certified = await Browser.Follow(await Browser.Post(url, ("action", "wx.pass")));
        Assert.Contains("已认证", certified.Text);
        Assert.DoesNotContain("完成微信认证", certified.Text);
        Assert.Equal(["wx 2", "ali 1"], await States(flow));
        await Browser.Post(url, ("action", "ali.fail"));
        Assert.Equal(["wx 2", "ali 3"], await States(flow));
        var told = await flow.Receiver.WaitFor(serial, 2);
        Assert.Equal([("wx", "2"), ("ali", "3")], told.Select(n => (n.Text("channel"), n.Text("authStatus"))).OrderByDescending(n => n));
        Assert.All(told, n => Assert.Equal(("1080", merchant, opened.Text("respTraceNum")), (n.TransCode, n.Text("vspCusId"),
            n.Text("respTraceNum"))));

        await Open(flow, new { pageType = "wx" }, "22004");
        var again = await Open(flow, new { });
        await Browser.Post(new Uri(again.Text("authUrl")!), ("action", "ali.pass"));
        Assert.Equal(["wx 2", "ali 2"], await States(flow));
        await Open(flow, new { }, "22004");
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.1#8")]
    public async Task A_channel_without_a_product_has_no_number_and_no_page()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await Open(flow, new { }, "22003");
        await flow.Call("1077", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" }, "20023");
        await flow.Call("1078", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" }, "20023");
        await flow.GivenOnboarded("A", Yst2Flow.Product("VSP501"));
        var numbers = await flow.Call("1077", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", channel = "all" });
        Assert.Matches("^[0-9]{10}$", numbers.Text("channelMerInfo[0].channelMerNo"));
        Assert.Equal(("wx", null), (numbers.Text("channelMerInfo[0].channel"), numbers.Text("channelMerInfo[1].channel")));
        await Open(flow, new { pageType = "ali" }, "22002");
        await Change(flow, "add", Yst2Flow.Product("VSP511"));
        var both = await flow.Call("1077", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" });
        Assert.Matches("^2088[0-9]{12}$", both.Text("channelMerInfo[1].channelMerNo"));
        Assert.Equal(["wx 0", "ali 0"], await States(flow));
    }

    [Fact, Holds("7.5.1.3#4")]
    public async Task An_operator_decides_without_a_browser()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        Assert.Equal(404, await Refused(flow, "wx", "success"));
        await flow.GivenOnboarded("A", Yst2Flow.Product("VSP501"));
        var serial = Yst2Flow.Serial();
        await Open(flow, new { reqTraceNum = serial });
        await flow.Sandbox.Certify(flow.App.Id, "A", "wx", "fail");
        Assert.Equal("3", Assert.Single(await flow.Receiver.WaitFor(serial)).Text("authStatus"));
        await flow.Sandbox.Certify(flow.App.Id, "A", "wx", "success");
        Assert.Equal(["wx 2"], await States(flow));
        Assert.Equal(409, await Refused(flow, "ali", "success"));
        Assert.Equal(409, await Refused(flow, "wx", "fail"));
    }

    [Fact]
    public async Task The_page_is_open_for_24_hours_and_a_newer_one_takes_its_place()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        await flow.GivenOnboarded("A", Yst2Flow.Product("VSP501"));
        var older = (await Open(flow, new { })).Text("authUrl")!;
        var newer = (await Open(flow, new { })).Text("authUrl")!;
        Assert.Equal(404, (await Browser.Get(new Uri(older))).Status);
        Assert.Equal(200, (await Browser.Get(new Uri(newer))).Status);
        Assert.Equal(404, (await Browser.Get(new Uri(newer[..^3] + "xyz"))).Status);
        Assert.Equal(400, (await Browser.Post(new Uri(newer), ("action", "wx.perhaps"))).Status);
        await flow.Sandbox.Advance("PT24H");
        Assert.Equal(410, (await Browser.Get(new Uri(newer))).Status);
        Assert.Equal(410, (await Browser.Post(new Uri(newer), ("action", "wx.pass"))).Status);
        Assert.Equal(["wx 0"], await States(flow));
        await flow.CloseTheDay();
    }

    private static async Task<int> Refused(Yst2Flow flow, string channel, string result) =>
        (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.Certify(flow.App.Id, "A", channel, result))).Status;

    private static Task<Yst2Reply> Open(Yst2Flow flow, object changes, string code = "00000") => flow.Call("1079",
        Yst2Flow.With(new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", notifyUrl = flow.Receiver.Url() }, changes), code);

    private static async Task Change(Yst2Flow flow, string operation, object product)
    {
        await flow.Call("1073", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", notifyUrl = flow.Receiver.Url(), opType = operation,
            merAddProductInfo = new[] { product } }, "66666");
        await flow.Review("A", "product", "approve");
    }

    /// <summary>Channel and state of each.</summary>
    private static async Task<IReadOnlyList<string>> States(Yst2Flow flow)
    {
        var found = await flow.Call("1078", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A" });
        return [.. found.Value.GetProperty("channelAuthInfo").EnumerateArray().Select(c =>
            $"{c.GetProperty("channel")} {c.GetProperty("authStatus")}")];
    }
}
