namespace Tongbao.Tests.Wire.Toy;

/// <summary>What was made through one wire is changed through that one alone, and looked at through any.</summary>
public sealed class OwnOrdersTests
{
    private const string OtherWire = "40018";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task No_method_of_通商云_changes_an_order_of_another_wire(Store kind)
    {
        await using var receiver = await ToyReceiver.Start();
        await using var wires = await TwoWires.Open(kind);
        await GivenRealName(wires);
        await wires.Ask("topUp", TopUp("R1", 8_000, receiver.Url));
        await ThenRefused(wires, "pay",
            new { bizUserId = "alice", bizOrderNo = "R1", verificationCode = "123456", consumerIp = "203.0.113.7" });
        await ThenRefused(wires, "resendPaySMS", new { bizOrderNo = "R1" });
        Assert.Equal("1", await StateOf(wires, "R1"));

        await wires.Sandbox.Payment(TwoWires.Sysid, "R1", "success");
        await ThenRefused(wires, "refund", Refund("R1", receiver.Url));
        await ThenRefused(wires, "signalAgentPay", AgentPay("P1", receiver.Url));
        var batch = new { bizBatchNo = "N1", tradeCode = "4001", batchPayList = new[] { AgentPay("P2", receiver.Url) } };
        Assert.True((await wires.Tsy2.Call("OrderService", "batchAgentPay", batch)).Ok);
        Assert.Equal("3", await StateOf(wires, "P2"));
        Assert.Equal("4", await StateOf(wires, "R1"));
        Assert.Equal(8_000, await wires.Balance("alice"));
        Assert.Equal("done", await wires.Says("giveBack", new { @ref = "G1", of = "R1", who = "alice", fen = 8_000 }));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task No_other_wire_changes_an_order_of_通商云(Store kind)
    {
        await using var receiver = await ToyReceiver.Start();
        await using var wires = await TwoWires.Open(kind);
        var deposit = await wires.Tsy2.Call("OrderService", "depositApply", new
        {
            bizOrderNo = "D1", bizUserId = "alice", accountSetNo = "200001", amount = 8_000, fee = 0, validateType = 0,
            backUrl = receiver.Url, industryCode = "1910", industryName = "其他", source = 2,
            payMethod = new { SCAN_WEIXIN = new { amount = 8_000 } },
        });
        Assert.True(deposit.Ok, deposit.Body);
        await wires.Sandbox.Payment(TwoWires.Sysid, "D1", "success");
        Assert.Equal("not by this door", await wires.Says("giveBack", new { @ref = "G1", of = "D1", who = "alice", fen = 8_000 }));
        Assert.Equal("4", await StateOf(wires, "D1"));
        Assert.Equal(8_000, await wires.Balance("alice"));
        Assert.True((await wires.Tsy2.Call("OrderService", "refund", Refund("D1", receiver.Url))).Ok);
    }

    private static object TopUp(string reference, long fen, string url) =>
        new { @ref = reference, who = "alice", fen, by = new { SCAN_WEIXIN = new { amount = fen } }, to = url };

    private static object Refund(string of, string url) => new
    {
        bizOrderNo = "B1", oriBizOrderNo = of, bizUserId = "alice", refundType = "D0", backUrl = url, amount = 8_000, couponAmount = 0,
        feeAmount = 0,
    };

    private static object AgentPay(string no, string url) => new
    {
        bizOrderNo = no, bizUserId = "alice", accountSetNo = "200001", tradeCode = "4001", backUrl = url, amount = 100, fee = 0,
        collectPayList = new[] { new { bizOrderNo = "R1", amount = 100 } },
    };

    private static async Task GivenRealName(TwoWires wires)
    {
        var person = Flows.Person.New("alice");
        var named = await wires.Tsy2.Call("MemberService", "setRealName", new
        {
            bizUserId = "alice", isAuth = true, name = person.Name, identityType = 1,
            identityNo = await wires.Tsy2.Encrypt(person.IdNumber),
        });
        Assert.True(named.Ok, named.Body);
    }

    private static async Task ThenRefused(TwoWires wires, string method, object param)
    {
        var refused = await wires.Tsy2.Call("OrderService", method, param);
        Assert.Equal(OtherWire, refused.ErrorCode);
        Assert.Contains("另一接口", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> StateOf(TwoWires wires, string no) =>
        (await wires.Tsy2.Call("OrderService", "getOrderDetail", new { bizOrderNo = no })).Text("orderStatus");
}
