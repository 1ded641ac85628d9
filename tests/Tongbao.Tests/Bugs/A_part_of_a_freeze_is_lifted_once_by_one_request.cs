using Tongbao.Core;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Freezing;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Its answer was kept in a transaction after its own: a process that was killed between the two lifted a second part for the same bytes.
/// </summary>
public abstract class APartOfAFreezeIsLiftedOnceByOneRequest(Store store)
{
    private static readonly BizUserId Ann = new("ann");

    [Fact]
    public async Task A_part_of_a_freeze_is_lifted_once_by_one_request()
    {
        await using var bank = await Bank.Open(store);
        var market = await RandomMarket.Open(bank, new { });
        var frozen = await bank.Teller.Run(market.App, new FreezeMoney(Ann, "F1", "200001", new Cents(60)));
        Assert.Null(frozen.Result.Error);
        var lift = new UnfreezeMoney(Ann, "F1", "200001", new Cents(20));
        Task<Cents> Lift(string signature) => Lifted(bank, market, lift, signature);
        Assert.Equal(new Cents(40), await Lift("one"));
        bank.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new Cents(40), await Lift("one"));
        Assert.Equal(new Cents(20), await Lift("another"));
        Assert.Null(await bank.Check(market.App));
    }

    /// <summary>Sends it as signed; what is left of the freeze.</summary>
    private static async Task<Cents> Lifted(Bank bank, RandomMarket market, UnfreezeMoney lift, string signature)
    {
        var done = await bank.Teller.Run(market.App, lift, new RawRequest([], signature, bank.Clock.GetUtcNow(), TimeSpan.Zero));
        Assert.Null(done.Result.Error);
        await using var reader = await bank.Rows.BeginRead();
        return (await reader.Load(market.App, Freeze.Rows, "F1"))!.Left;
    }
}

public sealed class APartOfAFreezeIsLiftedOnceOnSqlite() : APartOfAFreezeIsLiftedOnceByOneRequest(Store.Sqlite);

public sealed class APartOfAFreezeIsLiftedOnceOnPostgres() : APartOfAFreezeIsLiftedOnceByOneRequest(Store.Postgres);
