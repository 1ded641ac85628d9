namespace Tongbao.Bench;

/// <summary>
/// A purchase where ten million orders lie in the store, against one where there are ten thousand: p50. A row of --long, where the disk has
/// room.
/// </summary>
public static class ManyOrdersRow
{
    private const int Few = 10_000, Many = 10_000_000, Connections = 64, ARequest = 2_000, Fillers = 2;

    /// <summary>An order in its row and its indexes, and as much again for the log that they go through.</summary>
    private const long BytesAnOrder = 3_000;

    public static async Task Run(Bench bench)
    {
        if (!bench.IsLong)
        {
            bench.Report("many-orders", "only with --long", "<= 1.25", null);
            return;
        }
        var free = new DriveInfo(bench.Root).AvailableFreeSpace;
        if (free < Many * BytesAnOrder)
        {
            bench.Report("many-orders", $"skipped: {free >> 30} GB free, {Many * BytesAnOrder >> 30} GB needed", "<= 1.25", null);
            return;
        }
        using var sink = new NoticeSink();
        await using var few = await Filled(bench, Few);
        await using var many = await Filled(bench, Many);
        var orders = bench.Merchant(2048).Orders((int)(2_000 * (Bench.WarmUp + bench.Rounds * bench.Round).TotalSeconds), sink.Url);
        var (inFew, inMany) = (new Counter(), new Counter());
        await few.Load.Run("/bench/purchase", orders, Connections, Bench.WarmUp, inFew, once: true);
        await many.Load.Run("/bench/purchase", orders, Connections, Bench.WarmUp, inMany, once: true);
        var (p50, p50Many) = await bench.SideBySide(
            async () => (await few.Load.Run("/bench/purchase", orders, Connections, bench.Round, inFew, once: true)).P50,
            async () => (await many.Load.Run("/bench/purchase", orders, Connections, bench.Round, inMany, once: true)).P50);
        bench.Report("many-orders", $"p50 {p50Many / 1000:0.0} ms with {Many:#,0} orders, {p50 / 1000:0.0} ms with {Few:#,0} = {p50Many / p50:0.00}", "<= 1.25", p50Many / p50 <= 1.25);
    }

    private static async Task<Child> Filled(Bench bench, int count)
    {
        var child = await Child.Start(bench, "sqlite", 2048);
        await Parallel.ForEachAsync(Enumerable.Range(0, count / ARequest), new ParallelOptions { MaxDegreeOfParallelism = Fillers },
            async (n, cancel) =>
        {
            (await child.Http.PostAsync($"/bench/orders?from={n * ARequest}&count={ARequest}", null, cancel)).EnsureSuccessStatusCode();
            if (n % 500 == 499) Console.Error.WriteLine($"  {(n + 1) * ARequest:#,0} orders");
        });
        await child.Clock(new { freeze = true });
        return child;
    }
}
