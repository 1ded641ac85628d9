using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Shares;
using Tongbao.Server.Store;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Stores;

/// <summary>What `verify` says when somebody changed what escrow owes (docs/ledger.md, invariants 5 and 7).</summary>
public abstract class EscrowDamageTests(Store store) : IAsyncLifetime
{
    private static readonly BizUserId Ann = new("ann"), Bob = new("bob"), Cai = new("cai");

    private Bank bank = null!;
    private RandomMarket market = null!;

    /// <summary>Ann pays 100 for Bob (60) and Cai (40). Bob was paid 30 and gave 5 of it back; 7 went back out of escrow.</summary>
    public async ValueTask InitializeAsync()
    {
        bank = await Bank.Open(store);
        market = await RandomMarket.Open(bank, new { });
        await Must(new AgentCollectApply(new("C1"), Ann, [new(Bob, new(60)), new(Cai, new(40))], "3001", new(100), null, null, null,
            "http://127.0.0.1:9/n", null,
            [new PayUse(bank.Environment.Part<IPayTables>("tsy2").Method("SCAN_WEIXIN"), new(100), null, null, new SortedDictionary<string, Secret>(), [])],
                null, null, null, null, null));
        await Must(new ChannelAnswered((await OrderOf("C1")).No, ChannelOperation.Pay, new ChannelAnswer(ChannelResult.Success)));
        await Must(new SignalAgentPay(new("P1"), [new(new("C1"), new(30))], Bob, "200001", "http://127.0.0.1:9/n", new(30), Cents.Zero,
            null, "4001", null, null));
        await Must(new Refund(new("R1"), new("C1"), Ann, "D1", [new("200001", Bob, new(5)), new(null, Cai, new(7))], null, new(12), null,
            null, null));
        Assert.Null(await bank.Check(market.App));
    }

    [Fact]
    public async Task A_changed_share_is_named_with_what_it_should_be()
    {
        var key = Share.KeyOf((await OrderOf("C1")).No, Bob);
        await Damaged(Share.Rows, key, e => e with { PaidOut = new(29) },
            $"entitlement {key} has collected 0.60, paid out 0.29, refunded 0.00 from escrow and 0.05 by the receiver; its orders say collected 0.60, paid out 0.30, refunded 0.00 from escrow and 0.05 by the receiver");
        await Damaged(Share.Rows, key, e => e with { Due = new(61) }, $"entitlement {key} has collected 0.61");
        await Damaged(Share.Rows, key, e => e with { GivenBack = new(1) }, $"entitlement {key} has");
        await Damaged(Share.Rows, key, e => e with { GivenBackByPayee = Cents.Zero }, $"entitlement {key} has");
        await Damaged(Share.Rows, key, e => e with { Payer = Cai }, $"entitlement {key} has");
    }

    [Fact]
    public async Task A_share_that_is_gone_or_was_invented_is_named()
    {
        var collect = (await OrderOf("C1")).No;
        await Damaged(Share.Rows, Share.KeyOf(collect, Cai), _ => null, $"entitlement {Share.KeyOf(collect, Cai)} is missing");
        var invented = new Share(collect, new("C1"), Ann, Ann, default, new(1), Cents.Zero, Cents.Zero, Cents.Zero);
        await bank.Put(market.App, Share.Rows, invented, null);
        Assert.Equal($"entitlement {Share.KeyOf(collect, Ann)} belongs to no paid collect", await bank.Check(market.App));
    }

    [Fact]
    public async Task A_changed_payment_is_named()
    {
        var key = $"{(await OrderOf("P1")).No}:0";
        await Damaged(EscrowPayment.Rows, key, p => p with { Amount = new(31) }, $"payment {key} is not what its order says");
        await Damaged(EscrowPayment.Rows, key, p => p with { Member = Cai }, $"payment {key} is not what its order says");
        await Damaged(EscrowPayment.Rows, key, _ => null, $"payment {key} is missing");
    }

    [Fact]
    public async Task An_order_whose_content_was_changed_is_named_for_what_it_moved()
    {
        var (collect, pay, refund) = (await OrderOf("C1"), await OrderOf("P1"), await OrderOf("R1"));
        await Damaged(Order.Rows, collect.No.Value, o => o with { Receivers = [new(Bob, new(61)), new(Cai, new(40))] },
            $"order {collect.No} is of 1.00, its receivers and fee are not");
        await Damaged(Order.Rows, pay.No.Value, o => o with { Status = OrderStatus.Failed },
            $"order {pay.No} moved -0.30 in 100004, and had to move 0.00");
        await Damaged(Order.Rows, pay.No.Value, o => o with { Payee = Ann }, $"agent pay {pay.No} draws on C1, which owes ann nothing");
        await Damaged(Order.Rows, refund.No.Value, o => o with { Refund = o.Refund! with { Shares = [new(Cai, new(8), new(4))] } },
            $"order {refund.No} moved -0.07 in 100004, and had to move -0.08");
        await Damaged(Order.Rows, collect.No.Value, o => o with { Refunds = new RefundTotals(new(11), Cents.Zero, Cents.Zero) },
            $"order {collect.No} counts 0.11 as given back, its refunds come to 0.12");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await bank.DisposeAsync();
    }

    private async Task Must(Command command) => Assert.Null((await bank.Teller.Run(market.App, command)).Result.Error);

    private Task<Order> OrderOf(string bizNo) => bank.Order(market.App, bizNo);

    private Task Damaged<T>(RowKind<T> kind, string key, Func<T, T?> damage, string says) where T : class =>
        bank.MustNotice(market.App, kind, key, damage, says);
}

public sealed class EscrowDamageOnSqlite() : EscrowDamageTests(Store.Sqlite);

public sealed class EscrowDamageOnPostgres() : EscrowDamageTests(Store.Postgres);
