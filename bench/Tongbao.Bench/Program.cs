using System.Diagnostics;
using System.Globalization;
using Tongbao.Bench;

// ./run bench [--only ROW] [--long]: the table of docs/performance.md, measured here and now. "serve" is the server that it measures.
if (args is ["serve", ..]) return await BenchServer.Run(args[1..]);

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var only = Array.IndexOf(args, "--only") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
await using var bench = new Bench(isLong: args.Contains("--long"));
(string Name, Func<Bench, Task> Run)[] rows =
[
    ("purchase-sqlite", b => PurchaseRows.Purchase(b, "sqlite", 2048, 0.80)),
    ("purchase-1024", b => PurchaseRows.Purchase(b, "sqlite", 1024, 0.50)),
    ("purchase-postgres", b => PurchaseRows.Purchase(b, "postgres", 2048, 0.60)),
    ("whole-way", PurchaseRows.WholeWay),
    ("repeat", PurchaseRows.Repeat),
    ("alone", PurchaseRows.Alone),
    ("ledger-sqlite", b => LedgerRows.AgainstPgbench(b, "sqlite", 15)),
    ("ledger-postgres", b => LedgerRows.AgainstPgbench(b, "postgres", 4)),
    ("hot-sqlite", b => LedgerRows.Hot(b, "sqlite", 0.9)),
    ("hot-postgres", b => LedgerRows.Hot(b, "postgres", 0.8)),
    ("file", FileRow.Run),
    ("many-orders", ManyOrdersRow.Run),
    ("start", StartRow.Run),
];
var chosen = rows.Where(r => only is null || r.Name.StartsWith(only, StringComparison.Ordinal)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"--only: {string.Join(" | ", rows.Select(r => r.Name))}");
    return 2;
}
var began = Stopwatch.GetTimestamp();
foreach (var (name, run) in chosen)
{
    try
    {
        await run(bench);
    }
    catch (Exception failed) when (failed is not OutOfMemoryException)
    {
        bench.Report(name, failed.Message, "", held: false);
        Console.Error.WriteLine(failed);
    }
}
bench.PrintTable();
Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} min");
return bench.AllSound ? 0 : 1;
