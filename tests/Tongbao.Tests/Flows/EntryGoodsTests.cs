using System.Text.Json.Nodes;

namespace Tongbao.Tests.Flows;

/// <summary>商品录入 (通商云 4.2.11), and what orders that are declared to customs need of it.</summary>
public abstract class EntryGoodsTests(Store store) : FlowTests(store)
{
    private static readonly object Customs = new { eshopEntCode = "3301968D48", eshopEntName = "测试跨境商城", customsCode = "HG008" };

    [Fact]
    [Holds("4.2.11#1", "4.2.12#1")]
    public async Task Goods_of_every_type_are_recorded_and_read_by_seller_and_number()
    {
        await flow.GivenSellers("seller");
        foreach (var goodsType in new[] { 2, 3, 4, 90, 99 })
        {
            var recorded = await flow.When("entryGoods",
                new { bizUserId = "seller", bizGoodsNo = $"g{goodsType}", goodsType, goodsDetail = "一段",
                showUrl = "http://example.com/g" });
            Assert.Matches("^[0-9]{19}$", recorded.Text("goodsNo"));
            Assert.Equal($$"""{"bizUserId":"seller","bizGoodsNo":"g{{goodsType}}","goodsType":{{goodsType}},"goodsName":"奶粉","goodsDetail":"一段","showUrl":"http://example.com/g"}""",
                (await flow.When("queryGoods", new { bizUserId = "seller", bizGoodsNo = $"g{goodsType}" })).SignedValue);
        }
    }

