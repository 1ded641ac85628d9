using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>会员绑定收银宝商户 (1024), 终端信息管理 (4001).</summary>
public sealed class MerchantNumbersTests
{
    private const string Bind = "1024", Terminals = "4001";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_number_that_was_opened_elsewhere_is_bound_to_one_member(Store store)
    {
        await using var flow = await Yst2Flow.OnSharedServer(store);
        await flow.GivenCompany("M", role: Yst2Flow.Payee);
        await flow.GivenCompany("N", role: Yst2Flow.Payee);
        var set = new { reqTraceNum = Yst2Flow.Serial(), signNum = "M", opType = "set", memberRole = "收单商户", sybMerchantCode = "990440148166000" };
        await flow.Call(Bind, Yst2Flow.With(set, new { signNum = "nobody" }), "20001");
        await flow.Call(Bind, Yst2Flow.With(set, new { sybMerchantCode = "" }), "10001");
        await flow.Call(Bind, Yst2Flow.With(set, new { opType = "move" }), "10004");
        await flow.Call(Bind, Yst2Flow.With(set, new { sybMerchantCode = "99044014816600X" }), "10002");
        var bound = await flow.Call(Bind, set);
        Assert.Equal("990440148166000", bound.Text("sybMerchantCodeArray[0].sybMerchantCode"));
        Assert.Equal(bound.Text("respTraceNum"), (await flow.Call(Bind, set)).Text("respTraceNum"));
        await flow.Call(Bind, Yst2Flow.With(set, new { reqTraceNum = Yst2Flow.Serial(), signNum = "N" }), "20026");
        await flow.Call(Bind, Yst2Flow.With(set, new { reqTraceNum = Yst2Flow.Serial() }));
        await flow.Call(Bind, Yst2Flow.With(set, new { reqTraceNum = Yst2Flow.Serial(), sybMerchantCode = "990440148166001" }));
        var query = await flow.Call(Bind, new { reqTraceNum = Yst2Flow.Serial(), signNum = "M", opType = "query" });
        Assert.Equal(("990440148166000", "990440148166001", null), (query.Text("sybMerchantCodeArray[0].sybMerchantCode"),
            query.Text("sybMerchantCodeArray[1].sybMerchantCode"), query.Text("sybMerchantCodeArray[2].sybMerchantCode")));
        Assert.Equal("收款方,收单商户", (await flow.Shown("M", 1)).Text("memberBasicInfo.memberRole"));
        await flow.CloseTheDay();
    }

    [Fact, Holds("7.1#16")]
    public async Task A_terminal_is_reported_changed_shown_and_taken_back()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var merchant = await flow.GivenMerchant("M");
        var add = new { cusId = merchant, termNo = "00000001", operation = "00", deviceType = "11", termAddress = "上海市-上海市-浦东新区-张江路" };
        await flow.Call(Terminals, Yst2Flow.With(add, new { operation = "03" }), "35003");
        await flow.Call(Terminals, Yst2Flow.With(add, new { cusId = "990000000000000" }), "35001");
        await flow.Call(Terminals, Yst2Flow.With(add, new { termNo = "1234567" }), "10002");
        await flow.Call(Terminals, Yst2Flow.With(add, new { deviceType = "" }), "10001");
        await flow.Call(Terminals, add);
        await flow.Call(Terminals, add, "35002");
        await flow.Call(Terminals, new { cusId = merchant, termNo = "00000001", operation = "01", termSn = "SN1" });
        var shown = await flow.Call(Terminals, new { cusId = merchant, termNo = "00000001", operation = "03" });
        Assert.Equal((merchant, "11", "SN1", "00", "上海市-上海市-浦东新区-张江路"), (shown.Text("cusId"), shown.Text("deviceType"), shown.Text("termSn"),
            shown.Text("termState"), shown.Text("termAddress")));
        await flow.Call(Terminals, new { cusId = merchant, termNo = "00000001", operation = "02" });
        await flow.Call(Terminals, new { cusId = merchant, termNo = "00000001", operation = "02" }, "35003");
    }
}
