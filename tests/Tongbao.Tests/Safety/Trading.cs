using System.Collections.Concurrent;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Safety;

/// <summary>
/// Load that keeps books of its own: many writers make purchases, payouts, transfers, freezes, refunds, collects and payments out of escrow
/// among a few members, each with a fee to one hot account, a third of them on ACCP. Whatever happens to the servers meanwhile, every balance
/// must come out as it is counted here.
/// </summary>
public sealed class Trading
{
    public const int Members = 8;
    private const string Marketing = "platform:2000000", Escrow = "platform:100004";
    private const long Wealth = 5_000_00;

    private readonly Flow flow;
    private readonly AccpFlow accp;
    private readonly AccpTrading ofAccp;
    private readonly string[] members = [.. Enumerable.Range(1, Members).Select(n => $"member{n}")];
    private readonly ConcurrentBag<Deal> deals = [];
    private readonly ConcurrentQueue<(string Payer, string Payee, string Order, long Left)> purchases = new();
    private readonly ConcurrentQueue<(string Receiver, string Collect, long Owed)> owed = new();
    private readonly ConcurrentDictionary<string, long> before = new();
    private int answered;
    private (int At, TaskCompletionSource Reached)? awaited;

    private Trading(Flow flow, AccpFlow accp) => (this.flow, this.accp, ofAccp) = (flow, accp, new AccpTrading(accp));

    public IReadOnlyCollection<Deal> Deals => deals;

    /// <summary>Eight members with money, and the platform's marketing account with more.</summary>
    public static async Task<Trading> Open(Flow flow, long each = Wealth)
    {
        var trading = new Trading(flow, await AccpFlow.DoorTo(flow.Server, flow.App.Id));
        await flow.ChangeSettings(new { dailyOrderLimit = 0 });
        await flow.GivenMembers(trading.members);
        await flow.GivenFunds("2000000", Members * Wealth);
        if (each > 0) foreach (var member in trading.members) await flow.GivenDeposit(member, each);
        foreach (var name in trading.Names()) trading.before[name] = await trading.BalanceOf(name);
        return trading;
    }

