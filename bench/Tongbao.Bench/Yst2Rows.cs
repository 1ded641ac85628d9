namespace Tongbao.Bench;

/// <summary>云商通二代: purchases (2085) signed by SM2, each paid by a report that is handed over in process, 64 connections at once.</summary>
public static class Yst2Rows
{
    private const int Connections = 64, Repeated = 500;

    public static async Task Purchase(Bench bench)
    {
        using var sink = new NoticeSink();
        await using var child = await Child.Start(bench, "sqlite", 2048);
        await child.Clock(new { freeze = true });
        var merchant = new Yst2Merchant();
        await Open(child, merchant);
        var some = Yst2Merchant.Barely(merchant.Purchases(Repeated, sink.Url));
        var rate = (await child.Load.Run(some, Connections, Bench.WarmUp / 2, new Counter(), once: false, Yst2Merchant.Good)).PerSecond;
        // As many as can be used up where verifying and signing is all that a purchase costs.
        var purchases = merchant.Purchases((int)(1.2 * rate * (Bench.WarmUp + bench.Rounds * bench.Round).TotalSeconds), sink.Url);
        var (bare, next) = (Yst2Merchant.Barely(purchases), new Counter());
        await child.Load.Run(purchases, Connections, Bench.WarmUp, next, once: true, Yst2Merchant.Good);
        LoadResult last = null!;
        var (signed, paid) = await bench.SideBySide(
            async () => (await child.Load.Run(bare, Connections, bench.Round, new Counter(), once: false, Yst2Merchant.Good)).PerSecond,
            async () => (last = await child.Load.Run(purchases, Connections, bench.Round, next, once: true, Yst2Merchant.Good)).PerSecond);
        await child.Clock(new { advance = "PT10S" });
        var verdict = await child.Verify();
        bench.Report("purchase-yst2", $"{paid:0}/s of {signed:0}/s verify+sign by SM2 = {paid / signed:0.00}; p50 {last.P50 / 1000:0.0} ms, p99 {last.P99 / 1000:0.0} ms; {sink.Count} notices", "-", null);
        bench.Sound("purchase-yst2", verdict.Ok, verdict.FirstWrong);
    }

    /// <summary>Gives the app an identity on this wire, and its members what they need for it.</summary>
    public static async Task Open(Child child, Yst2Merchant merchant)
    {
        using var opened = await child.Http.PostAsync($"/bench/yst2/open?key={Uri.EscapeDataString(merchant.PublicKey)}", null);
        if (!opened.IsSuccessStatusCode) throw new InvalidOperationException(await opened.Content.ReadAsStringAsync());
    }
}
