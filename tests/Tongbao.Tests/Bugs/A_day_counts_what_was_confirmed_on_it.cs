using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A day's limit was looked at on the day of the confirmation and counted on the day of the application; of withdrawals it was not looked
/// at when they were confirmed.
/// </summary>
public abstract class A_day_counts_what_was_confirmed_on_it(Store store) : BugTests(store)
{
    [Fact]
    public async Task Withdrawals_that_wait_for_their_codes_do_not_pass_the_limit_of_a_day_together()
    {
        await flow.GivenDeposit("seller", 300_00);
        await flow.ChangeSettings(new { dailyAmountLimit = 199_99 });
        var (one, two) = (await Withdrawal(), await Withdrawal());
        await Confirm(one);
        await ThenRefused("40047", two);
        await flow.ThenBalances("seller  200.00");
    }

    [Fact]
    public async Task Purchases_made_before_midnight_and_confirmed_after_it_count_on_the_new_day()
    {
        await flow.GivenDeposit("buyer", 200_00);
        await flow.ChangeSettings(new { dailyOrderLimit = 1 });
        await AMinuteBeforeMidnight();
        var byCard = await flow.QuickPay("buyer", 100_00);
        var (refused, paid, tooMany) =
            (await Coded(await Purchase(byCard)), await Coded(await Purchase(flow.Balance(100_00))),
            await Coded(await Purchase(flow.Balance(100_00))));
        await flow.Advance("PT2M");
        await Scenario("QUICKPAY_TLT", new { result = "fail" });
        await Confirm(refused);        // what fails counts no longer
        await flow.ThenOrderIs(OrderStatus.Failed, refused.Order);
        await Confirm(paid);
        await ThenRefused("40045", tooMany);
        await flow.WhenRefused("40045", "consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 1_00 });
    }

    [Fact]
    public async Task What_was_taken_back_after_its_success_counts_no_longer()
    {
        await flow.ChangeSettings(new { dailyOrderLimit = 1 });
        await flow.At($"{await Tomorrow()}T09:00:00+08:00");
        await Scenario("SCAN_WEIXIN", new { result = "success" }, new { after = "PT1H", result = "reversed" });
        await Purchase(Flow.Scan(100_00));
        await flow.WhenRefused("40045", "consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 1_00 });
        await flow.Advance("PT2H");
        await Purchase(Flow.Scan(100_00));
    }

    private async Task<(Tsy2Reply Order, string Code)> Withdrawal() =>
        await Coded(await flow.When("withdrawApply", new { bizUserId = "seller", amount = 100_00, validateType = 1 }));

    /// <summary>An order with the code that was sent for it; the next one's is a second newer.</summary>
    private async Task<(Tsy2Reply Order, string Code)> Coded(Tsy2Reply order)
    {
        var code = await flow.SmsFor(order);
        await flow.Advance("PT1S");
        return (order, code);
    }

    private Task Confirm((Tsy2Reply Order, string Code) order) => flow.When("pay", Confirmation(order));

    private Task ThenRefused(string error, (Tsy2Reply Order, string Code) order) => flow.WhenRefused(error, "pay", Confirmation(order));

    private static object Confirmation((Tsy2Reply Order, string Code) order) =>
        new { bizUserId = (order.Order.Request["payerId"] ?? order.Order.Request["bizUserId"])!.GetValue<string>(),
            bizOrderNo = order.Order.BizOrderNo, verificationCode = order.Code };

    private async Task AMinuteBeforeMidnight() => await flow.At($"{await Tomorrow()}T23:59:00+08:00");

    private async Task<string> Tomorrow() => $"{(await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).AddDays(1):yyyy-MM-dd}";
}

public sealed class A_day_counts_what_was_confirmed_on_it_on_sqlite() : A_day_counts_what_was_confirmed_on_it(Store.Sqlite);

public sealed class A_day_counts_what_was_confirmed_on_it_on_postgres() : A_day_counts_what_was_confirmed_on_it(Store.Postgres);
