using Tongbao.Core;
using Tongbao.Core.Ledger;
using Tongbao.Core.Members;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Accp;
using Tongbao.Core.Platform;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A bank that did not take its payer's code left the try to pay on the order, and the next request to pay took its place: nothing told any
/// more what had been held for it, so `verify` found the entry wrong, and money that the bank sent late was nobody's.
/// </summary>
public abstract class ATradeWhoseCodeWasRefusedRemembersHowItWasToBePaid(Store store)
{
    private static readonly BizUserId Ann = new("ann"), Bob = new("bob");
    private static readonly BizOrderNo No = new("S1");

    [Fact]
    public async Task A_trade_whose_code_was_refused_is_paid_in_another_way_and_what_its_bank_sends_late_goes_back()
    {
        await using var bank = await Bank.Open(store);
        var market = await RandomMarket.Open(bank, new { });
        await Must(new Tradecreate(TradeType.Purchase, Ann, null, null, null, null, No, bank.Clock.GetUtcNow(), new(100), null, null, null,
            [new(Bob, PartyType.User, null, new(100))]));
        await Must(new PaymentGw(No, new(100), null, null, null, null, PartyType.User, Ann, new("qwerty12"), null,
            [new("WECHAT_NATIVE", new(60)), new("BALANCE", new(30)), new("COUPON", new(10))]) { Verdict = Right });
        await ThenStands(270, 30, 300);
        var order = await bank.Order(market.App, No.Value);
        await Says(new ChannelAnswer(ChannelResult.Pending) { WrongCode = true });
        await ThenStands(300, 0, 300);
        await Must(new PaymentBalance(No, new(100), null, null, Ann, new("qwerty12"), null) { Verdict = Right });
        await ThenStands(200, 0, 400);
        await Says(new ChannelAnswer(ChannelResult.Success)
        {
            Facts = new ChannelFacts("T1", null, null, null, null, null, null, null, null, null),
        });
        await ThenStands(200, 0, 400);
        Assert.Equal(new Cents(60), (await bank.Order(market.App, No.Value)).Strays.Sum);
        Assert.Null(await bank.Check(market.App));

        async Task Must(Command command) => Assert.Null((await bank.Teller.Run(market.App, command, Request())).Result.Error);

        RawRequest Request() => new([], "", bank.Clock.GetUtcNow(), TimeSpan.Zero) { Wire = "accp" };

        Task Says(ChannelAnswer answer) => bank.Teller.Run(market.App, new ChannelAnswered(order.No, ChannelOperation.Pay, answer));

        async Task ThenStands(long ann, long held, long bob)
        {
            await using var reader = await bank.Rows.BeginRead();
            var accounts = (await reader.All(market.App, Account.Rows)).ToDictionary(a => a.Id);
            var (payer, payee) = (accounts[Chart.Member("200001", Ann)], accounts[Chart.Member("200001", Bob)]);
            Assert.Equal((ann, held, bob), (payer.Available.Fen, payer.Held.Fen, payee.Available.Fen));
        }
    }

    private static PasswordVerdict Right => new(new("hash"), true, null);
}

public sealed class ATradeWhoseCodeWasRefusedOnSqlite() : ATradeWhoseCodeWasRefusedRemembersHowItWasToBePaid(Store.Sqlite);

public sealed class ATradeWhoseCodeWasRefusedOnPostgres() : ATradeWhoseCodeWasRefusedRemembersHowItWasToBePaid(Store.Postgres);
