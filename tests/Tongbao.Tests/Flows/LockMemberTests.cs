using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>锁定会员, and 解锁会员 (通商云 4.1.15, 4.1.16).</summary>
public abstract class LockMemberTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.15#1", "4.1.15#2", "4.1.16#1")]
    public async Task A_locked_member_neither_orders_nor_receives_until_it_is_unlocked()
    {
        await flow.GivenMembers("buyer", "seller");
        await flow.When("lockMember", new { bizUserId = "buyer" });
        await flow.WhenRefused("30002", "consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.WhenRefused("30002", "consumeApply", new { payerId = "seller", recieverId = "buyer", amount = 100_00 });
        await flow.WhenRefused("30002", "depositApply", new { bizUserId = "buyer", amount = 100_00 });
        await flow.When("unlockMember", new { bizUserId = "buyer" });
        await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
    }

    [Fact]
    public async Task A_lock_refuses_requests_and_not_money()
    {
        await flow.GivenMembers("buyer", "seller");
        var order = await flow.When("consumeApply", new { payerId = "buyer", recieverId = "seller", amount = 100_00 });
        await flow.When("lockMember", new { bizUserId = "seller" });
        await flow.WhenChannelPays(order);
        await flow.ThenOrderIs(OrderStatus.Paid, order);
        await flow.ThenBalances("seller  100.00");
    }

    [Fact]
    public async Task Locking_twice_and_unlocking_twice_are_answered_with_their_own_codes()
    {
        await flow.GivenStranger("buyer");
        await flow.WhenRefused("9000", "unlockMember", new { bizUserId = "buyer" });
        await flow.When("lockMember", new { bizUserId = "buyer" });
        await flow.WhenRefused("30022", "lockMember", new { bizUserId = "buyer" });
        await flow.WhenRefused("30001", "lockMember", new { bizUserId = "nobody" });
        await flow.WhenRefused("30001", "unlockMember", new { bizUserId = "nobody" });
    }

    [Fact]
    public async Task The_same_signed_lock_arriving_late_changes_nothing()
    {
        await flow.GivenStranger("buyer");
        var request = await flow.Sign("lockMember", new { bizUserId = "buyer" });
        var first = await flow.Client.Send(request);
        // At first it is another lock, and refused; two seconds later it is the first one.
        await OtherServer.Until(async () => (await flow.Client.Send(request)).SignedValue == first.SignedValue);
        await flow.When("unlockMember", new { bizUserId = "buyer" });
        Assert.Equal(first.SignedValue, (await flow.Client.Send(request)).SignedValue);
        Assert.Equal(1, (await flow.When("getMemberInfo", new { bizUserId = "buyer" })).Value.GetProperty("memberInfo")
            .GetProperty("userState").GetInt64());
    }
}

public sealed class LockMemberOnSqlite() : LockMemberTests(Store.Sqlite);

public sealed class LockMemberOnPostgres() : LockMemberTests(Store.Postgres);
