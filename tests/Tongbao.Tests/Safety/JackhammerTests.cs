using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Safety;

/// <summary>
/// Many at once on few accounts: nothing is made, nothing is lost, nothing goes below zero (docs/ledger.md, invariants 1, 2 and 7).
/// </summary>
[Trait(Soak.Trait, Soak.Yes)]
public abstract class JackhammerTests(Store store) : FlowTests(store)
{
    private const int Writers = 64, DealsEach = 10, Refunds = 200;

    /// <summary>账户余额不足, as orders and as freezes are refused with it; 订单金额错误; 代收订单金额不足.</summary>
    private const string BalanceShort = "40014", AvailableShort = "50001", WrongAmount = "40020", CollectShort = "40040";

    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    public async Task Sixty_four_writers_on_eight_accounts_and_one_fee_account_come_out_to_the_fen()
    {
        foreach (var round in Soak.Rounds(few: 1, many: 10))
        {
            // Poor members: money that has just come is what the next one takes, and many are refused.
            var trading = await Trading.Open(round == 1 ? flow : flow = await OnOwnServer(), each: 0);
            await trading.Run(Writers, DealsEach);
            Assert.Equal(Writers * DealsEach, trading.Deals.Count(d => d.IsAnswered));
            Assert.Contains(trading.Deals, d => !d.Accepted);
            Assert.Equal([], trading.Deals.Where(d => !d.Accepted && d.Refusal is not (BalanceShort or AvailableShort)
                && !AccpTrading.Refusals.Contains(d.Refusal)).Select(d => $"{d.Method}: {d.Refusal}").Distinct());
            await trading.MustBalance();
            trading.NoteRequests();
        }
    }

    [Fact]
    public async Task Two_hundred_refunds_at_once_that_come_to_three_times_the_order_give_back_the_order_and_no_more()
    {
        foreach (var round in Soak.Rounds(few: 1, many: 20))
        {
            var (buyer, seller) = ($"buyer{round}", $"seller{round}");
            await flow.GivenMembers(buyer, seller);
            await flow.GivenDeposit(seller, 1_000_00);
            var order = await flow.When("consumeApply",
                new { payerId = buyer, recieverId = seller, amount = 200_00, payMethod = Flow.Code(200_00) });
            Assert.Equal(66, await Accepted(Refunds, "refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = buyer, amount = 3_00 },
                WrongAmount));
            await flow.ThenBalances($"{seller}  1002.00");
            await flow.When("refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = buyer, amount = 2_00 });
            await flow.WhenRefused(WrongAmount, "refund", new { oriBizOrderNo = order.BizOrderNo, bizUserId = buyer, amount = 1 });
            Soak.Note("refunds at once", Refunds);
        }
    }

    [Fact]
    public async Task The_same_out_of_escrow()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("one", "two");
        var collect = await flow.GivenCollect("buyer", 0, ("one", 200_00), ("two", 100_00));
        var refund = new { oriBizOrderNo = collect.BizOrderNo, bizUserId = "buyer", amount = 3_00,
            refundList = new[] { Flow.BackFromEscrow("one", 3_00) } };
        Assert.Equal(66, await Accepted(Refunds, "refund", refund, CollectShort));
        await flow.ThenOwed(collect, """
            one    2.00
            two  100.00
            """);
        await flow.ThenBalances($"{Flow.Escrow}  102.00");
    }

    [Fact]
    public async Task Freezes_withdrawals_payments_and_refunds_of_one_balance_take_what_is_there_and_no_more()
    {
        const int each = 16;
        foreach (var round in Soak.Rounds(few: 1, many: 20))
        {
            var (member, other) = ($"member{round}", $"other{round}");
            await flow.GivenMembers(member, other);
            var sold = await flow.When("consumeApply",
                new { payerId = other, recieverId = member, amount = 100_00, payMethod = Flow.Code(100_00) });
            var payments = new List<SignedRequest>();
            for (var n = 0; n < each; n++)
            {
                var order = await flow.When("consumeApply",
                    new { payerId = member, recieverId = other, amount = 10_00, payMethod = flow.Balance(10_00) });
                payments.Add(await flow.Sign("pay",
                    new { bizUserId = member, bizOrderNo = order.BizOrderNo, verificationCode = await flow.SmsFor(order) }));
            }
            var withdrawals = await Signed(each, "withdrawApply", new { bizUserId = member, amount = 10_00, validateType = 0 });
            var freezes = await Signed(each, "freezeMoney", new { bizUserId = member, amount = 10_00 });
            var refunds = await Signed(each, "refund", new { oriBizOrderNo = sold.BizOrderNo, bizUserId = other, amount = 10_00 });
            SignedRequest[] all = [.. payments, .. withdrawals, .. freezes, .. refunds];
            Random.Shared.Shuffle(all);
            var accepted = (await AllAtOnce(all)).Where(a => a.Ok).Select(a => a.Request).ToList();

            Assert.Equal(10, accepted.Count);
            var frozen = accepted.Count(a => a.ContainsKey("bizFreezenNo"));
            var paid = accepted.Count(a => a.ContainsKey("verificationCode"));
            await flow.ThenBalances($"""
                {member}         {frozen * 10}.00
                {member}/frozen  {frozen * 10}.00
                {other}          {paid * 10}.00
                """);
            Soak.Note("races on one balance");
        }
    }

    /// <summary>
    /// Sends that many with numbers of their own, all at once; how many were accepted. The rest must be refused for want of money.
    /// </summary>
    private async Task<int> Accepted(int copies, string method, object param, string refusal)
    {
        var answers = await AllAtOnce(await Signed(copies, method, param));
        Assert.Equal([refusal], answers.Where(a => !a.Ok).Select(a => a.ErrorCode).Distinct());
        return answers.Count(a => a.Ok);
    }

    private async Task<IReadOnlyList<SignedRequest>> Signed(int copies, string method, object param)
    {
        var requests = new List<SignedRequest>();
        for (var n = 0; n < copies; n++) requests.Add(await flow.Sign(method, param));
        return requests;
    }

    private Task<Tsy2Reply[]> AllAtOnce(IEnumerable<SignedRequest> requests) =>
        Task.WhenAll(requests.Select(r => Task.Run(() => flow.Client.Send(r))));
}

public sealed class JackhammerOnSqlite() : JackhammerTests(Store.Sqlite);

public sealed class JackhammerOnPostgres() : JackhammerTests(Store.Postgres);
