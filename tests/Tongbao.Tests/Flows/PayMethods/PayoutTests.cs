using System.Text.Json.Nodes;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.PayMethods;

/// <summary>代付: by which way a withdrawal leaves (通商云 5.2, 4.2.3 (6)).</summary>
public abstract class PayoutTests(Store store) : FlowTests(store)
{
    private const string SubAccount = "1000000000001";

    private static JsonObject Way(string method) => new()
    {
        [method] = Json.Object(method switch
        {
            "WITHDRAW_TLT" => new { payTypeName = "withdraw_tlt" },
            "WITHDRAW_HTBANK" => new { subAcctNo = SubAccount, PAYEE_ACCT_NO = "6228480000000000099", PAYEE_ACCT_NAME = "王小明", AMOUNT = "3000", SIGNED_MSG_MER = "c2lnbmVk" },
            "WITHDRAW_SD" => new { amount = 30_00, unionBank = "102290000011", bankName = "工商银行上海分行" },
            _ => new { amount = 30_00 },
        }),
    };

    [Theory]
    [InlineData("WITHDRAW_TLT"), InlineData("WITHDRAW_JFB"), InlineData("WITHDRAW_HTBANK")]
    [Holds("WITHDRAW_TLT#2", "WITHDRAW_TLT#6-7", "WITHDRAW_JFB#2", "WITHDRAW_JFB#7-8", "WITHDRAW_HTBANK#2", "WITHDRAW_HTBANK#6-7")]
    public async Task Without_validation_the_bank_is_asked_at_once(string method)
    {
        var order = await flow.When("withdrawApply", Json.Merge(await Good(method), new { validateType = 0 }));
        Assert.Equal(("success", "seller"), (order.Text("payStatus"), order.Text("bizUserId")));
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("seller  70.00");
    }

    [Theory]
    [InlineData("WITHDRAW_TLT"), InlineData("WITHDRAW_JFB"), InlineData("WITHDRAW_HTBANK"), InlineData("WITHDRAW_SD")]
    [Holds("WITHDRAW_TLT#3", "WITHDRAW_JFB#3", "WITHDRAW_HTBANK#3", "WITHDRAW_SD#2", "WITHDRAW_SD#4-5")]
    public async Task The_code_of_the_SMS_confirms_it(string method)
    {
        var order = await flow.When("withdrawApply", Json.Merge(await Good(method), new { validateType = 1 }));
        Assert.False(order.Has("payStatus"));
        await flow.Pay(order);
        await flow.ThenPaidAndTold(order);
        await flow.ThenBalances("seller  70.00");
    }

    [Fact]
    [Holds("WITHDRAW_TLT#5")]
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
        await flow.ThenRefused("withdrawApply", await Good("WITHDRAW_SD"), ("40027", new { validateType = 0 }), ("30032", new { validateType = 2 }));

    [Fact]
    public async Task Ways_in_are_no_ways_out()
    {
        await Good("WITHDRAW_TLT");
        await flow.WhenRefused("40025", "withdrawApply", new { bizUserId = "seller", amount = 30_00, payMethod = Flow.Scan(30_00) });
        await flow.GivenMember("buyer");
        await flow.WhenRefused("40025", "consumeApply", Flow.Purchase("", 30_00, more: new { payMethod = Way("WITHDRAW_JFB") }));
    }

    private async Task<object> Good(string method)
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 100_00);
        return new { bizUserId = "seller", amount = 30_00, payMethod = Way(method) };
    }
}

public sealed class PayoutOnSqlite() : PayoutTests(Store.Sqlite);

public sealed class PayoutOnPostgres() : PayoutTests(Store.Postgres);
