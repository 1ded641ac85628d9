using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Core;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Core.Orders.Opening;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Core.Orders.Strays;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Stores;

/// <summary>An order is stored in parts; version 0.1.0 stored all of it flat.</summary>
public sealed class RowPartsTests
{
    private static readonly JsonSerializerOptions Rows = RowJson.Clear();
    private static readonly string[] Parts = ["said", "payment", "outcome", "strays", "refunds"];
    private static readonly DateTimeOffset At = new(2026, 12, 1, 9, 0, 10, TimeSpan.FromHours(8));

    private const string Bare = """
        {"no":"1","bizNo":"B1","kind":2,"status":1,"createdAt":"2026-12-01T09:00:10+08:00","digest":"00","account":"M:200001:zhang","amount":100
        """;

    [Fact]
    public void What_stood_in_the_row_itself_is_read_into_its_part()
    {
        var order = Read(Bare + """
            ,"tradeCode":"3001","goods":{"type":1},"backUrl":"http://a/back","frontUrl":"http://a/front","summary":"tea","extendInfo":"x=1",
            "validateType":1,"smsSentAt":"2026-12-01T09:00:10+08:00","channelCode":true,"payInfo":"weixin://1",
            "payableUntil":"2026-12-01T09:00:10+08:00","countedOn":"2026-12-01","channelUnknown":true,"paidAt":"2026-12-01T09:00:10+08:00",
            "bookedAt":"2026-12-01T09:00:10+08:00","channel":{"tradeNo":"T1","fee":"30"},"failMessage":"closed","stray":15,
            "strayPayments":[{"tradeNo":"T2","amount":15,"state":0}],"strayTrades":["T2"],"refunds":{"amount":1,"fee":2,"coupon":3}}
            """);
        Assert.Equal(new Said { TradeCode = "3001", Goods = order.Said.Goods, BackUrl = "http://a/back", FrontUrl = "http://a/front",
            Summary = "tea", ExtendInfo = "x=1" }, order.Said);
        Assert.NotNull(order.Said.Goods);
        Assert.Equal(new Payment { ValidateType = ValidateType.Sms, SmsSentAt = At, ChannelCode = true, PayInfo = "weixin://1",
            PayableUntil = At, CountedOn = new DateOnly(2026, 12, 1) }, order.Payment);
        Assert.Equal(("T1", "30"), (order.Outcome.Facts!.TradeNo, order.Outcome.Facts.Fee));
        Assert.Equal(new OrderOutcome { Unknown = true, PaidAt = At, BookedAt = At, Facts = order.Outcome.Facts,
            FailMessage = order.Outcome.FailMessage }, order.Outcome);
        Assert.NotNull(order.Outcome.FailMessage);
        Assert.Equal(new Cents(15), order.Strays.Sum);
        Assert.Equal([new StrayPayment("T2", new Cents(15))], order.Strays.Each!);
        Assert.Equal(["T2"], order.Strays.Trades);
        Assert.Equal(new RefundTotals(new(1), new(2), new(3)), order.Refunds);
    }

    [Fact]
    public void A_row_that_was_read_from_an_older_version_is_written_in_parts_and_read_as_the_same()
    {
        var order = Read(Bare + """,'paidAt':'2026-12-01T09:00:10+08:00','payInfo':'weixin://1','stray':15,'strayTrades':['T2']}"""
            .Replace('\'', '"'));
        var written = JsonSerializer.SerializeToNode(order, Rows)!.AsObject();
        Assert.DoesNotContain(written.Select(p => p.Key), name => name is "paidAt" or "payInfo" or "stray" or "strayTrades");
        Assert.Equal("weixin://1", (string?)written["payment"]!["payInfo"]);
        Assert.Equal(15, (long)written["strays"]!["sum"]!);
        var again = written.Deserialize<Order>(Rows)!;
        Assert.Equal((order.Payment, order.Outcome, order.Strays.Sum), (again.Payment, again.Outcome, again.Strays.Sum));
    }

    [Fact]
    public void A_part_that_an_order_does_not_have_is_not_stored_and_is_none_when_read_again()
    {
        var written = JsonSerializer.SerializeToNode(Read(Bare + "}"), Rows)!.AsObject();
        Assert.Empty(written.Select(p => p.Key).Intersect(Parts));
        var again = written.Deserialize<Order>(Rows)!;
        Assert.Same(StrayPayments.None, again.Strays);
        Assert.Same(OrderOutcome.None, again.Outcome);
    }

    [Fact]
    public void What_is_read_into_one_order_is_in_no_other()
    {
        Read(Bare + ""","payInfo":"weixin://1","stray":15}""");
        Assert.Null(Payment.None.PayInfo);
        Assert.Equal(Cents.Zero, Read(Bare + "}").Strays.Sum);
    }

    private static Order Read(string row) => JsonNode.Parse(row).Deserialize<Order>(Rows)!;
}
