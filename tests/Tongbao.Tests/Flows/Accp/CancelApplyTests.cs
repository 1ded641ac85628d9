using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class CancelApplyTests
{
    private const string Apply = "cancel-apply";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W57", "W61")]
    public async Task The_password_and_the_users_own_data_close_it_for_ever_and_free_its_number(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store, new { usersPerPerson = 1 });
        var user = await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var serial = AccpFlow.Serial();
        var closed = await flow.Account(Apply, await flow.Closing(user, serial));
        Assert.Equal(("u1", serial), (closed.Text("user_id"), closed.Text("txn_seqno")));
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("u1", "SUCCESS", closed.Text("accp_txno")), (told.Text("user_id"), told.Text("result"), told.Text("accp_txno")));
        var operation = await flow.Account("query-txn", new { txn_seqno = serial });
        Assert.Equal(("CancelUser", "SUCCESS"), (operation.Text("busi_type"), operation.Text("status")));
        Assert.Equal("CANCEL", await flow.Status("u1"));
        var accounts = await flow.Account("query-acctinfo", new { user_id = "u1", user_type = "INNERUSER" });
        Assert.Equal(("CANCEL", "CANCEL"), (accounts.Text("acctinfo_list[0].acct_state"), accounts.Text("acctinfo_list[1].acct_state")));

        await flow.Closes(user, "2001");
        await flow.Account("individual-bindcard-apply", await flow.Binding("u1", Person.New("u1")), "2001");
        await flow.Trade("withdrawal", await flow.WithdrawalOf(user, "1.00"), "2001");
        await flow.Trade("tradecreate", flow.Order(AccpFlow.Serial(), "USER_TOPUP", "u1", "1.00"), "2001");
        await flow.Trade("tradecreate", flow.Order(AccpFlow.Serial(), "GENERAL_CONSUME", "u3", "1.00", ("u1", "1.00")), "2001");
        await flow.Trade("transfer", flow.TransferTo("u1", "1.00"), "2001");
        await flow.Account("openacct-apply-individual", flow.PersonPapers(user, AccpFlow.Serial()), "2006");
        foreach (var change in new[] { "resume", "unlock" })
            Assert.Equal(409, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.ChangeState("u1", change))).Status);

        var again = Person.New("u2") with { IdNumber = user.IdNumber };
        var (application, token) = await flow.GivenApplication(again);
        (await flow.Verify(again, application, token, await flow.Sms(again.Phone))).Must();
        await flow.CloseTheDay();
    }

    [Fact, Holds("W57", "W41", "W18")]
    public async Task Other_data_a_wrong_password_and_a_taken_serial_close_nothing()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var user = await flow.GivenUser("u1");
        var request = await flow.Closing(user);
        await flow.Account(Apply, AccpFlow.With(request, new { user_name = "李四" }), "1027");
        await flow.Account(Apply, AccpFlow.With(request, new { id_no = Person.New("u1").IdNumber }), "1026");
        await flow.Account(Apply, AccpFlow.With(request, new { reg_phone = Person.New("u1").Phone }), "2011");
        await flow.Account(Apply, AccpFlow.With(request, new { password = await flow.Seal("wrong123") }), "1015");
        await flow.Account(Apply, AccpFlow.With(request, new { user_id = "nobody" }), "2003");
        await flow.ChangeState("u1", "lock");
        await flow.Account(Apply, request, "2002");
        await flow.ChangeState("u1", "unlock");
        Assert.Equal("NORMAL", await flow.Status("u1"));
        await flow.GivenMoney("u1", "0.01");
        await flow.Account(Apply, request, "2010");
        await Withdraws(flow, user, "0.01");
        await flow.Account(Apply, request);
        var taken = AccpFlow.Serial();
        var other = await flow.GivenUser("u4");
        await flow.Trade("tradecreate", flow.Order(taken, "USER_TOPUP", "u4", "1.00"));
        await flow.Account(Apply, await flow.Closing(other, taken), "1010");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W57")]
    public async Task Who_has_an_order_open_closes_when_it_is_over()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var (payer, other) = (await flow.GivenUser("u1"), await flow.GivenUser("u3"));
        var (alone, several) = (await flow.GivenUser("u4"), await flow.GivenUser("u5"));
        await flow.GivenUserWith("rich", "100.00");
        var unpaid = await flow.GivenOrder("USER_TOPUP", "u1", "10.00");
        await flow.Closes(payer, "2010");
        await flow.Trade("close-payment", new { txn_seqno = unpaid });

        var toOne = await flow.GivenPurchase("rich", "10.00", ("u4", "8.00"), ("MERCHANT", "2.00"));
        var toTwo = await flow.GivenPurchase("rich", "10.00", ("u5", "5.00"), ("u3", "5.00"));
        var never = await flow.GivenPurchase("rich", "10.00", ("u1", "10.00"));
        foreach (var order in new[] { toOne, toTwo }) await flow.PayByScan(order, "rich", "10.00");
        foreach (var payee in new[] { alone, several, other }) await flow.Closes(payee, "2010");
        foreach (var order in new[] { toOne, toTwo }) await flow.ChannelSays(order, "fail");
        foreach (var payee in new[] { alone, several, other, payer }) await flow.Closes(payee);
        await flow.PayByBalance(never, "rich", "10.00", code: "2001");
        await flow.PayByScan(toTwo, "rich", "10.00", "2001");
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W57")]
    public async Task Guarantee_money_ties_who_paid_it_and_who_waits_for_it(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var (payer, payee) = (await flow.GivenUserWith("u1", "10.00"), await flow.GivenUser("u3"));
        var order = await flow.GivenGuarantee("u1", "10.00", ("u3", "10.00"));
        await flow.PayByBalance(order, "u1", "10.00");
        await flow.Closes(payer, "2010");
        await flow.Closes(payee, "2010");
        var refund = Json.Object(flow.RefundOf(order, "u1", "10.00", flow.App.Id, "10.00"));
        await flow.Trade("asyn-refund", AccpFlow.With(refund,
            new { refundOrderInfo = new { payee_type = "MERCHANT", payee_accttype = "MCHASSURE" } }));
        await flow.Closes(payee);
        await flow.Closes(payer, "2010");
        await Withdraws(flow, payer, "10.00");
        await flow.Closes(payer);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W57")]
    public async Task A_refund_under_way_ties_who_gives_and_who_gets_and_nothing_is_refunded_to_a_closed_balance()
    {
        await using var flow = await AccpFlow.OnOwnServer(Store.Sqlite);
        var (payer, payee) = (await flow.GivenUserWith("u1", "5.00"), await flow.GivenUser("u3"));
        var order = await flow.GivenPurchase("u1", "10.00", ("u3", "10.00"));
        await flow.Trade("payment-gw", AccpFlow.With(flow.GatewayCall(order, "u1", "10.00", ("WECHAT_NATIVE", "5.00"), ("BALANCE", "5.00")),
            new { payerInfo = new { password = await flow.Seal(AccpFlow.Password) } }));
        await flow.ChannelSays(order);
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "REFUND" },
            [new { result = "pending" }, new { after = "PT1H", result = "success" }]);
        await flow.Trade("asyn-refund", flow.RefundOf(order, "u1", "10.00", "u3", "5.00", "WECHAT_NATIVE"));
        await Withdraws(flow, payee, "5.00");
        await flow.Closes(payer, "2010");
        await flow.Closes(payee, "2010");
        await flow.Sandbox.Advance("PT1H");
        await flow.Closes(payer);
        await flow.GivenMoney("u3", "5.00");
        await flow.Trade("asyn-refund", flow.RefundOf(order, "u1", "10.00", "u3", "5.00"), "2001");
        await flow.ThenStands("""
            u1  0.00
            u3  5.00
            """);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W57")]
    public async Task A_company_is_closed_likewise_and_stays_locked_on_every_wire()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var tsy2 = await flow.GivenDoorOfTsy2();
        var boss = await flow.GivenCompany("c1");
        var papers = AccpFlow.With(await flow.Closing(boss), new
        {
            user_name = "某某有限公司", id_type = "UNIFIED_SOCIAL_CREDIT_CODE", id_no = $"91{boss.IdNumber[..15]}A",
        });
        await flow.Account(Apply, AccpFlow.With(papers, new { id_no = boss.IdNumber }), "1026");
        await flow.Account(Apply, papers);
        Assert.Equal("CANCEL", await flow.Status("c1"));
        Assert.Equal("CANCEL", (await flow.Account("query-acctinfo", new { user_id = "c1", user_type = "INNERCOMPANY" }))
            .Text("acctinfo_list[1].acct_state"));
        Assert.Equal("30002", (await tsy2.Call("MemberService", "sendVerificationCode",
            new { bizUserId = "c1", phone = boss.Phone, verificationCodeType = 6 })).ErrorCode);
        Assert.Equal("30022", (await tsy2.Call("MemberService", "unlockMember", new { bizUserId = "c1" })).ErrorCode);
        Assert.Equal("CANCEL", await flow.Status("c1"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("W57")]
    public async Task A_split_of_another_wire_gives_nothing_to_who_is_closed_by_then()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var tsy2 = await flow.GivenDoorOfTsy2();
        foreach (var user in new[] { "u1", "u3" }) await flow.GivenUser(user);
        var partner = await flow.GivenUser("u4");
        Assert.True((await tsy2.Call("OrderService", "consumeApply", new
        {
            payerId = "u1", recieverId = "u3", bizOrderNo = "split-1", amount = 10_00, fee = 0, validateType = 0, source = 1,
            splitRule = new[] { new { bizUserId = "u4", amount = 5_00, fee = 0 } }, backUrl = flow.Receiver.Url(),
            industryCode = "1910", industryName = "其他", payMethod = new { SCAN_WEIXIN = new { limitPay = "no_credit", amount = 10_00 } },
        })).Ok);
        await flow.Closes(partner);
        await flow.ChannelSays("split-1");
        await flow.ThenStands("""
            u3  10.00
            u4   0.00
            """);
        await flow.CloseTheDay();
    }

    /// <summary>The bank has it.</summary>
    private static async Task Withdraws(AccpFlow flow, Person user, string yuan)
    {
        var asked = await flow.WithdrawalOf(user, yuan);
        await flow.Trade("withdrawal", asked);
        await flow.Receiver.WaitFor(AccpFlow.SerialOf(asked));
    }
}
