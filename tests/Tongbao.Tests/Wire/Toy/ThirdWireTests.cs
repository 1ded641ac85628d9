using System.Text;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>
/// A wire that nobody thought of when Core was written, in a folder of its own: served by the same Core, beside 通商云, for the same app. One
/// house, two wires: what was made through the one is looked at through the other.
/// </summary>
public sealed class ThirdWireTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_request_moves_money_and_is_told_in_the_form_of_its_wire_and_heard_by_its_own_word(Store kind)
    {
        await using var receiver = await ToyReceiver.Start();
        await using var wires = await TwoWires.Open(kind);
        var answer = await wires.Ask("topUp", TopUp("R1", "alice", 8_000, receiver.Url));
        Assert.Equal("done", answer.GetProperty("says").GetString());
        Assert.NotEmpty(answer.GetProperty("qr").GetString()!);
        Assert.Equal(0, await wires.Balance("alice"));

        receiver.Says = "SUCCESS";    // some other wire's word
        await wires.Sandbox.Payment(TwoWires.Sysid, "R1", "success");
        Assert.Equal(8_000, await wires.Balance("alice"));
        await wires.Sandbox.Advance("PT1S");
        await ThenTold(receiver, wires, """{"happened":"paid","ref":"R1","fen":8000}""");
        Assert.Equal("waiting", (await Notice(wires)).State);

        receiver.Says = ToyNotices.Heard;
        await wires.Sandbox.Advance("PT1M");
        await ThenTold(receiver, wires, """{"happened":"paid","ref":"R1","fen":8000}""");
        var told = await Notice(wires);
        Assert.Equal("delivered", told.State);
        Assert.Equal(["not heard", null], told.Attempts.Select(a => a.Error));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task What_is_made_through_one_door_is_looked_at_through_the_other_in_that_ones_words(Store kind)
    {
        await using var receiver = await ToyReceiver.Start();
        await using var wires = await TwoWires.Open(kind);
        await wires.Ask("topUp", TopUp("R1", "alice", 8_000, receiver.Url));
        await wires.Sandbox.Payment(TwoWires.Sysid, "R1", "success");
        var seen = await wires.Tsy2.Call("OrderService", "getOrderDetail", new { bizOrderNo = "R1" });
        Assert.Equal(("R1", "8000", "4"), (seen.Text("bizOrderNo"), seen.Text("amount"), seen.Text("orderStatus")));
        Assert.Equal("8000", (await wires.Tsy2.Call("OrderService", "queryBalance", new { bizUserId = "alice", accountSetNo = "200001" }))
            .Text("allAmount"));

        await wires.Sandbox.Advance("PT1S");
        var story = await wires.Sandbox.Explain(TwoWires.Sysid, "R1");
        Assert.Contains("\"ref\":\"R1\"", story.GetProperty("requests")[0].GetProperty("request").GetString());
        Assert.Equal("""{"happened":"paid","ref":"R1","fen":8000}""", story.GetProperty("notifications")[0].GetProperty("rps").GetString());
        Assert.Single(story.GetProperty("notifications")[0].GetProperty("sent").EnumerateArray());
        Assert.Empty(story.GetProperty("files").EnumerateArray());
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_refusal_has_the_words_of_its_wire_and_changes_nothing(Store kind)
    {
        await using var receiver = await ToyReceiver.Start();
        await using var wires = await TwoWires.Open(kind);
        Assert.Equal("no such person", await wires.Says("topUp", TopUp("R1", "nobody", 8_000, receiver.Url)));
        Assert.Equal("forged", await wires.Says("topUp", TopUp("R1", "alice", 8_000, receiver.Url), sign: "AAAA"));
        Assert.Equal("who are you", await wires.Says("topUp", TopUp("R1", "alice", 8_000, receiver.Url), TwoWires.Sysid));
        await Assert.ThrowsAsync<SandboxProblem>(() => wires.Sandbox.Explain(TwoWires.Sysid, "R1"));

        Assert.Equal("done", await wires.Says("topUp", TopUp("R1", "alice", 8_000, receiver.Url)));
        Assert.Equal("said otherwise before", await wires.Says("topUp", TopUp("R1", "alice", 8_001, receiver.Url)));
        Assert.Equal("40017", (await wires.Tsy2.Call("OrderService", "depositApply", Deposit("R1", receiver.Url))).ErrorCode);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_order_closes_by_the_timetable_of_its_wire_and_stands_in_the_words_of_the_wire_that_asks(Store kind)
    {
        await using var receiver = await ToyReceiver.Start();
        await using var wires = await TwoWires.Open(kind);
        await wires.Ask("topUp", TopUp("R1", "alice", 8_000, receiver.Url));
        Assert.True((await wires.Tsy2.Call("OrderService", "depositApply", Deposit("R2", receiver.Url))).Ok);
        Assert.Equal(("open", "open"), (await Stands("R1"), await Stands("R2")));

        await wires.Sandbox.Advance("PT24H");
        Assert.Equal(("over-and-out", "open"), (await Stands("R1"), await Stands("R2")));
        var seen = await wires.Tsy2.Call("OrderService", "getOrderDetail", new { bizOrderNo = "R1" });
        Assert.Equal("6", seen.Text("orderStatus"));

        async Task<string> Stands(string no) => (await wires.Ask("how", new { @ref = no })).GetProperty("stands").GetString()!;
    }

    private static object TopUp(string reference, string who, long fen, string url) =>
        new { @ref = reference, who, fen, by = new { SCAN_WEIXIN = new { amount = fen } }, to = url };

    private static object Deposit(string bizOrderNo, string url) => new
    {
        bizOrderNo, bizUserId = "alice", accountSetNo = "200001", amount = 100, fee = 0, validateType = 0, backUrl = url,
            industryCode = "1910", industryName = "其他", source = 2,
        payMethod = new { SCAN_WEIXIN = new { amount = 100 } },
    };

    private static async Task<SandboxNotice> Notice(TwoWires wires) =>
        Assert.Single(await wires.Sandbox.Notifications(TwoWires.Sysid, "R1"));

    private static async Task ThenTold(ToyReceiver receiver, TwoWires wires, string told)
    {
        var (body, sign, account) = await receiver.Next();
        Assert.Equal((told, TwoWires.Number), (Encoding.UTF8.GetString(body), account));
        Assert.True(ToyKeys.IsSigned(wires.Toy.PlatformPublicKey, body, sign));
    }
}
