namespace Tongbao.Server.Cli.Demo;

/// <summary>托管日: one collect for three receivers, payouts from it, refunds before and after the payout, and a transfer.</summary>
internal static class EscrowDay
{
    private const string Collected = "3001", PaidOut = "4001";

    /// <summary>400.00 with a fee of 4.00: 150.00 each for shop and florist, 96.00 for the courier.</summary>
    public static async Task Collect(Stage s)
    {
        await s.Call("agentCollectApply", "collect-2", 400_00, new
        {
            bizOrderNo = "collect-2", payerId = Cast.Li.Id, tradeCode = Collected, amount = 400_00, fee = 4_00, backUrl = s.BackUrl,
                payMethod = Trades.Scan(400_00),
            recieverList = new[] { Share(Cast.Shop, 150_00), Share(Cast.Florist, 150_00), Share(Cast.Courier, 96_00) },
            industryCode = "1910", industryName = "其他", source = 2,
        });
        await s.BuyerPays("collect-2");
    }

    /// <summary>The shop gets 150.00 with a fee of 3.00, and passes on 20.00 with a fee of 0.50 to the courier.</summary>
    public static Task PayOne(Stage s) => s.Call("signalAgentPay", "pay-1", 150_00, new
    {
        bizOrderNo = "pay-1", bizUserId = Cast.Shop.Id, accountSetNo = s.CustodySet, tradeCode = PaidOut, amount = 150_00, fee = 3_00,
            backUrl = s.BackUrl,
        collectPayList = Out(150_00), splitRuleList =
            new[] { new { bizUserId = Cast.Courier.Id, amount = 20_00, fee = 0_50, splitRuleList = Array.Empty<object>() } },
    });

    public static Task PayTwo(Stage s) => s.Call("batchAgentPay", "batch-2", 196_00, new
    {
        bizBatchNo = "batch-2", tradeCode = PaidOut,
        batchPayList = new[] { Row(s, "pay-c", Cast.Florist, 100_00, 2_00), Row(s, "pay-d", Cast.Courier, 96_00, 1_00) },
    });

    /// <summary>The florist is still owed 50.00. 30.00 of it go back to the buyer.</summary>
    public static async Task RefundBefore(Stage s)
    {
        await Refund(s, "refund-3", "collect-2", Cast.Li.Id, 30_00, Share(Cast.Florist, 30_00));
        await MustBeOwed(s, Cast.Florist, 20_00);
    }

    /// <summary>The shop has already been paid, so the refund is taken from the shop.</summary>
    public static async Task RefundAfter(Stage s)
    {
        await Refund(s, "refund-4", "collect-2", Cast.Li.Id, 25_00,
            new { bizUserId = Cast.Shop.Id, accountSetNo = s.CustodySet, amount = 25_00 });
        await MustBeOwed(s, Cast.Shop, 0);
    }

    public static async Task Transfer(Stage s)
    {
        await s.Call("applicationTransfer", "transfer-1", 30_00, new
        {
            bizTransferNo = "transfer-1", sourceAccountSetNo = Cast.Marketing, targetBizUserId = Cast.Li.Id,
                targetAccountSetNo = s.CustodySet, amount = 30_00,
        });
        await Refund(s, "refund-5", "transfer-1", Cast.Platform, 10_00);
    }

    /// <param name="payer">The payer of the original order; for a transfer the platform.</param>
    private static Task Refund(Stage s, string order, string original, string payer, long amount, params object[] refundList) =>
        s.Call("refund", order, amount, new
    {
        bizOrderNo = order, oriBizOrderNo = original, bizUserId = payer, refundType = "D0", amount, refundList, backUrl = s.BackUrl,
    });

    private static async Task MustBeOwed(Stage s, Member who, long amount)
    {
        var rows = (await s.Ask("getPayeeFundsInTransitDetail", new { bizUserId = who.Id, bizOrderNo = "collect-2" }))
            .GetProperty("payeeFundsInTransitList");
        var owed = rows.EnumerateArray().Sum(r => r.GetProperty("estCollAmount").GetInt64());
        s.Screen.Step("getPayeeFunds…", $"{who.Id,-11} {Screen.Yuan(owed),8}   {Tongue.Say("在途，未代付", "still in escrow")}");
        Stage.MustBe($"{who.Id} in escrow", Screen.Yuan(amount), Screen.Yuan(owed));
    }

    private static object Share(Member who, long amount) => new { bizUserId = who.Id, amount };

    private static object[] Out(long amount) => [new { bizOrderNo = "collect-2", amount }];

    private static object Row(Stage s, string bizOrderNo, Member who, long amount, long fee) => new
    {
        bizOrderNo, bizUserId = who.Id, accountSetNo = s.CustodySet, backUrl = s.BackUrl, amount, fee, collectPayList = Out(amount),
    };
}
