using System.Text.Json.Nodes;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Tests.Conformance.Accp;

/// <summary>
/// Golden bytes of what the merchant's server is told on ACCP, and of what a browser brings it. TONGBAO_REWRITE=1 writes them anew.
/// </summary>
public sealed class AccpGoldenNoticesTests : MarketTests
{
    private AccpFlow flow = null!;

    public override async ValueTask InitializeAsync() => flow = Kept(await AccpFlow.OnSharedServer(Store.Sqlite));

    [Fact]
    public async Task Openings_are_told_in_these_bytes()
    {
        foreach (var (user, name) in new[] { ("u1", "王小明"), ("u2", "查无此人") })
        {
            var person = Person.New(user) with { Name = name };
            var (serial, token) = await flow.GivenApplication(person);
            (await flow.Verify(person, serial, token, await flow.Sms(person.Phone))).Must();
            await ThenTold("notify-openacct-individual", user == "u1" ? "open" : "failed", serial);
        }
        foreach (var (user, result) in new[] { ("u3", "approve"), ("u4", "reject") })
        {
            var (_, serial) = await flow.GivenCompanyInReview(user);
            await flow.GivenPhotos(user);
            await flow.Sandbox.Review(flow.App.Id, user, result, result == "reject" ? "营业执照不清晰" : null);
            await ThenTold("notify-openacct-enterprise", result == "approve" ? "open" : "failed", serial);
        }
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { remittanceProof = true });
        var (_, waiting) = await flow.GivenCompanyInReview("u5");
        await flow.GivenPhotos("u5");
        await flow.Sandbox.Review(flow.App.Id, "u5", "approve");
        await ThenTold("notify-openacct-enterprise", "waits-for-remittance", waiting);
    }

    [Theory]
    [InlineData("individual-bindcard-verify", "notify-bindcard")]
    [InlineData("unlinkedacct-ind-apply", "notify-unlinkedacct")]
    [InlineData("enterprise-changecard-apply", "notify-changecard")]
    [InlineData("change-regphone-verify", "notify-change-regphone")]
    [InlineData("change-linkedphone-verify", "notify-change-linkedphone")]
    [InlineData("cancel-apply", "notify-cancel")]
    public async Task Changes_of_an_account_are_told_in_these_bytes(string method, string notice)
    {
        var good = await GoodRequests.Of(flow, method);
        await flow.Account(method, good);
        await ThenTold(notice, "notice", good["txn_seqno"]!.GetValue<string>());
    }

    [Fact]
    public async Task Payments_are_told_in_these_bytes()
    {
        var payer = await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var topUp = await flow.GivenOrder("USER_TOPUP", "u1", "100.00");
        await flow.PayByScan(topUp, "u1", "100.00");
        await flow.ChannelSays(topUp);
        await ThenTold("notify-payment", "topped-up", topUp);
        var bought = await flow.GivenPurchase("u1", "70.00", ("u3", "50.00"), ("MERCHANT", "20.00"));
        var asked = await flow.Trade("payment-bankcard", new
        {
            txn_seqno = bought, total_amount = "70.00", payerInfo = new { user_id = "u1", password = await flow.Seal(AccpFlow.Password) },
            bankCardInfo = new { linked_acctno = payer.CardNo },
            payMethods = new[] { new { method = "AGRT_DEBIT_CARD", amount = "40.00" }, new { method = "BALANCE", amount = "30.00" } },
        }, "8888");
        await flow.Trade("validation-sms", new { user_id = "u1", txn_seqno = bought, total_amount = "70.00", token = asked.Text("token"),
            verify_code = await flow.Sms(payer.Phone) });
        await ThenTold("notify-payment", "paid-by-card-and-balance", bought);
        var secured = await flow.GivenGuarantee("u1", "10.00", ("u3", "10.00"));
        await flow.PayByBalance(secured, "u1", "10.00");
        await ThenTold("notify-payment", "paid-under-guarantee", secured);
        var transfer = flow.TransferTo("u3", "5.00");
        await flow.Trade("transfer", transfer);
        await ThenTold("notify-payment", "transferred", AccpFlow.SerialOf(transfer));
    }

    [Fact]
    public async Task Refunds_are_told_in_these_bytes()
    {
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var order = await flow.GivenPurchase("u1", "20.00", ("u3", "20.00"));
        await flow.PayByScan(order, "u1", "20.00");
        await flow.ChannelSays(order);
        foreach (var (name, result) in new[] { ("refunded", "success"), ("failed", "fail") })
        {
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "REFUND" }, [new { result, message = "账户已销户" }]);
            var refund = flow.RefundOf(order, "u1", "20.00", "u3", "5.00", "WECHAT_NATIVE");
            await flow.Trade("asyn-refund", refund);
            await ThenTold("notify-refund", name, AccpFlow.RefundNo(refund));
        }
    }

    [Fact]
    public async Task Withdrawals_are_told_in_these_bytes()
    {
        var user = await flow.GivenUserWith("u1", "100.00");
        foreach (var (name, result) in new[] { ("withdrawn", "success"), ("failed", "fail") })
        {
            await flow.Sandbox.Scenario(flow.App.Id, new { bizUserId = "u1" },
                [new { result, message = result == "fail" ? "账户已销户" : null }]);
            var asked = AccpFlow.With(await flow.WithdrawalOf(user, "10.00"), new { orderInfo = new { fee_amount = "1.00" } });
            await flow.Trade("withdrawal", asked);
            await ThenTold("notify-withdrawal", name, AccpFlow.SerialOf(asked));
        }
    }

    [Fact, Holds("W49")]
    public async Task A_page_leads_back_with_these_bytes()
    {
        await flow.GivenUser("u1");
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, "USER_TOPUP", "u1", "100.00"),
            new { payeeInfo = (object?)null, return_url = "https://shop.example/back?shop=7" }));
        var page = new Uri((await flow.PayByScan(serial, "u1", "100.00")).Text("gateway_url")!);
        var (action, fields) = AccpFlow.ReturnForm(await Browser.Follow(await Browser.Post(page, ("action", "pay"))));
        Golden.Accp.MustBe("return_url", "form", string.Join('\n', fields.Select(f => $"{f.Key}={f.Value}").Prepend(action)), flow.App.Id);
    }

    private async Task ThenTold(string notice, string name, string serial) =>
        Golden.Accp.MustBe(notice, name, (await flow.Receiver.WaitFor(serial))[^1].Body, flow.App.Id);
}
