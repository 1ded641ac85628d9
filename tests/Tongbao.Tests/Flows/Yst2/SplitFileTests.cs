using System.Text;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>批量分账: files that are taken whole or refused whole, and their results row by row.</summary>
public sealed class SplitFileTests
{
    private const string NoSuchOrder = "20261121101000208500000006";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#18", "7.5.6#18-21", "7.5.6#23")]
    public async Task A_file_whose_rows_all_fail_is_done_and_each_row_says_why(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store);
        var rows = new[] { $"R1|{NoSuchOrder}|5|B,1000,货款|", $"R2|{NoSuchOrder}", "R3", $"R4|{NoSuchOrder}|-1||", $"R5|{NoSuchOrder}||B;C,1|x" };
        var reply = await flow.Call("2092", File("BATCH1", flow.Receiver.Url(), rows), "66666");
        Assert.Equal("BATCH1", reply.Text("batchNo"));
        await flow.Sandbox.Advance("PT1S");

        var notice = (await flow.Receiver.WaitFor("BATCH1")).Single();
        Assert.Equal(("2092", "1", "00000", "交易成功"),
            (notice.TransCode, notice.Text("fileStatus"), notice.Text("respCode"), notice.Text("respMsg")));
        var state = await flow.Call("3003", new { batchNo = "BATCH1" });
        Assert.Equal(("1", "5", "0", "5"),
            (state.Text("fileStatus"), state.Text("totalCount"), state.Text("successCount"), state.Text("failCount")));
        var lines = await Result(flow, "BATCH1");
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.Equal(9, line.Split('|').Length));
        Assert.Equal(("R1", NoSuchOrder, "null", "5", "B,1000,货款", "", "2", $"orgRespTraceNum：{NoSuchOrder}原消费订单不存在或未成功"),
            Columns(lines[0], out var number));
        Assert.Matches("^[0-9]{14}2092[0-9]{8}$", number);
        Assert.EndsWith("|2|orgRespTraceNum：行格式错误", lines[2]);
        Assert.All(lines[3..], line => Assert.EndsWith("行格式错误", line));
        Assert.Equal(lines, await Result(flow, "BATCH1"));
        await flow.CloseTheDay();
    }

    [Fact]
    [Holds("7.5.6#17")]
    public async Task What_is_no_file_of_splits_is_refused_whole_and_leaves_its_number_free()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        async Task Refused(string code, object request) => await flow.Call("2092", request, code);
        await Refused("31016", new { batchNo = "B", file = "no Base64!" });
        await Refused("31016", new { batchNo = "B", file = Convert.ToBase64String([0xC3, 0x28]) });
        await Refused("31017", File("B", null, " ", "\r"));
        await Refused("31015", Yst2Flow.With(File("B", null, "R|1"), new { totalCount = 2 }));
        await Refused("31014", File("B", null, [.. Enumerable.Range(0, 5_001).Select(n => $"R{n}|1")]));
        await Refused("10001", new { batchNo = "B" });
        await Refused("10003", File(new string('B', 51), null, "R|1"));
        await flow.Call("3003", new { batchNo = "B" }, "31018");
        await flow.Call("4005", new { batchNo = "B" }, "31018");
        await flow.Call("2092", File("B", null, "R|1"), "66666");
    }

    [Fact]
    public async Task The_same_file_under_its_number_is_answered_as_it_stands_and_another_is_refused()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        await flow.Call("2092", File("B", null, "R|1"), "66666");
        await flow.Sandbox.Advance("PT1S");
        await flow.Call("2092", File("B", null, "R|1"));
        await flow.Call("2092", File("B", null, "R|2"), "31013");
        Assert.Single(await Result(flow, "B"));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task Rows_may_end_as_Windows_ends_them_be_empty_or_follow_a_byte_order_mark()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        var text = $"\uFEFFR1|{NoSuchOrder}|||\r\n\r\n  \nR2|{NoSuchOrder}|0|[{{\"signNum\":\"B\",\"amount\":\"5\"}}]|";
        await flow.Call("2092", new { batchNo = "B", totalCount = "2", file = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) }, "66666");
        await flow.Sandbox.Advance("PT1S");
        var lines = await Result(flow, "B");
        Assert.Equal(["R1", "R2"], lines.Select(line => line.Split('|')[0]));
        Assert.All(lines, line => Assert.EndsWith("原消费订单不存在或未成功", line));
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_large_file_comes_in_parts_and_its_result_is_a_line_for_each_row(Store store)
    {
        await using var flow = await Yst2Flow.OnOwnServer(store);
        var text = string.Concat(Enumerable.Range(0, 7_000).Select(n => $"R{n}|{NoSuchOrder}|||\n"));
        await flow.Sandbox.Post($"{Files(flow)}", new { batchNo = "大 1", notifyUrl = flow.Receiver.Url() });
        var one = $"{Files(flow)}/{Uri.EscapeDataString("大 1")}";
        // The parts meet within a row.
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var (at, part) in bytes.Chunk(100_001).Index()) await flow.Sandbox.PutBytes($"{one}/parts/{at + 1}", part);
        Assert.Equal("working", (await flow.Sandbox.Post($"{one}/start", new { })).GetProperty("state").GetString());
        await flow.Sandbox.Advance("PT1S");
        var done = await flow.Sandbox.Read(one);
        Assert.Equal(("finished", 7_000, 7_000, 7_000), (done.GetProperty("state").GetString(), done.GetProperty("rows").GetInt32(),
            done.GetProperty("done").GetInt32(), done.GetProperty("failed").GetInt32()));
        await flow.Receiver.WaitFor("大 1");
        var lines = (await flow.Sandbox.Text($"{one}/result")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 7_000).Select(n => $"R{n}"), lines.Select(line => line.Split('|')[0]));
        await flow.Call("4005", new { batchNo = "大 1" }, "31020");
        await flow.CloseTheDay();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("7.1#17", "7.5.6#24")]
    public async Task A_killed_server_goes_on_with_the_first_row_that_has_no_result_and_splits_no_order_twice(Store store)
    {
        const int rows = 20_000, paid = 8;
        await using var flow = await Yst2Flow.OnOwnServer(store, new { clearTimeRule = "D+1", channelFeeRate = 0.006 });
        await flow.Sandbox.Freeze();
        await flow.GivenCollector("A");
        var orders = new List<string>();
        for (var n = 0; n < paid; n++) orders.Add(await flow.GivenPaid("A", 100_00));
        await flow.MoveTo(1, "10:00:00");
        // Every purchase stands in the file twice: the second row finds it split.
        var text = string.Concat(Enumerable.Range(0, rows).Select(n =>
            $"R{n}|{(n % (rows / paid / 2) == 0 ? orders[n / (rows / paid / 2) % paid] : NoSuchOrder)}|||\n"));
        await flow.Sandbox.Post(Files(flow), new { batchNo = "B" });
        await flow.Sandbox.PutBytes($"{Files(flow)}/B/parts/1", Encoding.UTF8.GetBytes(text));
        await flow.Sandbox.Post($"{Files(flow)}/B/start", new { });
        var done = 0;
        while (done == 0) done = (await flow.Sandbox.Read($"{Files(flow)}/B")).GetProperty("done").GetInt32();
        await flow.Server.Kill();
        Assert.InRange(done, 1, rows - 1);
        await flow.Server.Start();
        await flow.Sandbox.Advance("PT1S");
        var end = await flow.Sandbox.Read($"{Files(flow)}/B");
        Assert.Equal(("finished", rows, rows - paid),
            (end.GetProperty("state").GetString(), end.GetProperty("done").GetInt32(), end.GetProperty("failed").GetInt32()));
        var lines = (await flow.Sandbox.Text($"{Files(flow)}/B/result")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, rows).Select(n => $"R{n}"), lines.Select(line => line.Split('|')[0]));
        Assert.Equal(paid, lines.Count(line => line.EndsWith("|1|交易成功", StringComparison.Ordinal)));
        Assert.Equal(paid, lines.Count(line => line.EndsWith("分账标识非待分账", StringComparison.Ordinal)));
        Assert.Equal($"{paid * 99_40}/0", await flow.Figures("A"));
        await flow.CloseTheDay();
    }

    [Fact]
    public async Task A_large_file_that_is_unfit_does_not_start_and_may_be_given_up()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        var one = $"{Files(flow)}/B";
        await Refused(404, () => flow.Sandbox.Post($"{one}/start", new { }));
        await flow.Sandbox.Post(Files(flow), new { batchNo = "B" });
        await Refused(409, () => flow.Sandbox.Post(Files(flow), new { batchNo = "B" }));
        await Refused(400, () => flow.Sandbox.Post($"{one}/start", new { }));
        await flow.Sandbox.PutBytes($"{one}/parts/1", [0xC3, 0x28]);
        await Refused(400, () => flow.Sandbox.Post($"{one}/start", new { }));
        await Refused(400, () => flow.Sandbox.PutBytes($"{one}/parts/3", [0x41]));
        await flow.Sandbox.PutBytes($"{one}/parts/1", "R|1"u8.ToArray());
        await Refused(409, () => flow.Sandbox.Text($"{one}/result"));
        await flow.Sandbox.Delete(one);
        await Refused(404, () => flow.Sandbox.Read(one));
        await Refused(404, () => flow.Sandbox.Delete(one));
    }

    private static string Files(Yst2Flow flow) => $"/sandbox/apps/{flow.App.Id}/split-files";

    private static async Task Refused(int status, Func<Task> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<SandboxProblem>(call)).Status);

    private static object File(string no, string? url, params string[] rows) => new
    {
        batchNo = no, respUrl = url ?? "", file = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join('\n', rows))),
    };

    private static async Task<string[]> Result(Yst2Flow flow, string no) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((await flow.Call("4005", new { batchNo = no })).Text("file")!))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (string, string, string, string, string, string, string, string) Columns(string line, out string number)
    {
        var c = line.Split('|');
        number = c[1];
        return (c[0], c[2], c[3], c[4], c[5], c[6], c[7], c[8]);
    }
}
