namespace Tongbao.Tests.Flows.Accp;

/// <summary>提现到账账户: where money that is withdrawn goes.</summary>
public sealed class WithdrawalTargetsTests
{
    private const string Withdrawal = "withdrawal";

    [Fact, Holds("T5#4", "T5#5", "W76")]
    public async Task Money_goes_to_the_payers_own_bound_cards_alone_by_number_or_by_agreement()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (user, other) = (await flow.GivenUser("u1"), await flow.GivenUser("u2"));
        await flow.GivenMoney("u1", "100.00");
        var asked = await flow.WithdrawalOf(user, "10.00");
        var bare = AccpFlow.With(asked, new { linked_acctno = (string?)null });
        Assert.Contains("（linked_agrtno）", (await flow.Trade(Withdrawal, AccpFlow.With(asked, new { linked_agrtno = "a1" }), "1005"))
            .Message);
        Assert.Contains("（linked_acctno）", (await flow.Trade(Withdrawal, bare, "1005")).Message);
        await flow.Trade(Withdrawal, AccpFlow.With(asked, new { linked_acctno = other.CardNo }), "1024");
        await flow.Trade(Withdrawal, AccpFlow.With(bare, new { linked_agrtno = "nobodys" }), "1030");
        Assert.Equal(("100.00", "0.00"), await flow.Balance("u1"));
        await flow.Trade(Withdrawal, asked);
        var company = await flow.GivenCompany("c1");
        await flow.GivenMoney("c1", "100.00");
        await flow.Trade(Withdrawal, AccpFlow.With(await flow.WithdrawalOf(company, "10.00"), new { linked_acctno = (string?)null }));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W76")]
    public async Task Who_has_no_card_withdraws_nothing_and_a_postscript_lets_any_sum_go()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var (user, without) = (await flow.GivenUser("u1"), Person.New("u2"));
        await flow.GivenProvedPhone("u2", without.Phone);
        var serial = AccpFlow.Serial();
        var token = (await flow.Account("openacct-apply-individual", AccpFlow.With(flow.PersonPapers(without, serial),
            new { linkedAcctInfo = (object?)null, accountInfo = new { } }))).Text("token");
        (await flow.Verify(without, serial, token!, null)).Must();
        await flow.GivenMoney("u2", "10.00");
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(without, "10.00"), "2013");
        await flow.GivenMoney("u1", "60000.00");
        var large = await flow.WithdrawalOf(user, "50000.00");
        await flow.Trade(Withdrawal, large, "1005");
        await flow.Trade(Withdrawal, AccpFlow.With(large, new { orderInfo = new { postscript = "货款" } }));
        await flow.Trade(Withdrawal, await flow.WithdrawalOf(user, "9999.99"));
        await flow.CloseTheDay();
    }
}
