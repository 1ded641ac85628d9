namespace Tongbao.Server.Cli.Demo;

/// <summary>冻结与提现: money is frozen, and withdrawn to the members' banks.</summary>
internal static class Payouts
{
    public static async Task Freeze(Stage s)
    {
        await s.Call("freezeMoney", "freeze-1", 20_00, Held(s, 20_00));
        await s.Call("unfreezeMoney", "freeze-1", 5_00, Held(s, 5_00));
    }

    public static async Task Withdraw(Stage s)
    {
        await Ask(s, "withdraw-1", Cast.Florist, 20_00, fee: 1_00, validateType: 1);
        await s.Confirm(Cast.Florist, "withdraw-1");
    }

    /// <summary>The bank reports success, and returns the money on the third day.</summary>
    public static async Task WithdrawToBeReturned(Stage s)
    {
        await s.Sandbox.Scenario(new { payMethod = "WITHDRAW_TLT", bizUserId = Cast.Courier.Id }, new { result = "success" },
            new { after = "P3D", result = "fail", message = "账户已销户" });
        s.Screen.Step("/sandbox/scenarios", $"WITHDRAW_TLT {Tongue.Say("成功，第三天退票", "success, returned after P3D")}");
        await Ask(s, "withdraw-2", Cast.Courier, 10_00, fee: 0_50, validateType: 0);
        await s.MustStand("withdraw-2", 4, Tongue.Say("提现成功", "paid out"));
    }

    public static async Task Returned(Stage s)
    {
        await s.Clock(3, "10:00");
        await s.MustStand("withdraw-2", 3, Tongue.Say("退票", "returned by the bank"));
    }

    private static Task Ask(Stage s, string order, Member who, long amount, long fee, int validateType) =>
        s.Call("withdrawApply", order, amount, new
    {
        bizOrderNo = order, bizUserId = who.Id, accountSetNo = s.CustodySet, amount, fee, validateType, backUrl = s.BackUrl,
        bankCardNo = s.Encrypt(who.Card), bankCardPro = 0, withdrawType = "D0", industryCode = "1910", industryName = "其他", source = 2,
    });

    private static object Held(Stage s, long amount) =>
        new { bizUserId = Cast.Shop.Id, bizFreezenNo = "freeze-1", accountSetNo = s.CustodySet, amount };
}
