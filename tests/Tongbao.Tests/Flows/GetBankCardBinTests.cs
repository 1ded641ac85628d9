using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>查询卡 bin (通商云 4.1.9).</summary>
public abstract class GetBankCardBinTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.9#1")]
    public async Task A_card_says_which_bank_it_is_of()
    {
        var reply = await flow.When("getBankCardBin", new { cardNo = await flow.Encrypt("6228481234567898346") });
        var bin = reply.Value.GetProperty("cardBinInfo");
        Assert.Equal(("01030000", "农业银行"), (bin.GetProperty("bankCode").GetString(), bin.GetProperty("bankName").GetString()));
        Assert.Equal((1, 19), (bin.GetProperty("cardType").GetInt64(), bin.GetProperty("cardLenth").GetInt64()));
    }

    [Fact, Holds("4.1.9#2")]
    public async Task A_card_of_no_known_bank_is_refused() =>
        await flow.WhenRefused("30049", "getBankCardBin", new { cardNo = await flow.Encrypt("9999991234567898346") });
}

public sealed class GetBankCardBinOnSqlite() : GetBankCardBinTests(Store.Sqlite);

public sealed class GetBankCardBinOnPostgres() : GetBankCardBinTests(Store.Postgres);
