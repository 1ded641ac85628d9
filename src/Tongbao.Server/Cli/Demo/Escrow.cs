namespace Tongbao.Server.Cli.Demo;

/// <summary>托管: money is held in 100004 until the platform pays it out.</summary>
internal static class Escrow
{
    private const string Collected = "1001", PaidOut = "2001";

    public static async Task Collect(Stage s)
    {
        await s.Call("agentCollectApply", "collect-1", 300_00, new
        {
            bizOrderNo = "collect-1", payerId = Cast.Li.Id, tradeCode = Collected, amount = 300_00, fee = 0, backUrl = s.BackUrl,
                payMethod = Trades.Scan(300_00),
            recieverList = new[] { new { bizUserId = Cast.Shop.Id, amount = 100_00 },
                new { bizUserId = Cast.Florist.Id, amount = 200_00 } },
            industryCode = "1910", industryName = "其他", source = 2,
        });
        await s.BuyerPays("collect-1");
    }

    /// <summary>The document's example: 100.00 with a fee of 5.00, and 200.00 with a fee of 12.00.</summary>
    public static Task Pay(Stage s) => s.Call("batchAgentPay", "batch-1", 300_00, new
    {
        bizBatchNo = "batch-1", tradeCode = PaidOut,
        batchPayList = new[] { Row(s, "pay-a", Cast.Shop, 100_00, 5_00), Row(s, "pay-b", Cast.Florist, 200_00, 12_00) },
    });

    private static object Row(Stage s, string bizOrderNo, Member who, long amount, long fee) => new
    {
        bizOrderNo, bizUserId = who.Id, accountSetNo = s.CustodySet, backUrl = s.BackUrl, amount, fee,
        collectPayList = new[] { new { bizOrderNo = "collect-1", amount } },
    };
}
