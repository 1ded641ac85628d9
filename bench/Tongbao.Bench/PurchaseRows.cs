using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace Tongbao.Bench;

/// <summary>消费申请 over the signed wire: 64 connections, an order a request, each paid by a report that is handed over in process.</summary>
public static class PurchaseRows
{
    private const int Connections = 64, RepeatedOrders = 500;

    public static async Task Purchase(Bench bench, string store, int bits, double goal)
    {
        using var sink = new NoticeSink();
        await using var child = await Child.Start(bench, store, bits);
        var idle = Processes.Memory(child.Pid);
        // Notices become due when the clock is moved on, after the rounds.
        await child.Clock(new { freeze = true });
        var some = bench.Merchant(bits).Orders(RepeatedOrders, sink.Url);
        var rate = (await child.Load.Run("/bench/verify-and-sign", some, Connections, Bench.WarmUp / 2, new Counter(), once: false))
            .PerSecond;
        // As many as can be used up where verifying and signing is all that an order costs.
        var orders = bench.Merchant(bits).Orders((int)(1.2 * rate * (Bench.WarmUp + bench.Rounds * bench.Round).TotalSeconds), sink.Url);
        var next = new Counter();
        await child.Load.Run("/bench/purchase", orders, Connections, Bench.WarmUp, next, once: true);
        LoadResult last = null!;
        var (bare, purchases) = await bench.SideBySide(
            async () => (await child.Load.Run("/bench/verify-and-sign", orders, Connections, bench.Round, new Counter(), once: false))
                .PerSecond,
            async () => (last = await child.Load.Run("/bench/purchase", orders, Connections, bench.Round, next, once: true)).PerSecond);
        var loaded = Processes.Memory(child.Pid);
        var drained = Stopwatch.GetTimestamp();
        await child.Clock(new { advance = "PT10S" });
        var drainedIn = Stopwatch.GetElapsedTime(drained).TotalSeconds;
        var verdict = await child.Verify();
        var name = $"purchase-{(bits == 2048 ? store : bits)}";
        bench.Report(name, $"{purchases:0}/s of {bare:0}/s verify+sign = {purchases / bare:0.00}; p50 {last.P50 / 1000:0.0} ms, p99 {last.P99 / 1000:0.0} ms; {sink.Count} notices in {drainedIn:0.0} s", $">= {goal:0.00}", purchases / bare >= goal);
        bench.Sound(name, verdict.Ok, verdict.FirstWrong);
        if (name == "purchase-sqlite")
            bench.Report("memory", $"idle {idle} MB, under the row above {loaded} MB", "<= 150, 400", idle <= 150 && loaded <= 400);
    }

    /// <summary>The whole way with channel and notices over HTTP: the application, the buyer who pays, the notice that arrives.</summary>
    public static async Task WholeWay(Bench bench)
    {
        using var sink = new NoticeSink();
        await using var child = await Child.Start(bench, "sqlite", 2048);
        var orders = bench.Merchant(2048).Orders(15_000, sink.Url);
        var (next, began) = (new Counter(), Stopwatch.GetTimestamp());
        var endpoint = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, child.Url.Port);
        var duration = bench.Round * 2;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var wire = new RawConnection(endpoint);
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                var n = next.Next();
                await wire.Ask("POST /service/soa HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ", orders[n]);
                using var paid = await child.Http.PostAsJsonAsync($"/sandbox/apps/{Merchant.Sysid}/payments/{Merchant.BizOrderNo(n)}",
                    new { result = "success" });
                paid.EnsureSuccessStatusCode();
            }
        })));
        var paidIn = Stopwatch.GetElapsedTime(began).TotalSeconds;
        while (sink.Count < next.Used && Stopwatch.GetElapsedTime(began) < duration * 10) await Task.Delay(20);
        var verdict = await child.Verify();
        bench.Report("whole-way", $"{next.Used / paidIn:0}/s applied and paid; all {sink.Count} notices told {Stopwatch.GetElapsedTime(began).TotalSeconds - paidIn:0.0} s after the last payment (5 s are their delay)", "-", null);
        bench.Sound("whole-way", verdict.Ok, verdict.FirstWrong);
    }

    /// <summary>A repeated request against an endpoint that only verifies.</summary>
    public static async Task Repeat(Bench bench)
    {
        using var sink = new NoticeSink();
        await using var child = await Child.Start(bench, "sqlite", 2048);
        await child.Clock(new { freeze = true });
        var orders = bench.Merchant(2048).Orders(RepeatedOrders, sink.Url).Take(RepeatedOrders).ToList();
        await child.Load.Run("/bench/verify", orders, Connections, Bench.WarmUp / 2, new Counter(), once: false);
        await child.Load.Run("/service/soa", orders, Connections, Bench.WarmUp, new Counter(), once: false);
        var (bare, repeats) = await bench.SideBySide(
            async () => (await child.Load.Run("/bench/verify", orders, Connections, bench.Round, new Counter(), once: false)).PerSecond,
            async () => (await child.Load.Run("/service/soa", orders, Connections, bench.Round, new Counter(), once: false)).PerSecond);
        var verdict = await child.Verify();
        bench.Report("repeat", $"{repeats:0}/s of {bare:0}/s verify only = {repeats / bare:0.00}", ">= 0.60", repeats / bare >= 0.6);
        bench.Sound("repeat", verdict.Ok, verdict.FirstWrong);
    }

    /// <summary>One caller alone: p50 of an application against sign, verify and fdatasync measured apart, in this process.</summary>
    public static async Task Alone(Bench bench)
    {
        using var sink = new NoticeSink();
        await using var child = await Child.Start(bench, "sqlite", 2048);
        await child.Clock(new { freeze = true });
        var orders = bench.Merchant(2048).Orders(15_000, sink.Url);
        var next = new Counter();
        await child.Load.Run("/bench/purchase", orders, 1, Bench.WarmUp, next, once: true);
        LoadResult? last = null;
        var (parts, application) = await bench.SideBySide(
            () => Task.FromResult(Parts(bench)),
            async () => (last = await child.Load.Run("/service/soa", orders, 1, bench.Round, next, once: true)).P50);
        bench.Report("alone", $"p50 {application:0} us against {parts:0} us sign + verify + fdatasync = {application / parts:0.00}",
            "<= 1.60", application / parts <= 1.6);
    }

    private static double Parts(Bench bench)
    {
        var key = bench.Merchant(2048).Key;
        var text = new byte[24];
        var signature = key.SignData(text, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        using var file = new FileStream(Path.Combine(bench.Root, "sync"), FileMode.Create);
        return P50(() => key.SignData(text, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1))
            + P50(() => key.VerifyData(text, signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1))
            + P50(() =>
            {
                file.Write(new byte[4096]);
                file.Flush(flushToDisk: true);
            });
    }

    private static double P50(Action act)
    {
        var times = new List<double>();
        for (var i = 0; i < 1_000; i++)
        {
            var began = Stopwatch.GetTimestamp();
            act();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
        return Bench.Median(times);
    }
}