    [Fact]
    [Holds("4.2.11#2", "4.2.11#3")]
    public async Task Cross_border_goods_carry_what_customs_wants_to_know()
    {
        await flow.GivenSellers("seller");
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "g", goodsType = 5, goodsParams = Customs });
        var read = await flow.When("queryGoods", new { bizUserId = "seller", bizGoodsNo = "g" });
        Assert.Equal("""{"eshopEntCode":"3301968D48","eshopEntName":"测试跨境商城","customsCode":"HG008"}""", read.Value.GetProperty("goodsParams")
            .GetRawText());
    }

    [Theory]
    [InlineData("{}"), InlineData("[]"), InlineData("7"), InlineData("\"按斤\""),
        InlineData("{\"eshopEntCode\":7,\"规格\":[\"大\",{\"克\":900}]}"), InlineData("{\"customsCode\":\"HG999\"}")]
    [Holds("4.2.11#2")]
    public async Task Of_other_types_no_shape_is_printed_so_what_came_is_given_back(string goodsParams)
    {
        await flow.GivenSellers("seller");
        var goods = new { bizUserId = "seller", bizGoodsNo = "g", goodsParams = JsonNode.Parse(goodsParams) };
        var first = await flow.When("entryGoods", goods);
        Assert.Equal(first.SignedValue, (await flow.When("entryGoods", goods)).SignedValue);
        await flow.WhenRefused("40007", "entryGoods", Json.Merge(goods, new { goodsParams = new { other = 1 } }));
        await flow.WhenRefused("40007", "entryGoods", Json.Merge(goods, new { goodsParams = (object?)null }));
        var read = await flow.When("queryGoods", new { bizUserId = "seller", bizGoodsNo = "g" });
        Assert.Equal(goodsParams, read.Value.GetProperty("goodsParams").GetRawText());
    }

    [Fact]
    [Holds("4.2.11#2")]
    public async Task What_customs_wants_to_know_is_asked_for_of_cross_border_goods_alone()
    {
        await flow.GivenSellers("seller");
        await flow.ThenRefused("entryGoods", new { bizUserId = "seller", bizGoodsNo = "g", goodsType = 5, goodsParams = Customs },
            ("10001", new { goodsParams = new { } }),
            ("10000", new { goodsParams = "text" }),
            ("10004", new { goodsType = 2, goodsParams = new string('长', 4_000) }));
    }

    [Theory]
    [InlineData("consumeApply"), InlineData("agentCollectApply")]
    public async Task Goods_that_the_payer_recorded_are_found_too(string method)
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller");
        await flow.When("entryGoods", new { bizUserId = "buyer", bizGoodsNo = "milk", goodsType = 5, goodsParams = Customs });
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "milk" });
        await flow.When(method, Json.Merge(Ordered(method), new { goodsType = 5, bizGoodsNo = "milk" }));
    }

    [Theory]
    [InlineData("consumeApply"), InlineData("agentCollectApply")]
    public async Task A_type_of_0_is_no_type(string method)
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller");
        var order = Json.Merge(Ordered(method), new { bizOrderNo = Flow.Fresh("O") });
        var first = await flow.When(method, Json.Merge(order, new { goodsType = 0 }));
        Assert.Equal(first.SignedValue, (await flow.When(method, Json.Merge(order, new { goodsType = "0" }))).SignedValue);
        Assert.Equal(first.SignedValue, (await flow.When(method, order)).SignedValue);
        await flow.WhenRefused("40008", method, Json.Merge(order, new { goodsType = 1 }));
        await flow.WhenRefused("40008", "entryGoods", new { bizUserId = "seller", bizGoodsNo = "g", goodsType = 0 });
    }

    private static object Ordered(string method) =>
        method == "consumeApply" ? new { payerId = "buyer", recieverId = "seller", amount = 10_00 }
            : Flow.Collect("buyer", 0, ("seller", 10_00));

    [Fact]
    public async Task The_platform_records_goods_of_its_own()
    {
        await flow.When("entryGoods", new { bizUserId = Flow.Platform, bizGoodsNo = "g" });
        await flow.When("queryGoods", new { bizUserId = Flow.Platform, bizGoodsNo = "g" });
    }

    [Fact]
    public async Task The_same_again_hears_the_same_and_sellers_number_apart()
    {
        await flow.GivenSellers("seller", "other");
        var first = await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "g" });
        Assert.Equal(first.SignedValue, (await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "g" })).SignedValue);
        Assert.NotEqual(first.Text("goodsNo"), (await flow.When("entryGoods", new { bizUserId = "other", bizGoodsNo = "g" }))
            .Text("goodsNo"));
        await flow.WhenRefused("40007", "entryGoods", new { bizUserId = "seller", bizGoodsNo = "g", goodsName = "面包" });
    }

    [Fact]
    public async Task Refusals_in_order_of_precedence()
    {
        await flow.GivenSellers("seller", "locked");
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "taken" });
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.ThenRefusedInThisOrder("entryGoods",
            new { bizUserId = "seller", bizGoodsNo = "g", goodsType = 5, goodsParams = Customs },
            ("40008", new { goodsType = 6 }),
            ("10001", new { goodsType = 5, goodsParams = (object?)null }),
            ("30001", new { bizUserId = "nobody", goodsParams = Customs }),
            ("30002", new { bizUserId = "locked" }),
            ("40007", new { bizUserId = "seller", bizGoodsNo = "taken" }),          // a seller's number is its twin, before all else
            ("10000", new { bizGoodsNo = "g", goodsParams = Json.Merge(Customs, new { customsCode = "HG999" }) }));
    }

    [Fact]
    [Holds("4.2.4#18", "4.2.11#3")]
    public async Task A_purchase_that_is_declared_to_customs_names_goods_that_its_seller_recorded_as_cross_border()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller");
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "milk", goodsType = 5, goodsParams = Customs });
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "bread" });
        await flow.ThenRefused("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 10_00, goodsType = 5, bizGoodsNo = "milk" },
            ("10001", new { bizGoodsNo = (object?)null }),
            ("40001", new { bizGoodsNo = "bread" }),
            ("40001", new { bizGoodsNo = "unknown" }));
    }

    [Fact]
    [Holds("4.2.5#17")]
    public async Task A_collect_that_is_declared_to_customs_names_goods_of_one_of_its_receivers()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller", "other");
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "milk", goodsType = 5, goodsParams = Customs });
        await flow.ThenRefused("agentCollectApply",
            Json.Merge(Flow.Collect("buyer", 0, ("other", 5_00), ("seller", 5_00)), new { goodsType = 5, bizGoodsNo = "milk" }),
            ("10001", new { bizGoodsNo = (object?)null }),
            ("40001", new { bizGoodsNo = "unknown" }));
    }

    [Fact]
    public async Task A_payment_out_of_escrow_that_is_declared_to_customs_names_goods_of_its_receiver()
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller", "other");
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "milk", goodsType = 5, goodsParams = Customs });
        await flow.When("entryGoods", new { bizUserId = "other", bizGoodsNo = "bread", goodsType = 5, goodsParams = Customs });
        await flow.When("entryGoods", new { bizUserId = "buyer", bizGoodsNo = "cheese", goodsType = 5, goodsParams = Customs });
        var collect = await flow.GivenCollect("buyer", 0, ("seller", 20_00), ("other", 5_00));
        var good = Json.Merge(Flow.Out(collect, "seller", 5_00), new { bizOrderNo = Flow.Fresh("P"), goodsType = 5, bizGoodsNo = "milk" });
        await flow.ThenRefused("signalAgentPay", good,
            ("10001", new { bizGoodsNo = (object?)null }),
            ("40001", new { bizGoodsNo = "bread" }));
        await flow.When("signalAgentPay", good);
        await flow.WhenRefused("40017", "signalAgentPay", Json.Merge(good, new { bizGoodsNo = "bread" }));
        // the collect's payer recorded it
        await flow.When("signalAgentPay", Json.Merge(good, new { bizOrderNo = Flow.Fresh("P"), bizGoodsNo = "cheese" }));
    }

    [Theory]
    [InlineData("depositApply")]
    [InlineData("consumeApply")]
    [InlineData("agentCollectApply")]
    [Holds("4.2.2#4", "4.2.4#7", "4.2.5#6")]
    public async Task A_name_of_goods_has_no_symbols_and_is_there_where_the_wallet_shows_it(string method)
    {
        await flow.GivenBuyers("buyer");
        await flow.GivenSellers("seller");
        object good = method switch
        {
            "depositApply" => new { bizUserId = "buyer", amount = 10_00 },
            "consumeApply" => new { payerId = "buyer", recieverId = "seller", amount = 10_00 },
            _ => Flow.Collect("buyer", 0, ("seller", 10_00)),
        };
        await flow.ThenRefused(method,
            Json.Merge(good, new { goodsName = "奶粉 (一段), 900g",
            payMethod = new { WECHATPAY_APP_OPEN = new { subAppId = "wx1", amount = 10_00 } } }),
            ("10001", new { goodsName = (object?)null }),
            ("10000", new { goodsName = "奶粉|一段" }),
            ("10000", new { goodsName = "奶粉+面包" }),
            ("10000", new { goodsName = "奶粉😀" }));
    }
}

public sealed class EntryGoodsOnSqlite() : EntryGoodsTests(Store.Sqlite);

public sealed class EntryGoodsOnPostgres() : EntryGoodsTests(Store.Postgres);
