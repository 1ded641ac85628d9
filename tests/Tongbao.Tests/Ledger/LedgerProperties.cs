using FsCheck;
using FsCheck.Fluent;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Platform;

namespace Tongbao.Tests.Ledger;

/// <summary>
/// The invariants of docs/ledger.md over random days: whatever members ask and channels say, in whatever order, however often. The same on
/// both stores.
/// </summary>
public abstract class LedgerProperties(Store store, int days)
{
    [Fact]
    public Task Whatever_happens_the_books_are_right() => Hold(new { });

    [Fact]
    public Task They_are_right_where_the_reserve_is_short_and_every_order_costs_a_service_fee() =>
        Hold(new { reservePosition = 500, serviceFee = 3 });

    private async Task Hold(object settings)
    {
        await using var bank = await Bank.Open(store);
        foreach (var day in Happening.KnownDays) await MustBeRightAfter(bank, day, settings);
        Prop.ForAll(Happening.Days, day => MustBeRightAfter(bank, day, settings).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(days));
        await MustHaveSeenMuch(bank);
    }

    /// <summary>Days on which nothing but refusals happens would prove nothing.</summary>
    private static async Task MustHaveSeenMuch(Bank bank)
    {
        var events = new HashSet<string>();
        await using var reader = await bank.Rows.BeginRead();
        foreach (var app in await reader.All(null, App.Rows))
        {
            await foreach (var entry in reader.Entries(app.Id, 1)) events.Add(entry.Event);
        }
        Assert.Empty(new HashSet<string> { "deposit.paid", "purchase.paid", "split.booked", "order.held", "refund.accepted",
            "freeze.placed", "withdrawal.held", "payment.doubled-payment", "collect.paid", "agent-pay.paid", "transfer.done", "secured.paid",
            "secured.confirmed", "order.settled", "order.split", "refund.shares-returned" }.Except(events));
    }

    private static async Task MustBeRightAfter(Bank bank, Happening[] day, object settings)
    {
        var wrong = await WrongAfter(bank, day, settings);
        Assert.True(wrong is null, wrong);
    }

    private static async Task<string?> WrongAfter(Bank bank, Happening[] day, object settings)
    {
        var market = await RandomMarket.Open(bank, settings);
        foreach (var happening in day)
        {
            try
            {
                await market.Happen(happening);
            }
            catch (Exception bug)
            {
                return $"{happening}: {bug.Message}";
            }
        }
        return await WrongBalances(bank, market) ?? await bank.Check(market.App);
    }

    /// <summary>Looked at without the program's own verifier, which could share its mistake.</summary>
    private static async Task<string?> WrongBalances(Bank bank, RandomMarket market)
    {
        await using var reader = await bank.Rows.BeginRead();
        var accounts = await reader.All(market.App, Account.Rows);
        if (accounts.Sum(a => a.Available.Fen + a.Held.Fen + a.InTransit.Fen) is not 0 and var sum) return $"the balances sum to {sum}";
        var below = accounts.FirstOrDefault(a => !a.Id.MayGoNegative
            && Math.Min(a.Available.Fen, Math.Min(a.Held.Fen, a.InTransit.Fen)) < 0);
        if (below is not null) return $"{below} is below zero";
        var reserve = accounts.FirstOrDefault(a => a.Id == Chart.Reserve);
        if (reserve is { Available.Fen: > 0 }) return $"{reserve}: more was paid out of the reserve than it has";
        var overpaid = (await reader.All(market.App, Order.Rows)).FirstOrDefault(o => o.Refunds.Amount > o.Amount || o.Refunds.Fee > o.Fee);
        return overpaid is null ? null : $"{overpaid.BizNo} gave back {overpaid.Refunds} of {overpaid.Amount}";
    }
}

public sealed class LedgerPropertiesOnSqlite() : LedgerProperties(Store.Sqlite, days: 100);

public sealed class LedgerPropertiesOnPostgres() : LedgerProperties(Store.Postgres, days: 30);
