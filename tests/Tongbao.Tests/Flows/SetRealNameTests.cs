using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>个人实名认证 (通商云 4.1.5).</summary>
public abstract class SetRealNameTests(Store store) : FlowTests(store)
{
    [Fact]
    public async Task A_person_is_verified_and_the_answer_carries_the_id_encrypted_for_the_merchant()
    {
        await flow.GivenStranger("buyer");
        var person = flow.Who("buyer");
        var verified = await flow.When("setRealName",
            new { bizUserId = "buyer", name = person.Name, identityNo = await flow.Encrypt(person.IdNumber) });
        Assert.Equal(person.Name, verified.Text("name"));
        Assert.Equal(person.IdNumber, await verified.Decrypt("identityNo"));
        var info = (await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo");
        Assert.True(info.GetProperty("isIdentityChecked").GetBoolean());
    }

    [Fact, Holds("4.1.5#2")]
    public async Task A_phone_is_not_needed_first()
    {
        await flow.GivenStranger("buyer");
        await flow.GivenRealName("buyer");
        await flow.GivenPhone("buyer");
    }

    [Fact, Holds("4.1.5#3")]
    public async Task Only_who_is_on_the_register_of_persons_is_verified()
    {
        await flow.GivenStranger("buyer");
        var (name, identityNo) = (flow.Who("buyer").Name, await flow.Encrypt(flow.Who("buyer").IdNumber));
        await flow.WhenRefused("30009", "setRealName", new { bizUserId = "buyer", name = "查无此人", identityNo });
        await flow.WhenRefused("30009", "setRealName",
            new { bizUserId = "buyer", name, identityNo = await flow.Encrypt("310101199001010000") });
        Assert.False((await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo")
            .GetProperty("isIdentityChecked").GetBoolean());
        await flow.When("setRealName", new { bizUserId = "buyer", name, identityNo });
    }

    [Fact]
    public async Task A_field_that_cannot_be_decrypted_says_so_whatever_is_wrong_with_it()
    {
        await flow.GivenStranger("buyer");
        foreach (var identityNo in new[] { await flow.Encrypt("not an id"), new string('A', 256),
            await flow.Client.Key.PublicKey.Encrypt("310101199001011234") })
            await flow.WhenRefused("20017", "setRealName", new { bizUserId = "buyer", name = "王小明", identityNo });
    }

    [Fact]
    public async Task Lower_case_hexadecimal_is_taken()
    {
        await flow.GivenStranger("buyer");
        await flow.When("setRealName",
            new { bizUserId = "buyer", name = "王小明", identityNo = (await flow.Encrypt(flow.Who("buyer").IdNumber)).ToLowerInvariant() });
    }

    [Fact, Holds("4.1.5#4", "4.1.5#5")]
    public async Task Refusals_in_order_of_precedence()
    {
        foreach (var stranger in new[] { "buyer", "locked", "verified" }) await flow.GivenStranger(stranger);
        await flow.GivenUnreviewedCompany("shop");
        await flow.When("lockMember", new { bizUserId = "locked" });
        await flow.GivenRealName("verified");
        await flow.ThenRefusedInThisOrder("setRealName",
            new { bizUserId = "buyer", isAuth = (bool?)null, name = "王小明", identityNo = await flow.Encrypt(flow.Who("buyer").IdNumber) },
            ("10001", new { name = "" }),
            ("20012", new { identityType = 2 }),
            ("30001", new { bizUserId = "nobody" }),
            ("30002", new { bizUserId = "locked" }),
            ("30006", new { bizUserId = "shop" }),
            ("30007", new { bizUserId = "verified" }),
            ("10000", new { isAuth = false }));
    }
}

public sealed class SetRealNameOnSqlite() : SetRealNameTests(Store.Sqlite);

public sealed class SetRealNameOnPostgres() : SetRealNameTests(Store.Postgres);
