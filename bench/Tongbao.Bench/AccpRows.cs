namespace Tongbao.Bench;

/// <summary>ACCP: an order (tradecreate) and its payment by balance, two signed requests, 64 connections at once.</summary>
public static class AccpRows
{
    private const int Connections = 64, Repeated = 500;

    public static async Task Purchase(Bench bench, int bits)
    {
        using var sink = new NoticeSink();
        await using var child = await Child.Start(bench, "sqlite", bits);
        await child.Clock(new { freeze = true });
        var merchant = new AccpMerchant(bits);
        using var opened = await child.Http.PostAsync($"/bench/accp/open?key={Uri.EscapeDataString(merchant.PublicKey)}", null);
        var platformKey = await opened.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        var some = AccpMerchant.Barely(merchant.Purchases(Repeated, platformKey, sink.Url));
        var rate = (await child.Load.Run(some, Connections, Bench.WarmUp / 2, new Counter(), once: false, AccpMerchant.Good)).PerSecond;
        // As many as can be used up where verifying and signing is all that a purchase costs.
        var purchases = merchant.Purchases((int)(1.2 * rate * (Bench.WarmUp + bench.Rounds * bench.Round).TotalSeconds), platformKey, sink.Url);
        var (bare, next) = (AccpMerchant.Barely(purchases), new Counter());
        await child.Load.Run(purchases, Connections, Bench.WarmUp, next, once: true, AccpMerchant.Good);
        LoadResult last = null!;
        var (signed, paid) = await bench.SideBySide(
            async () => (await child.Load.Run(bare, Connections, bench.Round, new Counter(), once: false, AccpMerchant.Good)).PerSecond,
            async () => (last = await child.Load.Run(purchases, Connections, bench.Round, next, once: true, AccpMerchant.Good)).PerSecond);
        await child.Clock(new { advance = "PT10S" });
        var verdict = await child.Verify();
        var name = bits == 1024 ? "purchase-accp" : $"purchase-accp-{bits}";
        bench.Report(name, $"{paid:0}/s of {signed:0}/s verify+sign of both requests = {paid / signed:0.00}; p50 {last.P50 / 1000:0.0} ms, p99 {last.P99 / 1000:0.0} ms; {sink.Count} notices", "-", null);
        bench.Sound(name, verdict.Ok, verdict.FirstWrong);
    }
}
