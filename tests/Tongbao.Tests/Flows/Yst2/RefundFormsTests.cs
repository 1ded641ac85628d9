namespace Tongbao.Tests.Flows.Yst2;

/// <summary>退款 (2294): the forms that clients of both editions write, up to the order that is not there.</summary>
public sealed class RefundFormsTests
{
    private const string NoSuchOrder = "20261121101000208500000006";

    [Fact]
    public async Task Both_editions_are_read_and_their_parts_must_come_to_the_amount()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var asked = Json.Object(new { orderAmount = 100_00, orgRespTraceNum = NoSuchOrder });
        foreach (var (code, changes) in new (string, object)[]
        {
            ("30001", new { }),
            ("30001", new { orgRespTraceNum = (string?)null, orgReqTraceNum = "T1", orgTransDate = "20261121" }),
            ("10001", new { orgRespTraceNum = (string?)null }), ("10001", new { orderAmount = (long?)null }),
            ("30001", new { sepRefundInfo = "{\"signNum\":\"A\",\"cnlRefundAmount\":10000,\"orderAmount\":9940,\"couponAmount\":500,"
                + "\"sepDetail\":[{\"signNum\":\"B\",\"amount\":1000}]}" }),
            ("30001", new { sepRefundInfo = new { cnlRefundAmount = "10000", orderAmount = "9940", sepDetail = "[{\"signNum\":\"B\",\"amount\":\"1000\"}]" } }),
            ("30001", new { orderAmount = 9_940, sepRefundInfo = new { orderAmount = 9_940 } }),
            ("30001", new { refundDetail = new object[] { new { signNum = "A", orderAmount = 100_00, couponAmount = 0,
                sepDetail = new object[] { new { signNum = "B", amount = 1_00 } } } } }),
            ("32004", new { sepRefundInfo = new { cnlRefundAmount = 99_99 } }), ("32004", new { sepRefundInfo = new { orderAmount = 99_40 } }),
            ("32004", new { sepRefundInfo = new { orderAmount = 100_00, couponAmount = 1, sepDetail = new object[] { new { signNum = "B",
                amount = 100_00 } } } }),
            ("32013", new { refundDetail = new object[] { new { signNum = "A", orderAmount = 50_00 }, new { signNum = "B",
                orderAmount = 50_00 } } }),
            ("30010", new { promotionAmount = 1 }), ("30001", new { promotionAmount = 0, svcRefundDetail = Array.Empty<object>() }),
            ("10010", new { svcRefundDetail = new object[] { new { cardNo = "1" } } }),
        })
            await flow.Call("2294", Yst2Flow.With(Yst2Flow.With(asked, new { reqTraceNum = Yst2Flow.Serial() }), changes), code);
    }
}
