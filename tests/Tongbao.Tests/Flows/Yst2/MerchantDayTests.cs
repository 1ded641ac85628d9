using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>From joining to the first withdrawal, with every step that 7.5 asks for.</summary>
public sealed class MerchantDayTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.3#1", "7.5.1.1#16", "7.5.1.2#12", "7.5.8#1-3", "7.5.8#8-9")]
    public async Task A_merchant_goes_from_onboarding_to_its_first_withdrawal(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store,
            new { clearTimeRule = "D+1", channelFeeRate = 0.006, withdrawalWindow = "00:00-24:00", supplementMax = 0 });
        await flow.Sandbox.Freeze();
        var papers = MerchantPapers.New("A");
        await flow.Call("2085", flow.Purchase("A", 100_00), "20001");
        await flow.GivenOnboarded(papers);
        await flow.Call("2085", flow.Purchase("A", 100_00), "25007");
        await flow.GivenInReview(papers);
        await flow.Call("2085", flow.Purchase("A", 100_00), "22001");
        await flow.GivenCertified("A");
        var no = await flow.GivenPaid("A", 100_00);
        await flow.MoveTo(1, "10:00:00");
        Assert.EndsWith("|1|交易成功", await flow.WhenSplit("F", $"R1|{no}|||"));
        Assert.Equal("9940/0", await flow.Figures("A"));

        // What it has stays its own, whatever the review says of its number.
        await flow.Review("A", "compliance", "reject", "businessDoorHeadPhoto");
        await flow.Call("2085", flow.Purchase("A", 100_00), "20024");
        var settlement = (await flow.Shown("A", 2)).Value.GetProperty("acctInfo").EnumerateArray()
            .Single(card => card.TryGetProperty("isSettleAcct", out var is1) && is1.GetString() == "1");
        var card = flow.Open(settlement.GetProperty("bankCardNo").GetString()!);
        object Withdrawal(string serial, string to) =>
            new { reqTraceNum = serial, signNum = "A", orderAmount = 99_40, acctNum = to, acctType = "8", respUrl = flow.Receiver.Url() };
        await flow.Call("2290", Withdrawal(Yst2Flow.Serial(), Yst2Flow.NextCard()), "33002");
        await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "A" }, [new { result = "pending" }]);
        var serial = Yst2Flow.Serial();
        var taken = (await flow.Call("2290", Withdrawal(serial, card), "66666")).Text("respTraceNum");
        Assert.Equal("0", (await flow.Call("3001", new { respTraceNum = taken })).Text("result"));
        await flow.Sandbox.Payout(flow.App.Id, serial, "success");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("2290", "1"), (told.TransCode, told.Text("result")));
        Assert.Equal("1", (await flow.Call("3001", new { respTraceNum = taken })).Text("result"));
        Assert.Equal("0/0", await flow.Figures("A"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.5.4#3", "7.5.4#10", "7.5.4#20-21")]
    public async Task Agreements_hold_between_their_parties_and_some_pairs_of_roles_need_none()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite, new
        {
            clearTimeRule = "D+1", channelFeeRate = 0.006,
            roleRules = new[] { "收款方", "收单商户" }.Select(payee => new { payee, splitter = "门店", agreement = false }),
        });
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        await flow.GivenCollector("C");
        await flow.GivenPerson("B", phone: true);
        await flow.GivenPerson("S", role: "门店");
        await flow.GivenAgreed("A", Yst2Flow.Sharing("B"), "B");
        var (own, others) = (await flow.GivenPaid("A", 100_00), await flow.GivenPaid("C", 100_00));
        await flow.MoveTo(1, "10:00:00");
        Assert.EndsWith("分账协议未签约", await flow.WhenSplit("1", $"R1|{others}||B,100|"));
        Assert.EndsWith("平台抽佣协议未签约", await flow.WhenSplit("2", $"R1|{own}|1||"));
        Assert.EndsWith("|1|交易成功", await flow.WhenSplit("3", $"R1|{own}||B,1000;S,5000|"));
        Assert.Equal(("3940/0", "1000/0", "5000/0"), (await flow.Figures("A"), await flow.Figures("B"), await flow.Figures("S")));
        await flow.CloseTheDay();
    }
}
