namespace Tongbao.Server.Cli.Demo;

/// <summary>买卖: money is paid in, split, and partly refunded to the buyers.</summary>
internal static class Trades
{
    public static async Task Deposit(Stage s)
    {
        await s.Call("depositApply", "deposit-1", 1000_00, new
        {
            bizUserId = Cast.Zhang.Id, bizOrderNo = "deposit-1", accountSetNo = s.CustodySet, amount = 1000_00, fee = 2_00,
                backUrl = s.BackUrl,
            payMethod = Scan(1000_00), industryCode = "1910", industryName = "其他", source = 2,
        });
        await s.BuyerPays("deposit-1");
    }

    /// <summary>
    /// Three levels: the shop passes on 40.00 to the florist, the florist 15.00 to the courier, the courier 3.00 to the platform as
    /// security deposit.
    /// </summary>
    public static async Task Purchase(Stage s)
    {
        await Buy(s, "order-1", Cast.Li, Cast.Shop, 100_00, fee: 2_00, Scan(100_00),
            Share(Cast.Florist.Id, 40_00, 1_00,
                Share(Cast.Courier.Id, 15_00, 0_50,
                    new { bizUserId = Cast.Platform, accountSetNo = Cast.Deposit, amount = 3_00, fee = 0 })));
        await s.BuyerPays("order-1");
    }

    /// <summary>The document's example: of 10.00, 290, 400, 150, 100 and 50 fen stay with five members and 10 with the platform.</summary>
    public static async Task Example(Stage s)
    {
        await Buy(s, "order-53", Cast.Li, Cast.Shop, 10_00, fee: 0, Scan(10_00),
            Share("10000", 10_00, 0_10,
                Share("10001", 5_00, 0, Share("10003", 1_00, 0)),
                Share("10002", 2_00, 0, Share("10004", 0_50, 0))));
        await s.BuyerPays("order-53");
    }

    public static async Task Combined(Stage s)
    {
        await Buy(s, "order-2", Cast.Zhang, Cast.Florist, 200_00, fee: 4_00, new
        {
            QUICKPAY_TLT = new { bankCardNo = s.Encrypt(Cast.Zhang.Card), amount = 120_00 },
            BALANCE = new[] { new { accountSetNo = s.CustodySet, amount = 50_00 } },
            COUPON = new { amount = 30_00 },
        });
        await s.Confirm(Cast.Zhang, "order-2");
    }

    public static async Task RefundAll(Stage s)
    {
        await s.Call("refund", "refund-1", 200_00, new
        {
            bizOrderNo = "refund-1", oriBizOrderNo = "order-2", bizUserId = Cast.Zhang.Id, refundType = "D0",
            amount = 200_00, couponAmount = 30_00, feeAmount = 4_00, backUrl = s.BackUrl,
        });
        await s.MustStand("order-2", 5, Tongue.Say("已退款", "refunded"));
    }

    /// <summary>A D1 refund is taken from the shop at once and stays in 100005 until the channel is due.</summary>
    public static Task RefundPart(Stage s) => s.Call("refund", "refund-2", 30_00, new
    {
        bizOrderNo = "refund-2", oriBizOrderNo = "order-1", bizUserId = Cast.Li.Id, refundType = "D1", amount = 30_00, feeAmount = 0_60,
            backUrl = s.BackUrl,
    });

    public static async Task Unpaid(Stage s)
    {
        await Buy(s, "order-3", Cast.Li, Cast.Florist, 66_00, fee: 0, Scan(66_00));
        await s.MustStand("order-3", 1, Tongue.Say("未支付", "unpaid"));
    }

    public static async Task NextDay(Stage s)
    {
        await s.Clock(1, "14:30");
        await s.MustStand("refund-2", 4, Tongue.Say("退款成功", "refunded by the channel"));
        await s.MustStand("order-3", 1, Tongue.Say("未满 24 小时", "not a day old yet"));
    }

    public static async Task Night(Stage s)
    {
        await s.Clock(2, "00:30");
        await s.MustStand("order-3", 6, Tongue.Say("已关闭", "closed"));
    }

    private static Task Buy(Stage s, string order, Member payer, Member payee, long amount, long fee, object payMethod,
        params object[] splitRule) =>
        s.Call("consumeApply", order, amount, new
        {
            payerId = payer.Id, recieverId = payee.Id, bizOrderNo = order, amount, fee, payMethod, splitRule, backUrl = s.BackUrl,
            industryCode = "1910", industryName = "其他", source = 2,
        });

    private static object Share(string bizUserId, long amount, long fee, params object[] splitRuleList) =>
        new { bizUserId, amount, fee, splitRuleList };

    public static object Scan(long amount) => new { SCAN_WEIXIN = new { amount, limitPay = "" } };
}
