namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// 连连日: the same platform through its second door, 连连 ACCP. A user is opened there, and pays members whom 通商云 made: by card, by balance,
/// coupon and WeChat, and under guarantee.
/// </summary>
internal static class AccpDay
{
    private const string Password = "qwerty12";

    /// <summary>The app gets its identity on ACCP, and Wang an account with a card and a payment password.</summary>
    public static async Task Open(Stage s)
    {
        s.Accp.Trust(await s.Sandbox.AddIdentity("accp", s.Accp.Merchant, s.Accp.PublicKey));
        s.Screen.Step("/sandbox/identities", $"accp oid_partner {s.Accp.Merchant}");
        var wang = Cast.Wang;
        await s.AskAccp("acctmgr/regphone-verifycode-apply", new { user_id = wang.Id, reg_phone = wang.Phone });
        await s.AskAccp("acctmgr/regphone-verifycode-verify",
            new { user_id = wang.Id, reg_phone = wang.Phone, verify_code = await s.Sandbox.Sms(wang.Phone) });
        var applied = await s.AskAccp("acctmgr/openacct-apply-individual", new
        {
            user_id = wang.Id, txn_seqno = "open-1", txn_time = AccpClient.Stamp(), notify_url = s.AccpUrl,
            basicInfo = new
            {
                reg_phone = wang.Phone, user_name = wang.Name, id_type = "ID_CARD", id_no = wang.IdNumber, id_exp = "99991231",
                address = "北京市东城区", occupation = "10",
            },
            linkedAcctInfo = new { linked_acctno = wang.Card, linked_phone = wang.Phone },
        });
        await s.AskAccp("acctmgr/openacct-verify-individual", new
        {
            user_id = wang.Id, txn_seqno = "open-1", token = applied.GetProperty("token").GetString(),
            verify_code = await s.Sandbox.Sms(wang.Phone), password = s.Accp.Seal(Password),
        });
        s.Screen.Step("openacct-…", $"{wang.Id}  {Tongue.Say("个人开户：手机号、四要素、支付密码", "a person: phone, four facts, payment password")}");
    }

    /// <summary>By the bound card: password first, then the code of the SMS.</summary>
    public static async Task TopUp(Stage s)
    {
        await Create(s, "topup-1", "USER_TOPUP", "500.00");
        var asked = await s.CallAccp("payment-bankcard", "topup-1", 500_00, new
        {
            txn_seqno = "topup-1", total_amount = "500.00", payerInfo = Payer(s),
            bankCardInfo = new { linked_acctno = Cast.Wang.Card }, payMethods = new[] { Way("AGRT_DEBIT_CARD", "500.00") },
        }, "8888");
        var code = await s.Sandbox.Sms(Cast.Wang.Phone);
        await s.AskAccp("txn/validation-sms", new
        {
            user_id = Cast.Wang.Id, txn_seqno = "topup-1", total_amount = "500.00", token = asked.GetProperty("token").GetString(),
            verify_code = code,
        });
        s.Screen.Step("validation-sms", $"{"topup-1",-11} {"",8}   {Tongue.Say("短信", "SMS")} {code}");
    }

    /// <summary>200.00 for three payees: the shop 120.00, the courier 50.00, the merchant itself 30.00.</summary>
    public static async Task Consume(Stage s)
    {
        await Create(s, "consume-1", "GENERAL_CONSUME", "200.00", Payee(Cast.Shop, "120.00"), Payee(Cast.Courier, "50.00"),
            new { payee_id = s.Accp.Merchant, payee_type = "MERCHANT", payee_amount = "30.00" });
        await s.CallAccp("payment-gw", "consume-1", 200_00, new
        {
            txn_seqno = "consume-1", total_amount = "200.00", client_ip = "203.0.113.7",
            payerInfo = new { payer_type = "USER", payer_id = Cast.Wang.Id, password = s.Accp.Seal(Password) },
            payMethods = new[] { Way("BALANCE", "120.00"), Way("COUPON", "20.00"), Way("WECHAT_NATIVE", "60.00") },
        });
        await s.BuyerPays("consume-1");
    }

