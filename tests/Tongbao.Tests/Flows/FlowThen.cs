namespace Tongbao.Tests.Flows;

/// <summary>订单状态 (6.9).</summary>
public enum OrderStatus
{
    Unpaid = 1,
    Failed = 3,
    Paid = 4,
    PaidThenRefunded = 5,
    Closed = 6,
    InProgress = 99,
}

/// <summary>Then: balances, order states, notices, books.</summary>
public sealed partial class Flow
{
    /// <summary>
    /// A table of balances in yuan. Names: a member; `platform` (100001) or `platform:2000000`, another set of its own;
    /// each with `/frozen` for the frozen part of it.
    /// </summary>
    public Task ThenBalances(string table) => ThenAmounts(table, BalanceOf);

    private static async Task ThenAmounts(string table, Func<string, Task<long>> amountOf)
    {
        var amounts = new Table();
        foreach (var row in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, yuan) = row.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var n, var y] ? (n, y)
                : throw new ArgumentException($"a name and an amount, not: {row}");
            amounts.Add($"{name,-24} {yuan,12}", $"{name,-24} {Yuan(await amountOf(name)),12}");
        }
        amounts.MustMatch();
    }

    /// <summary>In fen, by the name used in a table of balances.</summary>
    public async Task<long> BalanceOf(string name)
    {
        var frozen = name.EndsWith("/frozen", StringComparison.Ordinal);
        var account = name.Split('/')[0];
        if (account != "platform" && !account.StartsWith("platform:", StringComparison.Ordinal))
            return (await When("queryBalance", new { bizUserId = account })).Number(frozen ? "freezenAmount" : "allAmount");
        var set = account.Contains(':') ? account.Split(':')[1] : "100001";
        return (await When("queryMerchantBalance", new { accountSetNo = set })).Number(frozen ? "freezeAmount" : "allAmount");
    }

    public async Task ThenOrderIs(OrderStatus status, Tsy2Reply order) =>
        Assert.Equal(status, (OrderStatus)(await Detail(order)).Number("orderStatus"));

    /// <summary>查询订单状态.</summary>
    public Task<Tsy2Reply> Detail(Tsy2Reply order) => When("getOrderDetail", new { bizOrderNo = order.BizOrderNo });

    /// <summary>The order as the sandbox shows it.</summary>
    public async Task<System.Text.Json.JsonElement> Shown(Tsy2Reply order) =>
        (await Sandbox.Explain(App.Id, order.BizOrderNo)).GetProperty("order");

    /// <summary>What the server has told, or means to tell, of an order.</summary>
    public Task<SandboxNotice[]> Notices(Tsy2Reply order) => Sandbox.Notifications(App.Id, order.BizOrderNo);

    /// <summary>The words (rps) of these, before they are delivered.</summary>
    public async Task<IReadOnlyList<System.Text.Json.JsonElement>> Told(Tsy2Reply order) =>
    [
        .. (await Sandbox.Explain(App.Id, order.BizOrderNo)).GetProperty("notifications").EnumerateArray()
            .Select(n => System.Text.Json.JsonDocument.Parse(n.GetProperty("rps").GetString()!).RootElement),
    ];

    /// <summary>Half of nothing was written: all accounts of the market sum to zero.</summary>
    public async Task ThenBooksBalance()
    {
        var books = await Sandbox.Books(App.Id);
        Assert.True(books.Balanced && books.Sum == 0
            && books.Accounts.Sum(a => a.Balance) == 0,
            $"the books do not balance: {System.Text.Json.JsonSerializer.Serialize(books, Json.Options)}");
    }

    /// <summary>
    /// Every invariant of docs/ledger.md, looked at by the program itself: through the running server, or on the store of a stopped one.
    /// </summary>
    public async Task ThenVerifies()
    {
        if (await server.Verify() is { } wrong) Assert.Fail($"verify: {wrong}");
    }

    private static string Yuan(long fen) => $"{(fen < 0 ? "-" : "")}{Math.Abs(fen) / 100}.{Math.Abs(fen) % 100:D2}";
}
