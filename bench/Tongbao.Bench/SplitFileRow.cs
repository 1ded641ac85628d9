using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Tongbao.Bench;

/// <summary>
/// 大文件分账: a file of splits of settled orders, handed in by parts, from its start to its end, against a plain program that writes the same
/// rows; the most memory that the process had; and what purchases wait for beside a second file.
/// </summary>
public static class SplitFileRow
{
    private const int Few = 100_000, Many = 1_000_000, ARequest = 500, MostMegabytes = 256, PartBytes = 4 * 1024 * 1024;

    /// <summary>The second file, beside which there are purchases: long enough for a percentile.</summary>
    private const int Beside = 50_000;

    private const string Files = $"/sandbox/apps/{Merchant.Sysid}/split-files";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static async Task Run(Bench bench)
    {
        var count = bench.IsLong ? Many : Few;
        var (merchant, rows, data) = (new Yst2Merchant(), new List<string>(), "");
        await using (var filling = await Child.Start(bench, "sqlite", 2048))
        {
            await Yst2Rows.Open(filling, merchant);
            await Fill(filling, rows, count + Beside);
            data = filling.Data;
        }
        using var plain = PlainSplits.Begin(Path.Combine(data, "tongbao.db"), Path.Combine(bench.NewFolder(), "plain.db"));
        // The orders were made by a process that is gone: its memory is not measured.
        await using var child = await Child.Start(bench, "sqlite", 2048, data);
        await HandIn(child, "B1", rows.Take(count));
        var own = await Worked(child, "B1");
        var megabytes = Processes.MostMemory(child.Pid);
        var other = await plain.Write(count);
        bench.Report("split-file", $"{count:#,0} rows in {own.Seconds:0.0} s against {other.Seconds:0.0} s plain ADO.NET = {own.Seconds / other.Seconds:0.00}; of the processor {own.Processor:0.0} s and {other.Processor:0.0} s", "<= 2.00", own.Seconds / other.Seconds <= 2);
        bench.Report("split-memory", $"at most {megabytes} MiB", $"<= {MostMegabytes} MiB", megabytes <= MostMegabytes);
        await HandIn(child, "B2", rows.Skip(count));
        await Purchases(bench, child, merchant);
        var verdict = await child.Verify();
        bench.Sound("split-file", verdict.Ok, verdict.FirstWrong);
    }

    private static async Task Fill(Child child, List<string> rows, int count)
    {
        for (var from = 0; from < count; from += ARequest)
        {
            using var made = await child.Http.PostAsync($"/bench/yst2/settled?from={from}&count={ARequest}", null);
            var numbers = await made.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            rows.AddRange(numbers.Split('\n').Select((no, i) => SettledOrders.Split(from + i, no)));
            if ((from + ARequest) % 50_000 == 0) Console.Error.WriteLine($"  {from + ARequest:#,0} settled orders");
        }
    }

    private static async Task HandIn(Child child, string batch, IEnumerable<string> rows)
    {
        using var opened = await child.Http.PostAsJsonAsync(Files, new { batchNo = batch });
        opened.EnsureSuccessStatusCode();
        foreach (var (at, part) in Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => r + '\n'))).Chunk(PartBytes).Index())
        {
            using var content = new ByteArrayContent(part);
            content.Headers.ContentType = new("application/octet-stream");
            using var put = await child.Http.PutAsync($"{Files}/{batch}/parts/{at + 1}", content);
            put.EnsureSuccessStatusCode();
        }
    }

    /// <returns>What it took from its start to its end.</returns>
    private static async Task<Processes.Took> Worked(Child child, string batch)
    {
        var (began, used) = (Stopwatch.GetTimestamp(), Processes.Processor(child.Pid));
        using var started = await child.Http.PostAsJsonAsync($"{Files}/{batch}/start", new { });
        started.EnsureSuccessStatusCode();
        while (true)
        {
            var file = await child.Http.GetFromJsonAsync<JsonElement>($"{Files}/{batch}");
            if (file.GetProperty("failed").GetInt32() is > 0 and var failed) throw new InvalidOperationException($"{failed} rows failed");
            if (file.GetProperty("state").GetString() == "finished")
                return new(Stopwatch.GetElapsedTime(began).TotalSeconds, Processes.Processor(child.Pid) - used);
            await Task.Delay(LookEvery);
        }
    }

    /// <summary>A few purchases at a time, first alone, then beside a file that is worked.</summary>
    private static async Task Purchases(Bench bench, Child child, Yst2Merchant merchant)
    {
        var light = new LightLoad(child, merchant.Applications(LightLoad.Most), new Counter());
        await light.Run(Task.Delay(Bench.WarmUp));
        var alone = await light.Run(Task.Delay(2 * bench.Round));
        var beside = await light.Run(Worked(child, "B2"));
        bench.Report("split-p99", $"p99 of purchases {beside.P99 / 1000:0.0} ms beside a file, {alone.P99 / 1000:0.0} ms alone = {beside.P99 / alone.P99:0.00}; p50 {beside.P50 / 1000:0.0}, {alone.P50 / 1000:0.0} ms; {beside.PerSecond:0}/s", "<= 2.00", beside.P99 / alone.P99 <= 2);
    }
}
