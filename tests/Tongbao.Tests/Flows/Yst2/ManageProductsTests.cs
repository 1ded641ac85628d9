using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>会员产品信息管理: 1073 and its notice 1082.</summary>
public sealed class ManageProductsTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#5", "7.1#12", "7.5.1.4#1", "7.5.1.4#4-7")]
    public async Task A_product_that_is_added_is_there_when_it_was_approved(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenOnboarded("A", Yst2Flow.Product("VSP501"));
        Assert.Equal(["VSP501 6.00 1"], await Products(flow));
        var serial = Yst2Flow.Serial();
        var asked = await Change(flow, "add", "66666", serial, Yst2Flow.Product("VSP511", "3.80"));
        Assert.Equal(("add", null), (asked.Text("opType"), asked.Text("merProductInfo")));
        Assert.Equal(["VSP501 6.00 1", "VSP511 3.80 2"], await Products(flow));
        await flow.Review("A", "product", "approve");
        Assert.Equal(["VSP501 6.00 1", "VSP511 3.80 1"], await Products(flow));
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("1082", "add", "1", asked.Text("respTraceNum")), (told.TransCode, told.Text("opType"), told.Text("auditStatus"),
            told.Text("respTraceNum")));
        Assert.Equal(2, told.Value.GetProperty("merProductInfo").GetArrayLength());
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.1#12", "7.5.1.4#5-6")]
    public async Task A_rate_is_changed_by_the_approval_and_stays_when_it_is_rejected()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenOnboarded("A", Yst2Flow.Product("VSP501"));
        var serial = Yst2Flow.Serial();
        await Change(flow, "update", "66666", serial, Yst2Flow.Product("VSP501", "5"));
        Assert.Equal(["VSP501 6.00 2"], await Products(flow));
        await flow.Review("A", "product", "reject");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("2", "审核不通过"), (told.Text("auditStatus"), told.Text("auditMsg")));
        Assert.Equal(["VSP501 6.00 1"], await Products(flow));
        await Change(flow, "update", "66666", null, Yst2Flow.Product("VSP501", "5"));
        await flow.Review("A", "product", "approve");
        Assert.Equal(["VSP501 5.00 1"], await Products(flow));
    }

    [Fact, Holds("7.5.1.4#7")]
    public async Task A_product_that_is_deleted_is_there_until_it_was_approved_and_the_last_one_stays()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenOnboarded("A");
        await Change(flow, "delete", "66666", null, Yst2Flow.Product("VSP511"));
        Assert.Equal(["VSP501 6.00 1", "VSP511 6.00 2"], await Products(flow));
        await flow.Review("A", "product", "approve");
        Assert.Equal(["VSP501 6.00 1"], await Products(flow));
        await Change(flow, "delete", "23006", null, Yst2Flow.Product("VSP501"));
    }

    [Fact, Holds("7.5.1.4#1-3")]
    public async Task What_does_not_fit_is_refused_and_changes_nothing()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await Change(flow, "add", "20023", null, Yst2Flow.Product("VSP551"));
        await flow.GivenOnboarded("A", Yst2Flow.Product("VSP501"));
        await Change(flow, "move", "10004", null, Yst2Flow.Product("VSP551"));
        await Change(flow, "add,delete", "23001", null, Yst2Flow.Product("VSP551"));
        await Change(flow, new[] { "add", "delete" }, "23001", null, Yst2Flow.Product("VSP551"));
        Assert.Contains("VSP501", (await Change(flow, "add", "23002", null, Yst2Flow.Product("VSP501"))).Message);
        await Change(flow, "update", "23003", null, Yst2Flow.Product("VSP511"));
        await Change(flow, "delete", "23003", null, Yst2Flow.Product("VSP511"));
        await Change(flow, "update", "23005", null, Yst2Flow.Product("VSP501", "100.01"));
        await Change(flow, "update", "10001", null, new { pid = "P0003", mtrxCode = "VSP501" });
        await Change(flow, "add", "10001", null);
        await flow.Call("1073", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", opType = "add",
            merAddProductInfo = new[] { Yst2Flow.Product("VSP551") } }, "10001");
        Assert.Equal(["VSP501 6.00 1"], await Products(flow));
        await Change(flow, "add", "66666", null, Yst2Flow.Product("VSP551"));
        await Change(flow, "add", "23004", null, Yst2Flow.Product("VSP531"));
        Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Review("A", "compliance", "approve"))).Status);
    }

    private static Task<Yst2Reply> Change(Yst2Flow flow, object operation, string code, string? serial, params object[] products) =>
        flow.Call("1073", new
        {
            reqTraceNum = serial ?? Yst2Flow.Serial(), signNum = "A", notifyUrl = flow.Receiver.Url(), opType = operation,
            merAddProductInfo = products,
        }, code);

    /// <summary>Code, rate and state of each.</summary>
    private static async Task<IReadOnlyList<string>> Products(Yst2Flow flow)
    {
        var found = await flow.Call("1073", new { reqTraceNum = Yst2Flow.Serial(), signNum = "A", opType = "query" });
        return [.. found.Value.GetProperty("merProductInfo").EnumerateArray().Select(p =>
            $"{p.GetProperty("mtrxCode")} {p.GetProperty("feeRate")} {p.GetProperty("status")}")];
    }
}