    /// <summary>Writers that go on until they have done so many deals each, or their client hears nothing any more.</summary>
    /// <param name="server">Where they ask; null: the market's own.</param>
    public Task Run(int writers, int dealsEach = int.MaxValue, ServerProcess? server = null) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
    {
        for (var n = 0; n < dealsEach; n++)
        {
            var deal = await Next();
            deals.Add(deal);
            if (!await deal.Send(DoorsOf(server))) return;
            if (deal.Accepted) deal.Then?.Invoke();
            Count();
        }
    })));

    /// <summary>Comes when so many more requests were answered than until now.</summary>
    public Task After(int more)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = (Volatile.Read(ref answered) + more, reached);
        return reached.Task;
    }

    /// <summary>What got no answer is sent again, twice: the first tells what became of it, the second must be told the same.</summary>
    public async Task Retry()
    {
        var unknown = deals.Where(d => !d.IsAnswered).ToList();
        await Parallel.ForEachAsync(unknown, async (deal, _) =>
        {
            for (var time = 0; time < 2; time++)
                Assert.True(await deal.Send(DoorsOf(null)), $"{deal.Method} is not answered");
            if (deal.Accepted) deal.Then?.Invoke();
        });
        Soak.Note("requests without an answer, sent again", unknown.Count);
    }

    /// <summary>Everything that was accepted is answered as before, and every balance is what the accepted requests make of it.</summary>
    public async Task MustBeBooked()
    {
        await Parallel.ForEachAsync(deals.Where(d => d.Accepted),
            async (deal, _) => Assert.True(await deal.Send(DoorsOf(null)), $"{deal.Method} is not answered again"));
        await MustBalance();
    }

    public async Task MustBalance()
    {
        await Settled();
        var effects = deals.Where(d => d.Accepted).SelectMany(d => d.Effect).ToLookup(e => e.Account, e => e.Change);
        var balances = new Table();
        foreach (var name in Names()) balances.Add($"{name,-24} {before[name] + effects[name].Sum()}",
            $"{name,-24} {await BalanceOf(name)}");
        balances.MustMatch();
        var books = await flow.Sandbox.Books(flow.App.Id);
        Assert.Equal(0, books.Sum);
        Assert.DoesNotContain(books.Accounts, a => a.Owner != "channel" && a.Balance < 0);
    }

    public void NoteRequests() => Soak.Note("requests", deals.Count);

    private IEnumerable<string> Names() => [.. members, .. members.Select(m => $"{m}/frozen"), "platform", Marketing, Escrow, AccpTrading.Guarantee];

    private void Count()
    {
        var now = Interlocked.Increment(ref answered);
        if (awaited is var (at, reached) && now >= at) reached.TrySetResult();
    }

    private Task<Deal> Next()
    {
        var (one, other, third) = Three();
        return Random.Shared.Next(12) switch
        {
            >= 8 => ofAccp.Next(one, other, third, Amount, Marketing),
            0 => Withdrawal(one, Amount(20_00)),
            1 => Transfer(one, Amount(10_00)),
            2 => FreezeOf(one, Amount(1_00)),
            3 when purchases.TryDequeue(out var paid) => RefundOf(paid.Payer, paid.Payee, paid.Order, Random.Shared.NextInt64(1, paid.Left + 1)),
            4 => Collect(one, other, third, Amount(20_00), Amount(20_00)),
            5 when owed.TryDequeue(out var debt) => Payment(debt.Receiver, debt.Collect, debt.Owed),
            _ => Purchase(one, other, Amount(20_00)),
        };
    }

    private async Task<Deal> Purchase(string buyer, string seller, long amount)
    {
        var number = Flow.Fresh("B");
        return await Deal("consumeApply",
            new { bizOrderNo = number, payerId = buyer, recieverId = seller, amount, fee = Fee, payMethod = Flow.Code(amount) },
            () => purchases.Enqueue((buyer, seller, number, amount - Fee)), (seller, amount - Fee), ("platform", Fee));
    }

    private Task<Deal> Withdrawal(string member, long amount) =>
        Deal("withdrawApply", new { bizUserId = member, amount, fee = Fee, validateType = 0 }, null, (member, -amount), ("platform", Fee));

    private Task<Deal> Transfer(string member, long amount) =>
        Deal("applicationTransfer", new { sourceAccountSetNo = "2000000", targetBizUserId = member, amount }, null, (Marketing, -amount),
            (member, amount));

    private Task<Deal> FreezeOf(string member, long amount) =>
        Deal("freezeMoney", new { bizUserId = member, amount }, null, ($"{member}/frozen", amount));

    /// <summary>By D0, so that the channel's part is done at once.</summary>
    private Task<Deal> RefundOf(string payer, string payee, string order, long amount) =>
        Deal("refund", new { oriBizOrderNo = order, bizUserId = payer, amount }, null, (payee, -amount));

    private async Task<Deal> Collect(string buyer, string receiver, string another, long first, long second)
    {
        var number = Flow.Fresh("B");
        var collect = Json.Merge(Flow.Collect(buyer, Fee, (receiver, first), (another, second)),
            new { bizOrderNo = number, payMethod = Flow.Code(first + second + Fee) });
        return await Deal("agentCollectApply", collect, () => owed.Enqueue((receiver, number, first)), (Escrow, first + second),
            ("platform", Fee));
    }

    private Task<Deal> Payment(string receiver, string collect, long amount) =>
        Deal("signalAgentPay", new { bizUserId = receiver, amount, fee = Fee,
            collectPayList = new[] { new { bizOrderNo = collect, amount } } }, null,
            (Escrow, -amount), (receiver, amount - Fee), ("platform", Fee));

    private async Task<Deal> Deal(string method, object param, Action? then, params (string, long)[] effect) =>
        new Tsy2Deal(method, await flow.Sign(method, param), effect) { Then = then };

    private async Task<long> BalanceOf(string name) => name != AccpTrading.Guarantee ? await flow.BalanceOf(name)
        : (await flow.Sandbox.Books(flow.App.Id)).Accounts.Where(a => a.AccountSetNo == name).Sum(a => a.Balance);

    private Doors DoorsOf(ServerProcess? server) => server is null ? new Doors(flow.Client, accp.Client, flow.Sandbox)
        : new Doors(flow.ClientOf(server), new AccpClient(() => server.Url, accp.Number, accp.Client.Signer), server.Sandbox);

    /// <summary>Refunds and withdrawals of ACCP go to channel and bank behind their answers: what is due of them is done.</summary>
    private async Task Settled()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await IsAnyDue()) await again.WaitForNextTickAsync(patience.Token);
    }

    private async Task<bool> IsAnyDue()
    {
        var now = (await flow.Sandbox.Clock()).Now;
        return (await flow.Sandbox.Agenda(flow.App.Id)).Any(due => due.Job is "ask-channel" or "send-payout" && due.At <= now);
    }

    private const long Fee = 10;

    private static long Amount(long most) => Random.Shared.NextInt64(Fee + 1, most);

    private (string, string, string) Three()
    {
        var shuffled = members.ToArray();
        Random.Shared.Shuffle(shuffled);
        return (shuffled[0], shuffled[1], shuffled[2]);
    }
}
