namespace Tongbao.Tests.Flows;

/// <summary>平台转账 (通商云 4.2.17), and its refund (4.2.16).</summary>
public abstract class ApplicationTransferTests(Store store) : FlowTests(store)
{
    /// <summary>自定义账户集 A: its number is the app's own, since 6.17 has none.</summary>
    private const string CustomSet = "300001";

    [Theory]
    [InlineData("100001")]
    [InlineData("100002")]
    [InlineData("100006")]
    [InlineData("2000000")]
    [InlineData(CustomSet)]
    [Holds("4.2.17#1", "4.2.17#5", "4.2.17#2", "4.2.17#3")]
    public async Task The_platform_gives_a_member_money_of_a_set_of_its_own(string set)
    {
        await flow.ChangeSettings(new { customAccountSet = CustomSet });
        await flow.GivenStranger("member");
        await flow.GivenFunds(set, 100_00);
        var transfer = await flow.When("applicationTransfer",
            new { sourceAccountSetNo = set, targetBizUserId = "member", amount = 8_88, extendInfo = "红包" });
        Assert.Equal((8_88, "红包"), (transfer.Number("amount"), transfer.Text("extendInfo")));
        Assert.Equal(transfer.Request["bizTransferNo"]!.GetValue<string>(), transfer.Text("bizTransferNo"));
        await flow.ThenOrderIs(OrderStatus.Paid, transfer);
        await flow.ThenBalances($"""
            member           8.88
            platform:{set}  91.12
            """);
        Assert.Empty(await flow.Notices(transfer));
    }

    [Theory]
    [InlineData("100002")]
    [InlineData("2000000")]
    [InlineData(CustomSet)]
    [Holds("4.2.16#1")]
    public async Task A_refund_goes_back_to_the_set_that_gave(string set)
    {
        await flow.ChangeSettings(new { customAccountSet = CustomSet });
        await flow.GivenStranger("member");
        await flow.GivenFunds(set, 100_00);
        var transfer = await flow.When("applicationTransfer", new { sourceAccountSetNo = set, targetBizUserId = "member", amount = 10_00 });
        var refund = await flow.When("refund", Refund(transfer, 4_00));
        Assert.Equal("success", refund.Text("payStatus"));
        await flow.ThenBalances($"""
            member           6.00
            platform:{set}  94.00
            platform         0.00
            platform:100005  0.00
            """);
        await flow.WhenRefused("40020", "refund", Refund(transfer, 6_01));
        await flow.When("refund", Refund(transfer, 6_00));
        await flow.ThenBalances($"platform:{set}  100.00");
        await flow.ThenOrderIs(OrderStatus.PaidThenRefunded, transfer);
    }

    [Fact]
    public async Task A_member_who_spent_it_gives_nothing_back()
    {
        await flow.GivenMembers("member");
        await flow.GivenFunds("2000000", 100_00);
        var transfer = await flow.When("applicationTransfer",
            new { sourceAccountSetNo = "2000000", targetBizUserId = "member", amount = 10_00 });
        await flow.When("withdrawApply", new { bizUserId = "member", amount = 5_00, validateType = 0 });
        await flow.WhenRefused("40014", "refund", Refund(transfer, 10_00));
        await flow.ThenBalances("member  5.00");
    }

    [Fact]
    public async Task Sixteen_copies_of_one_transfer_give_once()
    {
        await flow.GivenStranger("member");
        await flow.GivenFunds("2000000", 100_00);
        var request = await flow.Sign("applicationTransfer",
            new { sourceAccountSetNo = "2000000", targetBizUserId = "member", amount = 10_00 });
        var answers = await flow.Client.CallMany(16, request);
        Assert.Single(answers.Select(a => a.SignedValue).Distinct());
        await flow.ThenBalances("member  10.00");
        await flow.WhenRefused("40017", "applicationTransfer", Json.Merge(answers[0].Request, new { amount = 10_01 }));
    }

    [Fact]
    [Holds("4.2.17#4", "4.2.17#6", "4.2.17#2", "4.2.17#3")]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenStranger("member");
        await flow.GivenBuyers("locked");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenFunds("2000000", 10_00);
        await flow.ThenRefusedInThisOrder("applicationTransfer",
            new { sourceAccountSetNo = "2000000", targetBizUserId = "member", amount = 10_00, extendInfo = new string('扩', 200) },
            ("10001", new { bizTransferNo = "" }),
            ("10004", new { extendInfo = new string('扩', 201) }),
            ("30059", new { targetBizUserId = Flow.Platform }),
            ("30001", new { targetBizUserId = "nobody" }),
            ("30002", new { targetBizUserId = "locked" }),
            ("30018", new { sourceAccountSetNo = "100003" }),
            ("30018", new { sourceAccountSetNo = "100004" }),
            ("30018", new { sourceAccountSetNo = flow.CustodySet }),
            ("30018", new { sourceAccountSetNo = CustomSet }),          // none was opened here
            ("30019", new { sourceAccountSetNo = "100006" }),           // made on its first use
            ("30018", new { targetAccountSetNo = "100001" }),
            ("40020", new { amount = 0 }),
            ("40014", new { amount = 10_01 }));
    }

    private static object Refund(Tsy2Reply transfer, long amount) =>
        new { oriBizOrderNo = transfer.BizOrderNo, bizUserId = Flow.Platform, amount };
}

public sealed class ApplicationTransferOnSqlite() : ApplicationTransferTests(Store.Sqlite);

public sealed class ApplicationTransferOnPostgres() : ApplicationTransferTests(Store.Postgres);
