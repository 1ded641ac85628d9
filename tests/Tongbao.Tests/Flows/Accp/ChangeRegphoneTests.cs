using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class ChangeRegphoneTests
{
    private const string Apply = "change-regphone-apply", Confirm = "change-regphone-verify";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A8#1", "A8#6")]
    public async Task Password_old_phone_and_the_code_that_went_to_the_new_one_change_it(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        var boss = await flow.GivenCompany("u2");
        var (phone, serial) = (Person.New("u2").Phone, AccpFlow.Serial());
        var sentToOld = await flow.SmsCount(boss.Phone);
        var applied = await flow.Account(Apply, await Change(flow, boss.Phone, phone, serial));
        Assert.Equal((1, sentToOld), (await flow.SmsCount(phone), await flow.SmsCount(boss.Phone)));
        var code = await flow.Sms(phone);
        var verify = new { user_id = "u2", txn_seqno = serial, token = applied.Text("token"), verify_code_new = code };
        await flow.Account(Confirm, AccpFlow.With(verify, new { verify_code_new = AccpFlow.NotThis(code) }), "1017");
        await flow.Account(Confirm, AccpFlow.With(verify, new { token = "no" }), "1000");
        await flow.Account(Apply, await Change(flow, phone, boss.Phone), "2011");
        Assert.DoesNotContain(flow.Receiver.Received, n => n.Subject == serial);
        await flow.Account(Confirm, verify);
        await flow.Account(Confirm, verify, "1000");
        var told = Assert.Single(await flow.Receiver.WaitFor(serial));
        Assert.Equal(("SUCCESS", "u2", applied.Text("accp_txno")), (told.Text("result"), told.Text("user_id"), told.Text("accp_txno")));
        await flow.Account("find-password-apply", new { user_id = "u2" });
        // The code that changed it is used up.
        Assert.Equal((1, sentToOld), (await flow.SmsCount(phone), await flow.SmsCount(boss.Phone)));
        Assert.Equal("ChangePhone", (await flow.Account("query-txn", new { txn_seqno = serial })).Text("busi_type"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("A8#4", "A8#5")]
    public async Task The_next_payments_code_goes_to_the_phone_that_is_bound_by_then()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite, new { smsThreshold = 1 });
        var boss = await flow.GivenCompany("u2");
        await flow.GivenMoney("u2", "100.00");
        var (phone, serial) = (Person.New("u2").Phone, AccpFlow.Serial());
        var applied = await flow.Account(Apply, await Change(flow, boss.Phone, phone, serial));
        var code = await flow.Sms(phone);
        var verify = new { user_id = "u2", txn_seqno = serial, token = applied.Text("token"), verify_code_new = code };
        await flow.Account(Confirm, AccpFlow.With(verify, new { verify_code_new = AccpFlow.NotThis(code) }), "1017");
        Assert.Equal((1, 0), await CodesOfAPayment());
        await flow.Account(Confirm, verify);
        Assert.Equal((0, 1), await CodesOfAPayment());

        async Task<(int ToOld, int ToNew)> CodesOfAPayment()
        {
            var (old, @new) = (await flow.SmsCount(boss.Phone), await flow.SmsCount(phone));
            var order = await flow.GivenPurchase("u2", "1.00", ("MERCHANT", "1.00"));
            await flow.PayByBalance(order, "u2", "1.00", code: "8888");
            return (await flow.SmsCount(boss.Phone) - old, await flow.SmsCount(phone) - @new);
        }
    }

    [Fact, Holds("A8#2", "A8#3", "W55", "W18")]
    public async Task Another_old_phone_the_same_phone_and_a_wrong_password_send_nothing()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var boss = await flow.GivenCompany("u2");
        var (phone, serial) = (Person.New("u2").Phone, AccpFlow.Serial());
        var request = await Change(flow, boss.Phone, phone, serial);
        await flow.Account(Apply, AccpFlow.With(request, new { reg_phone = Person.New("u2").Phone }), "2011");
        await flow.Account(Apply, AccpFlow.With(request, new { reg_phone_new = boss.Phone }), "2012");
        await flow.Account(Apply, AccpFlow.With(request, new { password = await flow.Seal("wrong123") }), "1015");
        var factor = await flow.Factor("u2");
        var keyed = new { random_key = factor.Key, password = factor.Seal("wrong123") };
        await flow.Account(Apply, AccpFlow.With(request, keyed), "1015");
        await flow.Account(Apply, AccpFlow.With(request, keyed), "1013");
        await flow.Account(Apply, AccpFlow.With(request, new { user_id = "nobody" }), "2003");
        Assert.Contains("（reg_phone_new）", (await flow.Account(Apply, AccpFlow.With(request, new { reg_phone_new = "1" }), "1005"))
            .Message);
        Assert.Equal(0, await flow.SmsCount(phone));
        await flow.Account(Apply, request);
        await flow.Account(Apply, request, "1010");
        await flow.ChangeState("u2", "pause");
        await flow.Account(Apply, await Change(flow, boss.Phone, phone), "2001");
    }

    private static async Task<object> Change(AccpFlow flow, string old, string phone, string? serial = null) => new
    {
        user_id = "u2", txn_seqno = serial ?? AccpFlow.Serial(), txn_time = AccpClient.Stamp(), notify_url = flow.Receiver.Url(),
        reg_phone = old, reg_phone_new = phone, password = await flow.Seal(AccpFlow.Password),
    };
}
