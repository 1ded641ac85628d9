namespace Tongbao.Tests.Flows;

/// <summary>查询商品 (通商云 4.2.12).</summary>
public abstract class QueryGoodsTests(Store store) : FlowTests(store)
{
    [Fact]
    [Holds("4.2.12#1")]
    public async Task Another_sellers_number_is_not_there()
    {
        await flow.GivenSellers("seller", "other");
        await flow.When("entryGoods", new { bizUserId = "seller", bizGoodsNo = "g" });
        await flow.ThenRefusedInThisOrder("queryGoods", new { bizUserId = "seller", bizGoodsNo = "g" },
            ("10001", new { bizGoodsNo = (object?)null }),
            ("30001", new { bizUserId = "nobody", bizGoodsNo = "g" }),
            ("40000", new { bizUserId = "other" }));
    }
}

public sealed class QueryGoodsOnSqlite() : QueryGoodsTests(Store.Sqlite);

public sealed class QueryGoodsOnPostgres() : QueryGoodsTests(Store.Postgres);
