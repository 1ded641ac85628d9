using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payouts;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Splitting;
using Tongbao.Core.Platform;
using Tongbao.Server.Store;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Stores;

/// <summary>
/// What `verify` says when an order is not what its entries moved, or was booked more than once (docs/ledger.md, invariants 4, 9, 10 and
/// 13).
/// </summary>
public abstract class OrderDamageTests(Store store) : IAsyncLifetime
{
    private const string Url = "http://127.0.0.1:9/n";

    private static readonly BizUserId Ann = new("ann"), Bob = new("bob"), Cai = new("cai");

    private Bank bank = null!;
    private RandomMarket market = null!;

    /// <summary>
    /// Ann pays Bob 1.00, of which 0.03 is the fee and 0.20 Cai's; 0.10 of it goes back. Bob takes out 0.50 and has 0.05 frozen.
    /// </summary>
    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(store);
        market = await RandomMarket.Open(bank, new { });
        await Must(new ConsumeApply(Ann, Bob, new("C1"), new(100), new(3), null, [new SplitRule(Cai, null, new(20), new(1), null, null)],
            null, Url, null,
            [new PayUse(bank.Environment.Part<IPayTables>("tsy2")
                .Method("SCAN_WEIXIN"), new(100), null, null, new SortedDictionary<string, Secret>(), [])],
                null, null, null, null, null));
        await Must(new ChannelAnswered((await OrderOf("C1")).No, ChannelOperation.Pay, new ChannelAnswer(ChannelResult.Success)));
        await Must(new Refund(new("R1"), new("C1"), Ann, "D0", null, null, new(10), null, null, null));
        await Must(new ChannelAnswered((await OrderOf("R1")).No, ChannelOperation.Refund, new ChannelAnswer(ChannelResult.Success)));
        await Must(new WithdrawApply(new("W1"), Bob, "200001", new(50), new(2), 0, Url, null, null, new BankCardNo("6228480000000000017"),
            0, "D0", null, null));
        await Must(new ChannelAnswered((await OrderOf("W1")).No, ChannelOperation.Payout, new ChannelAnswer(ChannelResult.Success)));
        await Must(new ApplicationTransfer(new("T1"), Chart.Marketing, Cai, "200001", new(7), null));
        await Must(new FreezeMoney(Bob, "F1", "200001", new(5)));
        Assert.Null(await bank.Check(market.App));
    }

    [Fact]
    public async Task An_order_of_another_amount_payee_or_fee_than_was_booked_is_named()
    {
        var (paid, refund, payout, transfer) = (await OrderOf("C1"), await OrderOf("R1"), await OrderOf("W1"), await OrderOf("T1"));
        await Damaged(paid, o => o with { Amount = new(101) }, $"order {paid.No} is of 1.01, its parts are 1.00");
        await Damaged(paid, o => o with { Amount = new(101), Legs = [o.Legs[0] with { Amount = new(101) }] },
            BookedOtherwise("purchase.paid"));
        await Damaged(paid, o => o with { Account = new("M:200001:cai") }, BookedOtherwise("purchase.paid"));
        await Damaged(paid, o => o with { Fee = new(2) }, BookedOtherwise("purchase.paid"));
        await Damaged(paid, o => o with { Split = [o.Split[0] with { Amount = new(19) }] }, BookedOtherwise("split.booked"));
        await Damaged(paid, o => o with { Split = [o.Split[0] with { Member = Ann }] }, BookedOtherwise("split.booked"));
        await Damaged(paid, o => o with { Payee = new("nobody") }, $"a member of order {paid.No} (ann, nobody) is missing");
        await Damaged(refund, o => o with { Refund = o.Refund! with { Sources = [o.Refund.Sources[0] with { Amount = new(9) }] } },
            BookedOtherwise("refund.accepted"));
        await Damaged(payout, o => o with { Amount = new(51) }, BookedOtherwise("withdrawal.held"));
        await Damaged(payout, o => o with { Fee = new(1) }, BookedOtherwise("withdrawal.paid"));
        await Damaged(transfer, o => o with { Account = new("M:200001:ann") }, BookedOtherwise("transfer.done"));
    }

    [Fact]
    public async Task An_order_that_says_more_or_less_happened_than_was_booked_is_named()
    {
        var (paid, payout) = (await OrderOf("C1"), await OrderOf("W1"));
        await Damaged(paid, o => o with { SplitDone = false },
            $"order {paid.No} was booked 1 times as split.booked, and had to be 0 times");
        await Damaged(paid, o => o with { Steps = [.. o.Steps.Where(s => s.On != OrderEvent.Complete)] },
            $"order {paid.No} was booked 1 times as purchase.paid, and had to be 0 times");
        await Damaged(paid, o => o with { Kind = OrderKind.Deposit },
            $"order {paid.No} was booked 0 times as deposit.paid, and had to be 1 times");
        await Damaged(payout, o => o with { Steps =
            [.. o.Steps, new Step(o.CreatedAt, OrderStatus.Paid, OrderStatus.Failed, OrderEvent.Return)] },
            $"order {payout.No} was booked 0 times as withdrawal.returned, and had to be 1 times");
    }

    [Fact]
    public async Task An_order_that_was_booked_twice_is_named()
    {
        var paid = await OrderOf("C1");
        await Must(new BookAgain(paid));
        Assert.StartsWith($"order {paid.No} was booked 2 times as purchase.paid, and had to be 1 times", await bank.Check(market.App));
    }

    [Fact]
    public async Task A_freeze_that_is_not_what_was_frozen_is_named()
    {
        await bank.MustNotice(market.App, Freeze.Rows, "F1", f => f with { Amount = new(6), Left = new(6) },
            "freeze F1 says that 0.06 of 0.06 is left");
        await bank.MustNotice(market.App, Freeze.Rows, "F1", f => f with { Member = Cai },
            "freeze F1 says that 0.05 of 0.05 is left on M:200001:bob of cai");
    }

    [Fact]
    public async Task A_member_with_money_an_app_with_orders_or_a_counter_that_is_gone_is_named()
    {
        await bank.MustNotice(market.App, Member.Rows, "bob", _ => null, "the member of M:200001:bob is missing");
        await bank.MustNotice(market.App, App.Rows, market.App.Value, _ => null, "its row in apps is missing");
        await bank.MustNotice(market.App, Counters.Rows, "all", _ => null, "entry ");
        await bank.MustNotice(market.App, Counters.Rows, "all", c => c with { LastAt = c.LastAt.AddDays(-1) }, "entry ");
    }

    [Fact]
    public async Task Whatever_row_of_whatever_table_was_touched_is_named()
    {
        var touched = new List<string>();
        foreach (var table in RowTables.Names)
        {
            if ((await bank.Sql($"SELECT key FROM {table} ORDER BY app, key LIMIT 1")).FirstOrDefault() is not { } key) continue;
            touched.Add(table);
            // To JSON it is the same.
            await MustNotice($"UPDATE {table} SET body = body || ' ' WHERE key = @key",
                $"UPDATE {table} SET body = rtrim(body) WHERE key = @key", table, key);
        }
        Assert.Superset(new HashSet<string> { "accounts", "apps", "counters", "members", "orders", "holds", "freezes", "notices", "work",
            "day_counts" }, touched.ToHashSet());
    }

    [Fact]
    public async Task Whatever_table_is_emptied_is_named()
    {
        await new BlockSealer(bank.Rows, bank.Teller).SealAll();
        Assert.Null((await new Verifier(bank.Rows).Run()).FirstWrong);
        foreach (var table in await TablesWithRows())
        {
            await bank.Sql($"CREATE TABLE kept AS SELECT * FROM {table}");
            await bank.Sql($"DELETE FROM {table}");
            Assert.False((await new Verifier(bank.Rows).Run()).Ok, $"{table} is empty, and that is not noticed");
            await bank.Sql($"INSERT INTO {table} SELECT * FROM kept");
            await bank.Sql("DROP TABLE kept");
            Assert.Null((await new Verifier(bank.Rows).Run()).FirstWrong);
        }
        await bank.Sql("DELETE FROM row_counts");
        Assert.False((await new Verifier(bank.Rows).Run()).Ok);
    }

    [Fact]
    public async Task A_row_more_or_less_than_there_were_is_named()
    {
        await bank.Sql("INSERT INTO members (app, key, body, seal) SELECT app, key || 'x', body, seal FROM members WHERE key = 'bob'");
        Assert.Equal($"{market.App}: members bobx has the content of bob", (await new Verifier(bank.Rows).Run()).FirstWrong);
        await bank.Sql("DELETE FROM members WHERE key = 'bobx'");
        await bank.Sql("UPDATE row_counts SET held = held + 1 WHERE key = 'members'");
        Assert.Equal($"{market.App}: members has 3 rows, and had to have 4", (await new Verifier(bank.Rows).Run()).FirstWrong);
    }

    [Fact]
    public async Task What_is_to_be_done_and_is_on_no_agenda_is_named()
    {
        await Must(new WithdrawApply(new("W2"), Bob, "200001", new(1), new(0), 0, Url, null, null, new BankCardNo("6228480000000000017"), 0,
            "D0", null, null));
        await Must(new WithdrawApply(new("W3"), Bob, "200001", new(1), new(0), 0, Url, null, null, new BankCardNo("6228480000000000017"), 0,
            "D1", null, null));
        await Must(new Refund(new("R2"), new("C1"), Ann, "D0", null, null, new(1), null, null, null));
        var (sent, planned, refund) = (await OrderOf("W2"), await OrderOf("W3"), await OrderOf("R2"));
        Assert.Null(await bank.Check(market.App));
        await bank.MustNotice(market.App, WorkItem.Rows, $"ask:Payout:{sent.No}", _ => null,
            $"order {sent.No} waits for ask:Payout:{sent.No}, which is not on the agenda");
        await bank.MustNotice(market.App, WorkItem.Rows, $"payout:{planned.No}", _ => null,
            $"order {planned.No} waits for payout:{planned.No}, which is not on the agenda");
        await bank.MustNotice(market.App, WorkItem.Rows, $"ask:Refund:{refund.No}", _ => null,
            $"order {refund.No} waits for ask:Refund:{refund.No}, which is not on the agenda");
        var notice = (await bank.Sql("SELECT key FROM notices ORDER BY key LIMIT 1"))[0];
        await bank.MustNotice(market.App, WorkItem.Rows, $"notice:{notice}", _ => null, $"notice {notice} about ");
        await bank.MustNotice(market.App, Core.Platform.Notice.Rows, notice, _ => null, "is on the agenda, and is missing");
        var day = (await bank.Sql("SELECT key FROM day_counts WHERE key LIKE '%:Purchase:ann'"))[0];
        await bank.MustNotice(market.App, DayCount.Rows, day, _ => null, $"{day} counts 0 orders of 0.00, and there are 1 of 1.00");
    }

    [Fact]
    public async Task A_chain_that_is_gone_with_its_blocks_is_named()
    {
        await new BlockSealer(bank.Rows, bank.Teller).SealAll();
        Assert.Null(await bank.Check(market.App));
        await bank.Sql("DELETE FROM chains");
        await bank.Sql("DELETE FROM blocks");
        Assert.Contains("blocks has 0 rows, and had to have 1", (await new Verifier(bank.Rows).Run()).FirstWrong);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("notices")]
    [InlineData("day_counts")]
    public async Task A_checksum_that_is_gone_is_named(string table)
    {
        await bank.Sql($"UPDATE {table} SET seal = NULL");
        Assert.Contains($"{table} has ", (await new Verifier(bank.Rows).Run()).FirstWrong);
        Assert.Contains(" rows without a checksum, and 0 were written without one", (await new Verifier(bank.Rows).Run()).FirstWrong);
    }

    [Theory]
    [InlineData("orders", "biz_no", "biz_no || 'x'", "'C1'")]
    [InlineData("orders", "paid_at", "paid_at + 1", "paid_at - 1")]
    [InlineData("notices", "about", "NULL", null)]
    [InlineData("work", "due_at", "due_at + 1", null)]
    public async Task A_row_that_is_found_by_what_it_does_not_say_is_named(string table, string column, string changed, string? back)
    {
        var key = table == "orders" ? (await OrderOf("C1")).No.Value : (await bank.Sql($"SELECT key FROM {table} LIMIT 1"))[0];
        await MustNotice($"UPDATE {table} SET {column} = {changed} WHERE key = @key", back is null ? null
            : $"UPDATE {table} SET {column} = {back} WHERE key = @key", table, key);
    }

    [Fact]
    public async Task A_row_of_before_rows_were_sealed_is_named_where_it_cannot_be_read_or_is_anothers()
    {
        await bank.Sql("UPDATE notices SET seal = NULL");
        await BecomesOfBeforeRowsWereCounted();
        Assert.Null((await new Verifier(bank.Rows).Run()).FirstWrong);
        var keys = await bank.Sql("SELECT key FROM notices ORDER BY key");
        await bank.Sql("UPDATE notices SET body = substr(body, 2) WHERE key = @key", ("key", keys[0]));
        Assert.Equal($"{market.App}: notices {keys[0]} cannot be read", (await new Verifier(bank.Rows).Run()).FirstWrong);
        await bank.Sql("UPDATE notices SET body = (SELECT body FROM notices WHERE key = @other) WHERE key = @key", ("key", keys[0]),
            ("other", keys[1]));
        Assert.Equal($"{market.App}: notices {keys[0]} has the content of {keys[1]}", (await new Verifier(bank.Rows).Run()).FirstWrong);
    }

    /// <summary>A store of 0.1.0, and the same brought to the layout of this version.</summary>
    private async Task BecomesOfBeforeRowsWereCounted()
    {
        foreach (var later in StoppedMarket.TablesSinceRowsWereCounted) await bank.Sql($"DELETE FROM {later}");
        await bank.Sql("DROP TABLE row_counts");
        await bank.Sql("DELETE FROM migrations WHERE name LIKE '%row-counts.sql'");
        await bank.BringUpToDate();
    }

    private async Task<IReadOnlyList<string>> TablesWithRows()
    {
        var filled = new List<string>();
        foreach (var table in RowTables.Names)
        {
            if ((await bank.Sql($"SELECT key FROM {table} LIMIT 1")).Count > 0) filled.Add(table);
        }
        return filled;
    }

    private async Task MustNotice(string damage, string? undo, string table, string key)
    {
        await bank.Sql(damage, ("key", key));
        var said = await new Verifier(bank.Rows).Run();
        Assert.False(said.Ok, $"{damage} is not noticed");
        Assert.EndsWith($"{table} {key} is not as it was written", said.FirstWrong);
        if (undo is null) return;
        await bank.Sql(undo, ("key", key));
        Assert.True((await new Verifier(bank.Rows).Run()).Ok);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await bank.DisposeAsync();
    }

    private static string BookedOtherwise(string @event) => $"({@event}) moved ";

    private Task Damaged(Order order, Func<Order, Order?> damage, string says) =>
        bank.MustNotice(market.App, Order.Rows, order.No.Value, damage, says);

    private async Task Must(Command command) => Assert.Null((await bank.Teller.Run(market.App, command)).Result.Error);

    private Task<Order> OrderOf(string bizNo) => bank.Order(market.App, bizNo);

    /// <summary>A bug that the check must find.</summary>
    private sealed record BookAgain(Order Order) : Command
    {
        public override async ValueTask<Result> Run(Book book)
        {
            await book.Ledger.Must(Events.PurchasePaid, Order.No.Value, Postings.Paid(Order, book.AccountOf));
            return Done.It;
        }
    }
}

public sealed class OrderDamageOnSqlite() : OrderDamageTests(Store.Sqlite);

public sealed class OrderDamageOnPostgres() : OrderDamageTests(Store.Postgres);
