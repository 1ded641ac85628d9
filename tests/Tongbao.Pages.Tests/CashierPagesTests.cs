using Tongbao.Tests.Flows.Accp;

namespace Tongbao.Pages.Tests;

/// <summary>渠道支付页: a payer of 连连 ACCP at a bank and at a wallet, and on to the merchant's page.</summary>
public sealed class CashierPagesTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public Task A_bank_and_the_form_that_brings_its_payer_back() => AtEachSize(async window =>
    {
        await using var accp = await AccpFlow.OnSharedServer(Store.Sqlite);
        var serial = await GivenOrder(accp);
        await window.Page.GotoAsync(await PageOf(accp, serial, "EBANK_DEBIT_CARD", "01040000"));
        await window.MustBeGood("accp-bank");
        await Press(window, "确认付款");
        await window.MustBeGood("accp-bank-paid");
        await ThenPosts(window, serial);
        Assert.Equal("TRADE_SUCCESS", (await accp.Query(serial)).Text("txn_status"));
    });

    [Fact]
    public Task A_wallet_that_was_scanned_and_one_that_was_given_up() => AtEachSize(async window =>
    {
        await using var accp = await AccpFlow.OnSharedServer(Store.Sqlite);
        var serial = await GivenOrder(accp);
        await window.Page.GotoAsync(await PageOf(accp, serial, "ALIPAY_NATIVE"));
        await window.MustBeGood("accp-wallet");
        await Press(window, "取消付款");
        await window.MustBeGood("accp-given-up", mayBeRefused: true);
        await window.Page.GotoAsync(await PageOf(accp, serial, "WECHAT_NATIVE"));
        await Press(window, "确认付款");
        await window.MustBeGood("accp-wallet-paid", mayBeRefused: true);
        await ThenPosts(window, serial);
    });

    /// <summary>The form is posted to the merchant's page as it stands, and nothing of the browser's keeps it back.</summary>
    private async Task ThenPosts(Window window, string serial)
    {
        var posted = await window.Page.RunAndWaitForRequestAsync(() => Press(window, "返回商户"), r => r.Url.StartsWith(Shop));
        Assert.Equal("POST", posted.Method);
        var body = Uri.UnescapeDataString(posted.PostData!.Replace('+', ' '));
        Assert.Contains("Signature-Data=", body);
        Assert.Contains($"\"txn_seqno\":\"{serial}\"", body);
    }

    private async Task<string> GivenOrder(AccpFlow accp)
    {
        await accp.GivenUser("u1");
        await accp.GivenUser("u3");
        var serial = AccpFlow.Serial();
        await accp.Trade("tradecreate", AccpFlow.With(accp.Order(serial, "GENERAL_CONSUME", "u1", "1288.00", ("u3", "1288.00")),
            new { return_url = Shop, orderInfo = new { goods_name = "武夷山大红袍礼盒，五百克装" } }));
        return serial;
    }

    private static async Task<string> PageOf(AccpFlow accp, string serial, string method, string? bank = null) =>
        (await accp.Trade("payment-gw", AccpFlow.With(accp.GatewayCall(serial, "u1", "1288.00", (method, "1288.00")),
            new { bankcode = bank }))).Text("gateway_url")!;
}
