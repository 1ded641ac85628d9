namespace Tongbao.Tests.Flows;

/// <summary>托管代收代付: what a buyer pays for several sellers, and what becomes of it.</summary>
public sealed partial class Flow
{
    /// <summary>Where escrow money stands (100004), and money on its way back (100005), in a table of balances.</summary>
    public const string Escrow = "platform:100004", Returning = "platform:100005";

    /// <summary>Persons who may buy: a phone, no name.</summary>
    public Task GivenBuyers(params string[] bizUserIds) => Task.WhenAll(bizUserIds.Select(async id =>
    {
        await GivenStranger(id);
        await GivenPhone(id);
    }));

    /// <summary>Persons who may be paid: a verified name, no phone.</summary>
    public Task GivenSellers(params string[] bizUserIds) => Task.WhenAll(bizUserIds.Select(async id =>
    {
        await GivenStranger(id);
        await GivenRealName(id);
    }));

    /// <summary>A verified name for a member that the test itself made.</summary>
    public Task GivenNameOf(string bizUserId)
    {
        people[bizUserId] = Person.New(bizUserId);
        return GivenRealName(bizUserId);
    }

    /// <summary>A collect that its buyer has paid by scan: the receivers' shares and the fee.</summary>
    public async Task<Tsy2Reply> GivenCollect(string payerId, long fee, params (string BizUserId, long Amount)[] receivers)
    {
        var collect = await When("agentCollectApply", Collect(payerId, fee, receivers));
        await WhenChannelPays(collect);
        return collect;
    }

    public static object Collect(string payerId, long fee, params (string BizUserId, long Amount)[] receivers) =>
        new { payerId, fee, amount = receivers.Sum(r => r.Amount) + fee, recieverList = receivers.Select(r => Owed(r.BizUserId, r.Amount))
            .ToArray() };

    /// <summary>收款列表 (5.8).</summary>
    public static object Owed(string bizUserId, long amount) => new { bizUserId, amount };

    /// <summary>源代收 (5.10): which collect a payment draws on, and for how much.</summary>
    public static object From(Tsy2Reply collect, long amount) => new { bizOrderNo = collect.BizOrderNo, amount };

    /// <summary>A payment of one share, whole or in part, to its receiver.</summary>
    public static object Out(Tsy2Reply collect, string bizUserId, long amount) =>
        new { bizUserId, amount, collectPayList = new[] { From(collect, amount) } };

    /// <summary>A row of batchPayList (5.11).</summary>
    public object Row(string bizOrderNo, Tsy2Reply collect, string bizUserId, long amount, long fee = 0) =>
        Json.Merge(Out(collect, bizUserId, amount), new { bizOrderNo, fee, accountSetNo = CustodySet, backUrl = Receiver.Url() });

    /// <summary>退款列表 (5.9): a share that goes back out of escrow, where it was not paid out.</summary>
    public static object BackFromEscrow(string bizUserId, long amount) => new { bizUserId, amount };

    /// <summary>One that its receiver gives back out of its own balance, because it was paid out.</summary>
    public object BackFrom(string bizUserId, long amount) => new { bizUserId, amount, accountSetNo = CustodySet };

    /// <summary>A table of what a collect still owes its receivers, in yuan.</summary>
    public Task ThenOwed(Tsy2Reply collect, string table) => ThenAmounts(table, who => OwedTo(who, collect));

    public async Task<long> OwedTo(string bizUserId, Tsy2Reply collect) =>
        (await When("getPayeeFundsInTransitDetail", new { bizUserId, bizOrderNo = collect.BizOrderNo }))
            .Value.GetProperty("payeeFundsInTransitList").EnumerateArray().Sum(row => row.GetProperty("estCollAmount").GetInt64());

    public async Task ThenOrderIs(OrderStatus status, string bizOrderNo) =>
        Assert.Equal(status, (OrderStatus)(await When("getOrderDetail", new { bizOrderNo })).Number("orderStatus"));

    /// <summary>What an operator is shown of an order: money that came wrongly, a reversal that nothing covers.</summary>
    public async Task<string[]> Findings(Tsy2Reply order) =>
        [.. (await Sandbox.Explain(App.Id, order.BizOrderNo)).GetProperty("findings").EnumerateArray()
            .Select(f => f.GetProperty("kind").GetString()!)];

    /// <summary>The events of the entries that an order caused.</summary>
    public async Task<string[]> Entries(string bizOrderNo) =>
        [.. (await Sandbox.Explain(App.Id, bizOrderNo)).GetProperty("entries").EnumerateArray()
            .Select(e => e.GetProperty("event").GetString()!)];
}
