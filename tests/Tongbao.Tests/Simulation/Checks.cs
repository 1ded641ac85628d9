using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Simulation;

/// <summary>What must hold: the server's books, orders and notices are those of the market.</summary>
public sealed partial class Simulation
{
    private static readonly TimeSpan LastPatience = TimeSpan.FromDays(12);

    private readonly Dictionary<string, int> toldSoFar = [];
    private int noticesRead;

    /// <summary>Every balance to the fen, and the state of every order that anything happened to.</summary>
    private async Task MustAgree()
    {
        var books = await flow.Sandbox.Books(flow.App.Id);
        var wrong = market.Book.Differences(books);
        Assert.True(wrong.Length == 0, wrong);
        Assert.True(books.Balanced && books.Sum == 0, $"the books sum to {books.Sum}");
        var touched = market.Touched.ToList();
        market.Touched.Clear();
        await Task.WhenAll(touched.Select(MustAgreeOn));
        var traded = market.Traded.ToList();
        market.Traded.Clear();
        await Task.WhenAll(traded.Select(MustAgreeOn));
    }

    private async Task MustAgreeOn(Deal deal)
    {
        var order = (await flow.Sandbox.Explain(flow.App.Id, deal.No)).GetProperty("order");
        Assert.True(Camel(deal.Status) == order.GetProperty("status").GetString(), $"{deal.No} should be {deal.Status}, and is {order}");
        Assert.True(deal.Unknown == order.GetProperty("channelUnknown")
            .GetBoolean(), $"{deal.No}: unknown should be {deal.Unknown}: {order}");
        Assert.True(deal.Refunds.Amount == order.GetProperty("refunded")
            .GetInt64(), $"{deal.No} should have given back {deal.Refunds.Amount}: {order}");
        if (deal.Kind == DealKind.Collect && deal.IsPaid)
            foreach (var share in deal.Shares) Assert.Equal(share.Owed, await Owed(deal, share.Member));
    }

    private async Task<long> Owed(Deal deal, string bizUserId) =>
        (await flow.When("getPayeeFundsInTransitDetail", new { bizUserId, bizOrderNo = deal.No }))
            .Value.GetProperty("payeeFundsInTransitList").EnumerateArray()
            .Sum(row => row.GetProperty("estCollAmount").GetInt64());

    private static string Camel(OrderStatus status) =>
        status == OrderStatus.PaidThenRefunded ? "refunded" : $"{char.ToLowerInvariant($"{status}"[0])}{$"{status}"[1..]}";

    /// <summary>
    /// Notices of one order come in the order in which things happened; a crash may bring one twice, and none may come that nobody expects.
    /// </summary>
    private void MustHaveToldInOrder()
    {
        flow.Receiver.MustBeFaultless();
        var received = flow.Receiver.Received;
        for (; noticesRead < received.Count; noticesRead++)
        {
            var notice = received[noticesRead];
            if (!market.Deals.TryGetValue(notice.Subject, out var deal)) continue;
            var next = toldSoFar.GetValueOrDefault(deal.No);
            if (next > 0 && deal.Told[next - 1] == notice.Status) continue;
            Assert.True(next < deal.Told.Count
                && deal.Told[next] == notice.Status,
                $"{deal.No} should tell {string.Join(", ", deal.Told)}, and after {next} of them told {notice}");
            toldSoFar[deal.No] = next + 1;
        }
    }

    /// <summary>
    /// The end: channels that were silent speak, the receiver is back, time brings the rest; then everything is settled and told.
    /// </summary>
    private async Task Close()
    {
        Note("the end");
        flow.Receiver.Answer(Notices, NoticeAnswer.Ok);
        foreach (var deal in market.Deals.Values.Where(d => d is { IsOpen: true, Standing: (Said.Timeout, _, _) }).ToList())
            await Decide(deal, Said.Success);
        while (market.Trades.Values.FirstOrDefault(IsAtChannel) is { } trade) await Decide(trade, paid: true);
        await MustAgree();
        await TimePasses(LastPatience);
        foreach (var deal in market.Deals.Values) market.Touched.Add(deal);
        foreach (var trade in market.Trades.Values) market.Traded.Add(trade);
        await MustAgree();
        Assert.DoesNotContain(market.Deals.Values, d => d.IsOpen || d.Unknown);
        Assert.Equal(0, market.Book[PlainBook.Returning]);
        await ToldAtLast();
        await AccpToldAtLast();
        await flow.ThenVerifies();
    }

    /// <summary>
    /// What was given up while the receiver was deaf is sent again by hand; in the end it has heard and taken every word on every order.
    /// </summary>
    private async Task ToldAtLast()
    {
        MustHaveToldInOrder();
        var telling = market.Deals.Values.Where(d => d.Told.Count > 0).ToList();
        Assert.All(telling, d => Assert.True(toldSoFar.GetValueOrDefault(d.No) == d.Told.Count,
            $"{d.No} told {toldSoFar.GetValueOrDefault(d.No)} of {string.Join(", ", d.Told)}"));
        foreach (var lost in (await NoticesOf(telling)).Where(n => n.State != "delivered"))
            await flow.Sandbox.Redeliver(flow.App.Id, lost.Id);
        await TimePasses(TimeSpan.FromMinutes(1));
        var notices = await NoticesOf(telling);
        Assert.All(notices, n => Assert.Equal("delivered", n.State));
        Assert.Equal(telling.Sum(d => d.Told.Count), notices.Count);
        if (notices.Any(n => n.Attempts.Count > 1)) market.Seen.Add("notice tried again");
    }

    private async Task<List<SandboxNotice>> NoticesOf(IEnumerable<Deal> deals)
    {
        var notices = new List<SandboxNotice>();
        foreach (var deal in deals) notices.AddRange(await flow.Sandbox.Notifications(flow.App.Id, deal.No));
        return notices;
    }
}
