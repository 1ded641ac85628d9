using System.Text.Json;
using Tongbao.Core;
using Tongbao.Core.Orders.Refunds;
using Tongbao.Server.Catalog;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;

namespace Tongbao.Tests.Wire;

/// <summary>Each wire has tables of its own: one refusal of Core has another code, other words and other field names on each.</summary>
public sealed class TablesOfAWireTests
{
    private static readonly Tables Toy = new("toy", new Dictionary<string, string>
    {
        ["toy/errors.tbl"] = """
            MemberNotFound  T7  无此用户  | No such user
            TradeRule  T9  不允许  | Not allowed
            WrongPassword  T3  口令不对,剩 {0}  | Wrong, {0} left
            """,
        ["toy/Trade/refund.api"] = """
            service  Trade
            method   refund
            section  1
            kind     api
            command  Refund

            request
              orders  list(order,10)  required  RefundList  订单
            """,
        ["toy/shapes/order.api"] = """
            section  2

            fields
              num  text  required  BizOrderNo  编号
            """,
    });

    [Fact]
    public void A_refusal_has_the_code_and_words_of_the_wire_that_gives_it()
    {
        Assert.Equal(("30001", "用户不存在"), Of(Tables.Tsy2, Errors.MemberNotFound));
        Assert.Equal(("T7", "无此用户"), Of(Toy, Errors.MemberNotFound));
    }

    [Fact]
    public void A_case_that_a_wire_has_no_words_for_is_what_it_is_a_case_of()
    {
        Assert.Equal(("40015", "分账级数超过3级"), Of(Tables.Tsy2, Errors.SplitTooDeep));
        Assert.Equal(("T9", "不允许"), Of(Toy, Errors.SplitTooDeep));
        Assert.Equal(("T3", "口令不对,剩 2"), Of(Toy, Errors.WrongPasswordTriesLeft.With(2)));
    }

    [Fact]
    public void A_field_is_named_as_the_wire_calls_it()
    {
        var refused = Errors.TradeRule.In("RefundList");
        Assert.Equal("不允许: orders", Toy.Words.Of(refused, Toy.Apis.Single()).Zh);
        Assert.Equal("交易规则限制: refundList", Tables.Tsy2.Words.Of(refused, Tables.Tsy2.Apis.Single(a => a.Name == "refund")).Zh);
        Assert.Equal("orders[1].num", Toy.Names.OfPath("RefundList[1].BizOrderNo", Toy.Apis.Single().Section("request")));
    }

    [Fact]
    public void A_use_case_that_all_wires_share_is_found_from_each() =>
        Assert.Equal(typeof(Refund), new UseCases(Toy.Wire).Find(Toy.Apis.Single().Command!));

    [Fact]
    public void Why_an_order_failed_is_kept_by_its_name_and_was_a_text_in_older_rows()
    {
        var rows = RowJson.Clear();
        Assert.Equal("""{"id":"PayoutReturned","kind":"PaymentFailed"}""", JsonSerializer.Serialize(Reasons.PayoutReturned, rows));
        foreach (var reason in new[] { Reasons.PayoutReturned, Errors.PayeeNotFound.About("x"), new Reason("余额不足", null) })
            Assert.Equal(reason, JsonSerializer.Deserialize<Reason>(JsonSerializer.Serialize(reason, rows), rows));
        Assert.Equal("退票", Tables.Tsy2.Words.Of(JsonSerializer.Deserialize<Reason>("\"退票\"", rows)!));
    }

    private static (string, string) Of(Tables tables, Error error) => tables.Words.Of(error) is var said ? (said.Code, said.Zh) : default;
}
