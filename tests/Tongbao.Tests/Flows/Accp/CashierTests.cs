using System.Text;
using System.Text.Json;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>渠道支付页与页面返回: where a gateway payment goes on, and what the payer's browser brings back from there.</summary>
public sealed class CashierTests
{
    private const string ReturnUrl = "https://shop.example/back?shop=7";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T2#2", "T2#10", "W49")]
    public async Task The_bank_shows_what_is_paid_and_leads_back_with_the_notice_in_a_signed_form(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var serial = await GivenOrder(flow, "GENERAL_CONSUME");
        var answered = await flow.Trade("payment-gw", AccpFlow.With(Call(flow, serial, "EBANK_DEBIT_CARD"), new { bankcode = "01040000" }));
        Assert.Null(answered.Text("payload"));
        var bank = new Uri(answered.Text("gateway_url")!);
        foreach (var page in new[] { await Browser.Get(bank), await Browser.Post(bank), await Browser.Post(bank, ("order", serial)) })
        {
            Assert.Equal((200, "中国银行 · 通宝"), (page.Status, page.Title));
            Assert.All(new[] { "100.00", "茶叶", serial, "测试商户" }, shown => Assert.Contains(shown, page.Text, StringComparison.Ordinal));
            Assert.Empty(AccpFlow.ReturnForm(page).Fields);
        }
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(serial)).Text("txn_status"));
        await flow.ThenStands("u3  0.00");

        var paid = await Browser.Follow(await Browser.Post(bank, ("action", "pay")));
        await flow.ThenStands("u3  100.00");
        await ThenBrings(flow, paid, (await flow.Receiver.WaitFor(serial)).Single().Body);
        Assert.Contains("https://shop.example", paid.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("T3#3", "W67")]
    public async Task A_guarantee_is_paid_at_the_page_of_a_wallet_that_the_payload_names(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var serial = await GivenOrder(flow, "SECURED_CONSUME");
        var answered = await flow.Trade("payment-gw", AccpFlow.With(Call(flow, serial, "WECHAT_H5"), new { appid = "wx01" }));
        Assert.Null(answered.Text("gateway_url"));
        var wallet = new Uri(JsonDocument.Parse(answered.Text("payload")!).RootElement.GetProperty("pay_info").GetString()!);
        Assert.Contains("模拟微信", (await Browser.Get(wallet)).Text, StringComparison.Ordinal);
        var paid = await Browser.Follow(await Browser.Post(wallet, ("action", "pay")));
        await flow.ThenStands("""
            u3         0.00
            MCHASSURE  0.00 + 100.00
            """);
        await ThenBrings(flow, paid, (await flow.Receiver.WaitFor(serial)).Single().Body);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W49", "W22")]
    public async Task Who_gives_up_or_fails_brings_nothing_back_and_pays_at_another_address()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var serial = await GivenOrder(flow, "GENERAL_CONSUME");
        var scanned = await PageOf(flow, serial, "WECHAT_NATIVE");
        var given = await Browser.Follow(await Browser.Post(scanned, ("action", "cancel")));
        Assert.Equal(410, given.Status);
        Assert.Contains("付款人已取消支付", given.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop.example", given.Html, StringComparison.Ordinal);

        var other = await PageOf(flow, serial, "ALIPAY_NATIVE");
        Assert.NotEqual(scanned, other);
        Assert.Equal(410, (await Browser.Post(scanned, ("action", "pay"))).Status);
        Assert.Equal("TRADE_WAIT_PAY", (await flow.Query(serial)).Text("txn_status"));
        Assert.Equal(410, (await Browser.Follow(await Browser.Post(other, ("action", "fail")))).Status);

        var last = await PageOf(flow, serial, "EBANK_B2B");
        await flow.Trade("close-payment", new { txn_seqno = serial });
        var closed = await Browser.Get(last);
        Assert.Contains("付款未完成", closed.Text, StringComparison.Ordinal);
        Assert.Empty(AccpFlow.ReturnForm(closed).Fields);
        await flow.CloseTheDay();
    }

    [Fact, Holds("W49")]
    public async Task An_order_without_a_return_url_ends_at_the_page()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var serial = await flow.GivenOrder("USER_TOPUP", "u1", "100.00");
        var page = await PageOf(flow, serial, "EBANK_DEBIT_CARD");
        var paid = await Browser.Follow(await Browser.Post(page, ("action", "pay")));
        Assert.Contains("付款成功", paid.Text, StringComparison.Ordinal);
        Assert.Empty(AccpFlow.ReturnForm(paid).Fields);
        Assert.Equal("TRADE_SUCCESS", (await flow.Query(serial)).Text("txn_status"));
        await flow.CloseTheDay();
    }

    private static async Task<string> GivenOrder(AccpFlow flow, string type)
    {
        await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, type, "u1", "100.00", ("u3", "100.00")),
            new { return_url = ReturnUrl }));
        return serial;
    }

    private static object Call(AccpFlow flow, string serial, string method) => flow.GatewayCall(serial, "u1", "100.00", (method, "100.00"));

    private static async Task<Uri> PageOf(AccpFlow flow, string serial, string method) =>
        new((await flow.Trade("payment-gw", Call(flow, serial, method))).Text("gateway_url")!);

    /// <summary>The fields of the table of the return, signed as notices are, over the very text of the notice.</summary>
    private static async Task ThenBrings(AccpFlow flow, WebPage page, string notice)
    {
        var (action, fields) = AccpFlow.ReturnForm(page);
        Assert.Equal(ReturnUrl, action);
        Assert.Equal(Tables.Of("accp").Apis.Single(a => a.Name == "return_url").Section("form").Select(r => r.Name), fields.Keys);
        await AccpForm.MustHold(flow.Client.Signer, Encoding.UTF8.GetBytes(fields["json_context"]), fields["Signature-Type"],
            fields["Signature-Data"]);
        Assert.Equal(notice, fields["json_context"]);
    }
}
