namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// 幕: one act: its column in <see cref="Expected"/>, what it shows, what it does, and the order that a notice must follow for.
/// </summary>
internal sealed record Act(string Key, string Zh, string En, Func<Stage, Task> Play, string? Notice = null);

/// <summary>一天: the acts in order.</summary>
internal static class Acts
{
    public static readonly Act[] All =
    [
        new("open", "开户", "ten members, phones, cards; 100.00 of marketing money", Opening.Play, "shop OK"),
        new("deposit", "扫码充值 1000.00，手续费 2.00", "a deposit by scan", Trades.Deposit, "deposit-1 OK"),
        new("purchase", "消费 100.00，手续费 2.00，三级分账", "a purchase, split on three levels", Trades.Purchase, "order-1 OK"),
        new("example", "文档 5.3 分账示例", "the document's own example: 290 400 150 100 50, platform 10 fen", Trades.Example, "order-53 OK"),
        new("collect", "托管代收 300.00", "a buyer pays into escrow, owed to two receivers", Escrow.Collect, "collect-1 OK"),
        new("batch", "文档 5.11 批量托管代付示例", "the document's own example: 9500, 18800, platform 1700 fen", Escrow.Pay, "pay-a OK, pay-b OK"),
        new("combined", "组合支付 200.00：快捷 120 + 余额 50 + 代金券 30", "quick-pay, balance and coupon together", Trades.Combined, "order-2 OK"),
        new("refund", "全额退款：各回各处", "a full refund: all goes back to where it came from", Trades.RefundAll, "refund-1 OK"),
        new("part", "部分退款 30.00（D1）", "a partial refund waits in 100005 until tomorrow", Trades.RefundPart),
        new("freeze", "冻结 20.00，解冻 5.00", "a freeze, released in part", Payouts.Freeze),
        new("withdraw", "提现 20.00，手续费 1.00", "a withdrawal", Payouts.Withdraw, "withdraw-1 OK"),
        new("payout", "提现 10.00，手续费 0.50", "a withdrawal that the bank will return", Payouts.WithdrawToBeReturned, "withdraw-2 OK"),
        new("unpaid", "下单未付", "an order that nobody pays", Trades.Unpaid),
        new("nextday", "次日 14:30，退款到渠道", "next day: the refund goes to the channel", Trades.NextDay, "refund-2 OK"),
        new("night", "00:30 日终，关闭未付订单", "the night closes the unpaid order", Trades.Night),
        new("returned", "第三天银行退票", "on day 3 the bank returns the payout, with the fee", Payouts.Returned, "withdraw-2 error"),
        new("escrow", "托管代收 400.00，三家收款", "another day: a buyer pays into escrow for three receivers, fee 4.00", EscrowDay.Collect,
            "collect-2 OK"),
        new("single", "单笔代付 150.00，再分账", "one receiver is paid, and gives a part on", EscrowDay.PayOne, "pay-1 OK"),
        new("rows", "批量代付 196.00", "two receivers are paid by one batch", EscrowDay.PayTwo, "pay-c OK, pay-d OK"),
        new("unpaidout", "代付前退款 30.00", "a refund of what is still in escrow", EscrowDay.RefundBefore, "refund-3 OK"),
        new("paidout", "代付后退款 25.00", "a refund of what was paid out: its receiver gives it back", EscrowDay.RefundAfter, "refund-4 OK"),
        new("transfer", "平台转账 30.00，退回 10.00", "the platform gives, and takes a part back", EscrowDay.Transfer, "refund-5 OK"),
        new("files", "次日 08:00 对账文件", "next morning: the day's check files, against the demo's own figures", CheckFiles.Play),
        new("accp", "第二扇门：连连 ACCP，王芳开户", "a second door, LianLian ACCP: Wang opens an account there", AccpDay.Open, "open-1 NORMAL"),
        new("topup", "ACCP 银行卡充值 500.00，短信验证", "ACCP: a top-up by card, with a code", AccpDay.TopUp, "topup-1 TRADE_SUCCESS"),
        new("consume", "ACCP 消费 200.00：余额 120 + 优惠券 20 + 微信 60，三家收款", "ACCP: three payees, by balance, coupon and WeChat", AccpDay.Consume,
            "consume-1 TRADE_SUCCESS"),
        new("secured", "ACCP 担保消费 150.00", "ACCP: 150.00 wait under guarantee", AccpDay.Secure, "secured-1 TRADE_SUCCESS"),
        new("confirm", "ACCP 担保确认 60.00，退款 40.00，再确认 50.00", "ACCP: confirmed in two parts, with a refund between", AccpDay.Confirm,
            "back-1 TRADE_SUCCESS"),
        new("checked", "ACCP 提现 100.00，手续费 2.00，复核后放行", "ACCP: a withdrawal with a fee, after a second check", AccpDay.Withdraw,
            "withdraw-3 TRADE_SUCCESS"),
        new("close", "对账", "the books", Closing.Play),
    ];
}
