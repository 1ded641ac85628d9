using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>代付: by which way a withdrawal leaves (通商云 5.2, 4.2.3 (6)).</summary>
public abstract class PayoutTests(Store store) : FlowTests(store)
{
    private static JsonObject Way(string method) => Flow.WayOut(method, 30_00);

    [Theory]
    [InlineData("WITHDRAW_TLT"), InlineData("WITHDRAW_JFB"), InlineData("WITHDRAW_HTBANK")]
    [Holds("WITHDRAW_TLT#1-2", "WITHDRAW_TLT#7", "WITHDRAW_JFB#1-2", "WITHDRAW_JFB#8", "WITHDRAW_HTBANK#1-2", "WITHDRAW_HTBANK#7")]
    public async Task Without_validation_the_bank_is_asked_at_once(string method)
    {
        var order = await flow.When("withdrawApply", Json.Merge(await Good(method), new { validateType = 0 }));
        Assert.Equal(("success", "seller"), (order.Text("payStatus"), order.Text("bizUserId")));
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("seller  70.00");
    }

    [Theory]
    [InlineData("WITHDRAW_TLT"), InlineData("WITHDRAW_JFB"), InlineData("WITHDRAW_HTBANK"), InlineData("WITHDRAW_SD")]
    [Holds("WITHDRAW_TLT#1", "WITHDRAW_TLT#3", "WITHDRAW_JFB#1", "WITHDRAW_JFB#3", "WITHDRAW_HTBANK#1", "WITHDRAW_HTBANK#3",
        "WITHDRAW_SD#2", "WITHDRAW_SD#5")]
    public async Task The_code_of_the_SMS_confirms_it(string method)
    {
        var order = await flow.When("withdrawApply", Json.Merge(await Good(method), new { validateType = 1 }));
        Assert.False(order.Has("payStatus"));
        await flow.Pay(order);
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("seller  70.00");
    }

    [Theory]
    [InlineData("success"), InlineData("fail"), InlineData("pending")]
    [Holds("WITHDRAW_TLT#6", "WITHDRAW_JFB#7", "WITHDRAW_HTBANK#6", "WITHDRAW_SD#4")]
    public async Task The_bank_says_at_once_how_it_went(string result)
    {
        await GivenSeller(200_00);
        var told = new Table();
        foreach (var method in new[] { "WITHDRAW_TLT", "WITHDRAW_JFB", "WITHDRAW_HTBANK", "WITHDRAW_SD" })
        {
            await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = method }, [new { result }]);
            var confirms = method == "WITHDRAW_SD";
            var order = await flow.When("withdrawApply",
                new { bizUserId = "seller", amount = 30_00, payMethod = Way(method), validateType = confirms ? 1 : 0 });
            told.Add($"{method} {result}", $"{method} {(confirms ? await flow.Confirm(order) : order).Text("payStatus")}");
        }
        told.MustMatch();
        await flow.ThenBalances($"""
            seller         {(result == "success" ? "80.00" : "200.00")}
            seller/frozen  {(result == "pending" ? "120.00" : "0.00")}
            """);
    }

    [Fact]
    public async Task Shandong_pays_out_to_a_companys_own_account_where_it_knows_the_place_of_its_bank()
    {
        await flow.GivenCompany("shop");
        await flow.GivenDeposit("shop", 100_00);
        JsonObject Withdrawal(object place)
        {
            var withdrawal = Json.Object(new { bizUserId = "shop", amount = 30_00, bankCardPro = 1, validateType = 1,
                payMethod = Way("WITHDRAW_SD") });
            withdrawal["payMethod"]!["WITHDRAW_SD"] = Json.Merge(withdrawal["payMethod"]!["WITHDRAW_SD"]!, place);
            return withdrawal;
        }
        await flow.WhenRefused("10001", "withdrawApply", Withdrawal(new { }));
        await flow.WhenRefused("10001", "withdrawApply", Withdrawal(new { province = "山东" }));
        await flow.WhenRefused("10001", "withdrawApply", Withdrawal(new { city = "济南" }));
        await flow.Pay(await flow.When("withdrawApply", Withdrawal(new { province = "山东", city = "济南" })));
        await flow.ThenBalances("shop  70.00");
    }

    [Fact]
    [Holds("WITHDRAW_TLT#5", "4.2.3#14")]
    public async Task A_withdrawal_that_names_no_method_goes_by_TLT()
    {
        await Good("WITHDRAW_TLT");
        await flow.ChangeSettings(new { payMethods = new[] { "WITHDRAW_JFB" } });
        await flow.WhenRefused("40025", "withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
        await flow.ChangeSettings(new { payMethods = new[] { "WITHDRAW_TLT" } });
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 30_00, validateType = 0 });
    }

    [Theory]
    [InlineData("WITHDRAW_TLT", "D0 D1 T1customized D0customized"), InlineData("WITHDRAW_HTBANK", "D0 D1 T1customized D0customized")]
    [InlineData("WITHDRAW_SD", "D0 D1 T1customized"), InlineData("WITHDRAW_JFB", "D0 D1")]
    [Holds("WITHDRAW_HTBANK#5", "WITHDRAW_SD#7", "WITHDRAW_JFB#6", "4.2.3#7")]
    public async Task A_method_does_not_arrive_in_every_way(string method, string arrivals)
    {
        var good = await Good(method);
        foreach (var withdrawType in new[] { "D0", "D1", "T1customized", "D0customized" })
        {
            var order = Json.Merge(good, new { withdrawType, amount = 30_00, validateType = 1 });
            if (arrivals.Split(' ').Contains(withdrawType)) await flow.When("withdrawApply", order);
            else await flow.WhenRefused("40042", "withdrawApply", order);
        }
    }

    [Theory]
    [InlineData("WITHDRAW_TLT"), InlineData("WITHDRAW_JFB"), InlineData("WITHDRAW_HTBANK")]
    public async Task The_province_of_the_bank_and_its_city_are_told_together(string method)
    {
        var good = await Good(method);
        foreach (var (field, value) in new[] { ("province", "上海"), ("city", "上海") })
        {
            var half = Json.Object(good);
            half["payMethod"]![method]![field] = value;
            await flow.WhenRefused("10001", "withdrawApply", half);
        }
        var wrong = Json.Object(good);
        wrong["payMethod"]![method]!["unionBank"] = "12345";
        await flow.WhenRefused("40037", "withdrawApply", wrong);
    }

    [Fact]
    [Holds("WITHDRAW_SD#1")]
    public async Task Shandong_pays_out_nothing_unconfirmed() =>
        await flow.ThenRefused("withdrawApply", await Good("WITHDRAW_SD"), ("40027", new { validateType = 0 }),
            ("30032", new { validateType = 2 }));

    [Fact]
    public async Task Ways_in_are_no_ways_out()
    {
        await Good("WITHDRAW_TLT");
        await flow.WhenRefused("40025", "withdrawApply", new { bizUserId = "seller", amount = 30_00, payMethod = Flow.Scan(30_00) });
        await flow.GivenMember("buyer");
        await flow.WhenRefused("40025", "consumeApply", Flow.Purchase("", 30_00, more: new { payMethod = Way("WITHDRAW_JFB") }));
    }

    private async Task GivenSeller(long amount)
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", amount);
    }

    private async Task<object> Good(string method)
    {
        await GivenSeller(100_00);
        return new { bizUserId = "seller", amount = 30_00, payMethod = Way(method) };
    }
}

public sealed class PayoutOnSqlite() : PayoutTests(Store.Sqlite);

public sealed class PayoutOnPostgres() : PayoutTests(Store.Postgres);
