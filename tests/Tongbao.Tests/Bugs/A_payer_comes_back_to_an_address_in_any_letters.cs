using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A header takes ASCII alone, and the way back from the bank put the merchant's address there as it was: the payer saw an error after he
/// had paid.
/// </summary>
public abstract class A_payer_comes_back_to_an_address_in_any_letters(Store store) : FlowTests(store)
{
    [Fact]
    public async Task As_it_is_written_in_a_header()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply",
            new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Flow.Gateway(100_00, "B2C", "103"),
            frontUrl = "https://商店.example/回来?名=七" });
        var bank = await flow.Open("frontTrans", new { bizUserId = "buyer", bizOrderNo = order.BizOrderNo });
        var back = await Browser.Follow(await Browser.Post(bank.Location, ("action", "pay")));
        Assert.Equal(303, back.Status);
        Assert.StartsWith("https://xn--czrs0t.example/%E5%9B%9E%E6%9D%A5?%E5%90%8D=%E4%B8%83&sysid=", back.Headers["Location"]);
        await Notice.Read("frontUrl", "application/x-www-form-urlencoded",
            back.Location.Query[back.Location.Query.IndexOf("sysid=", StringComparison.Ordinal)..], flow.Client.Signer);
    }
}

public sealed class A_payer_comes_back_to_an_address_in_any_letters_on_sqlite()
    : A_payer_comes_back_to_an_address_in_any_letters(Store.Sqlite);

public sealed class A_payer_comes_back_to_an_address_in_any_letters_on_postgres()
    : A_payer_comes_back_to_an_address_in_any_letters(Store.Postgres);