    /// <summary>150.00 wait in the guarantee: 100.00 for the shop, 50.00 for the florist.</summary>
    public static async Task Secure(Stage s)
    {
        await Create(s, "secured-1", "SECURED_CONSUME", "150.00", Payee(Cast.Shop, "100.00"), Payee(Cast.Florist, "50.00"));
        await s.CallAccp("payment-balance", "secured-1", 150_00,
            new { txn_seqno = "secured-1", total_amount = "150.00", payerInfo = Payer(s) });
    }

    /// <summary>Wang confirms 60.00 for the shop, gets 40.00 back, and confirms the 50.00 of the florist.</summary>
    public static async Task Confirm(Stage s)
    {
        await Confirm(s, "confirm-1", Cast.Shop, 60_00, "60.00");
        await s.CallAccp("asyn-refund", "back-1", 40_00, new
        {
            user_id = Cast.Wang.Id, notify_url = s.AccpUrl, originalOrderInfo = Original,
            refundOrderInfo = new
            {
                refund_seqno = "back-1", refund_time = AccpClient.Stamp(), payee_id = s.Accp.Merchant, payee_type = "MERCHANT",
                payee_accttype = "MCHASSURE", refund_amount = "40.00",
            },
            refundMethods = new[] { Way("BALANCE", "40.00") },
        });
        await Confirm(s, "confirm-2", Cast.Florist, 50_00, "50.00");
        var secured = await s.AskAccp("txn/secured-query", new { txn_seqno = "secured-1" });
        var status = secured.GetProperty("orderInfo").GetProperty("secure_status").GetString()!;
        s.Screen.Step("secured-query", $"{"secured-1",-11} {"",8}   {status}");
        Stage.MustBe("secured-1 secure_status", "CONFIRM_SUCCESS", status);
    }

    /// <summary>100.00 of which 2.00 are the fee; a second person of the merchant looks at it before it goes to the bank.</summary>
    public static async Task Withdraw(Stage s)
    {
        await s.CallAccp("withdrawal", "withdraw-3", 100_00, new
        {
            notify_url = s.AccpUrl, linked_acctno = Cast.Wang.Card, check_flag = "Y",
            orderInfo = new { txn_seqno = "withdraw-3", txn_time = AccpClient.Stamp(), total_amount = "100.00", fee_amount = "2.00" },
            payerInfo = new { payer_type = "USER", payer_id = Cast.Wang.Id, password = s.Accp.Seal(Password) },
        }, "8889");
        await s.CallAccp("withdrawal-check", "withdraw-3", 100_00, new
        {
            orderInfo = new { txn_seqno = "withdraw-3", total_amount = "100.00", fee_amount = "2.00" },
            checkInfo = new { check_result = "ACCEPT" },
        });
    }

    private static Task Create(Stage s, string serial, string type, string amount, params object[] payees) =>
        s.AskAccp("txn/tradecreate", new
        {
            txn_type = type, user_id = Cast.Wang.Id, notify_url = s.AccpUrl, payeeInfo = payees,
            orderInfo = new { txn_seqno = serial, txn_time = AccpClient.Stamp(), total_amount = amount, goods_name = "茶叶" },
        });

    private static Task Confirm(Stage s, string serial, Member payee, long fen, string yuan) =>
        s.CallAccp("secured-confirm", serial, fen, new
        {
            user_id = Cast.Wang.Id, confirm_mode = "PART", originalOrderInfo = Original, payeeInfo = new[] { Payee(payee, yuan) },
            confirmOrderInfo = new { confirm_seqno = serial, confirm_time = AccpClient.Stamp(), confirm_amount = yuan },
        });

    private static readonly object Original = new { txn_seqno = "secured-1", total_amount = "150.00" };

    private static object Payer(Stage s) => new { user_id = Cast.Wang.Id, password = s.Accp.Seal(Password) };

    private static object Payee(Member who, string yuan) => new { payee_id = who.Id, payee_type = "USER", payee_amount = yuan };

    private static object Way(string method, string amount) => new { method, amount };
}
