using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>Golden bytes of what the merchant's server is told. TONGBAO_REWRITE=1 writes them anew.</summary>
public sealed class GoldenNoticesTests() : FlowTests(Store.Sqlite)
{
    private const string Backfills = "/backfill", FundIns = "/fund-in";

    public override async ValueTask InitializeAsync() => flow = await OnOwnServer();

    [Fact]
    [Holds("4.2.15#5")]
    public async Task Orders_are_told_in_these_bytes()
    {
        await flow.GivenMembers("buyer", "seller");
        var deposit = await flow.When("depositApply", new { bizUserId = "buyer", amount = 100_00, fee = 1_00 });
        await flow.WhenChannelPays(deposit);
        var bought = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 30_00, extendInfo = "柜台 3" });
        await flow.WhenChannelPays(bought);
        var byCard = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 25_00,
            payMethod = Flow.Together(await flow.QuickPay("buyer", 20_00), flow.Balance(5_00)) });
        await flow.Pay(byCard);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "CODEPAY_VSP" },
            [new { result = "success" }, new { after = "PT1S", result = "reversed" }]);
        var reversed = await flow.When("depositApply", new { bizUserId = "buyer", amount = 3_00, payMethod = Flow.Code(3_00) });
        var refund = await flow.When("refund", new { bizUserId = "buyer", oriBizOrderNo = bought.BizOrderNo, amount = 5_00 });
        await flow.Advance("PT6S");
        await ThenTold(("deposited", deposit), ("paid", bought), ("paid-by-card-and-balance", byCard), ("refunded", refund));
        await flow.Advance("PT10M");
        Golden.Tsy2.MustBe("orderResult", "reversed", (await flow.Receiver.WaitFor(reversed.BizOrderNo, 2))[1]["rps"]);
    }

    [Fact]
    public async Task Escrow_is_told_in_these_bytes()
    {
        await flow.GivenMembers("buyer", "seller");
        var collect = await flow.GivenCollect("buyer", 1_00, ("seller", 100_00));
        var single = await flow.When("signalAgentPay",
            Json.Merge(Flow.Out(collect, "seller", 40_00), new { splitRuleList = new[] { Flow.PlatformShare("100001", 1_00) } }));
        var (row, bad) = (Flow.Fresh("P"), Flow.Fresh("P"));
        await flow.When("batchAgentPay",
            new { batchPayList = new[] { flow.Row(row, collect, "seller", 10_00, 20), flow.Row(bad, collect, "seller", 90_00) } });
        await flow.Advance("PT6S");
        await ThenTold(("collected", collect), ("agent-paid", single));
        Golden.Tsy2.MustBe("orderResult", "batch-row-paid", (await flow.Receiver.WaitFor(row))[0]["rps"]);
        Golden.Tsy2.MustBe("orderResult", "batch-row-failed", (await flow.Receiver.WaitFor(bad))[0]["rps"]);
    }

    [Fact]
    [Holds("4.2.15#9")]
    public async Task Payouts_are_told_in_these_bytes()
    {
        await flow.GivenMember("seller");
        await flow.GivenCompany("fund");
        await flow.GivenDeposit("seller", 100_00);
        await flow.ChangeSettings(new { crossBorderMembers = new[] { "fund" } });
        var paidOut = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 10_00, validateType = 0 });
        var abroad = await flow.When("crossBorderWithdrawApply",
            new { bizUserId = "seller", amount = 10_00, crossBorderbizUserId = "fund", bankCardPro = 1,
            bankCardNo = await flow.Encrypt(flow.Who("fund").CardNo), validateType = 0 });
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = "fail", message = "账户已销户" }]);
        var refused = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 10_00, validateType = 0 });
        await flow.Advance("PT6S");
        await ThenTold(("withdrawn", paidOut), ("withdrawn-abroad", abroad), ("withdrawal-failed", refused));
    }

    [Fact]
    public async Task Members_are_told_of_in_these_bytes()
    {
        foreach (var (shop, result) in new[] { ("approved", "approve"), ("rejected", "reject") })
        {
            await flow.GivenUnreviewedCompany(shop);
            await flow.Sandbox.Review(flow.App.Id, shop, result, result == "reject" ? "营业执照不清晰" : null);
            await flow.Advance("PT6S");
            Golden.Tsy2.MustBe("verifyResult", shop, (await flow.Receiver.WaitFor(shop))[0]["rps"]);
        }
        var told = 0;
        foreach (var (page, act) in await MemberActs.For(flow, "buyer"))
        {
            await act();
            await flow.Advance("PT6S");
            Golden.Tsy2.MustBe(page, "notice", (await flow.Receiver.WaitFor("buyer", ++told))[^1]["rps"]);
        }
    }

    [Fact]
    public async Task Terminals_and_remittances_are_told_of_in_these_bytes()
    {
        await flow.ChangeSettings(new { backfillUrl = flow.Receiver.Url(Backfills), fundInUrl = flow.Receiver.Url(FundIns) });
        flow.Receiver.Answer(Backfills,
            body => Task.FromResult(new NoticeAnswer(200,
            Body: $$"""{"bizOrderNo":"{{(body.Contains("refund") ? "shop-2" : "shop-1")}}","merchantRet":"0000","extendInfo":"补充"}""")));
        await flow.GivenMember("shop");
        await flow.When("vspTermidService",
            new { bizUserId = "shop", operationType = "set", vspCusid = "55058404816VQLX", appid = "00000051", vspTermid = "T0000001" });
        foreach (var change in new object[] { new { amount = 80_00, bizseq = "seq-1", summary = "柜台" },
            new { amount = 30_00, bizseq = "seq-2", originalBizOrderNo = "shop-1" } })
        {
            await flow.Sandbox.AtTerminal(flow.App.Id, Json.Merge(new { vspTermid = "T0000001", wallet = "wechat" }, change));
            await flow.Advance("PT6S");
        }
        Golden.Tsy2.MustBe("orderBackfill", "payment", flow.Receiver.Backfills[0].Text);
        Golden.Tsy2.MustBe("orderBackfill", "refund", flow.Receiver.Backfills[1].Text);
        Golden.Tsy2.MustBe("orderResult", "paid-at-terminal", (await flow.Receiver.WaitFor("shop-1"))[0]["rps"]);

        var remitted = await flow.Sandbox.Remit(flow.App.Id, new { amount = 500_00, accountNo = "6225880000004321" });
        await flow.At($"{remitted.GetProperty("arrivesAt").GetDateTimeOffset().AddSeconds(6):o}");
        Golden.Tsy2.MustBe("NotifyReserveFundIn", "notice", (await flow.Receiver.WaitFor(""))[0]["rps"]);
    }

    private async Task ThenTold(params (string Name, Tsy2Reply Order)[] news)
    {
        foreach (var (name, order) in news)
            Golden.Tsy2.MustBe("orderResult", name, (await flow.Receiver.WaitFor(order.BizOrderNo))[0]["rps"]);
    }
}
