using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

/// <summary>单笔限额、单日限额: of a user 3010 and 3011, of the merchant 3013 and 3014; the limit of a day is one for all that a payer pays.</summary>
public sealed class LimitsTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W94")]
    public async Task What_a_user_pays_on_a_day_counts_together_whichever_way_and_anew_after_midnight(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        var user = await flow.GivenUser("u1");
        await flow.GivenUser("u3");
        await flow.GivenMoney("u1", "500.00");
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { singleOrderLimit = 10_000, dailyAmountLimit = 20_000 });
        var tooLarge = await flow.GivenPurchase("u1", "100.01", ("u3", "100.01"));
        await flow.PayByBalance(tooLarge, "u1", "100.01", code: "3010");
        await flow.PayByScan(tooLarge, "u1", "100.01", "3010");
        var bought = await flow.GivenPurchase("u1", "100.00", ("u3", "100.00"));
        await flow.PayByBalance(bought, "u1", "100.00");
        await flow.Trade("withdrawal", await flow.WithdrawalOf(user, "50.00"));

        var (above, within) = (await flow.GivenGuarantee("u1", "50.01", ("u3", "50.01")), await flow.GivenGuarantee("u1", "50.00"));
        await flow.PayByBalance(above, "u1", "50.01", code: "3011");
        await flow.PayByScan(above, "u1", "50.01", "3011");
        await flow.Trade("withdrawal", await flow.WithdrawalOf(user, "50.01"), "3011");
        await flow.Trade("transfer", await Transfer(flow, "50.01"), "3011");
        // What came to nothing counts no more.
        await flow.PayByScan(within, "u1", "50.00");
        await flow.Trade("transfer", await Transfer(flow, "0.01"), "3011");
        await flow.ChannelSays(within, "fail");
        await flow.Trade("transfer", await Transfer(flow, "50.00"));
        await flow.PayByScan(within, "u1", "50.00", "3011");
        await flow.ThenStands("""
            u1  300.00
            u3  150.00
            """);
        await flow.Sandbox.Advance("P1D");
        await flow.PayByBalance(above, "u1", "50.01");
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W94")]
    public async Task The_merchant_as_payer_has_the_same_limits_under_codes_of_its_own(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.GivenMerchantMoney("500.00");
        await flow.Sandbox.ChangeSettings(flow.App.Id, new { singleOrderLimit = 10_000, dailyAmountLimit = 20_000 });
        await flow.Trade("transfer", flow.TransferTo("u1", "100.01"), "3013");
        await flow.Trade("transfer", flow.TransferTo("u1", "100.00"));
        var tooLarge = await TopUp(flow, "100.01");
        await flow.PayByScan(tooLarge, flow.App.Id, "100.01", "3013");
        var topUp = await TopUp(flow, "60.00");
        await flow.PayByScan(topUp, flow.App.Id, "60.00");
        await flow.ChannelSays(topUp);
        await flow.Trade("transfer", flow.TransferTo("u1", "40.01"), "3014");
        await flow.Trade("transfer", flow.TransferTo("u1", "40.00"));
        await flow.PayByScan(await TopUp(flow, "0.01"), flow.App.Id, "0.01", "3014");
        await flow.ThenStands("""
            u1      140.00
            MCHOWN  420.00
            """);
        await flow.Sandbox.Advance("P1D");
        await flow.Trade("transfer", flow.TransferTo("u1", "40.01"));
        await flow.CloseTheDay();
    }

    private static async Task<object> Transfer(AccpFlow flow, string yuan) => AccpFlow.With(flow.TransferTo("u3", yuan), new
    {
        payerInfo = new { payer_type = "USER", payer_id = "u1", payer_accttype = (string?)null, password = await flow.Seal(AccpFlow.Password) },
    });

    private static async Task<string> TopUp(AccpFlow flow, string yuan)
    {
        var serial = AccpFlow.Serial();
        await flow.Trade("tradecreate", AccpFlow.With(flow.Order(serial, "MCH_TOPUP", null, yuan), new
        {
            payeeInfo = new { payee_id = flow.App.Id, payee_type = "MERCHANT", payee_accttype = "MCHOWN", payee_amount = yuan },
        }));
        return serial;
    }
}
