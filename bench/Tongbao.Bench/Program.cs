using System.Diagnostics;
using System.Globalization;
using Tongbao.Bench;

// ./run bench: the table of docs/performance.md, measured here and now. "serve" is the server that it measures.
if (args is ["serve", ..]) return await BenchServer.Run(args[1..]);

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Wish.Read(args) is not { } wish) return Say($"./run bench [--only ROW] [--long]; not understood: {string.Join(' ', args)}");
var only = wish.Only;
await using var bench = new Bench(wish.IsLong);
(string Name, Func<Bench, Task> Run)[] rows =
[
    ("purchase-sqlite", b => PurchaseRows.Purchase(b, "sqlite", 2048, 0.80)),
    ("purchase-1024", b => PurchaseRows.Purchase(b, "sqlite", 1024, 0.50)),
    ("purchase-postgres", b => PurchaseRows.Purchase(b, "postgres", 2048, 0.60)),
    ("purchase-accp", b => AccpRows.Purchase(b, 1024)),
    ("purchase-accp-2048", b => AccpRows.Purchase(b, 2048)),
    ("purchase-yst2", Yst2Rows.Purchase),
    ("whole-way", PurchaseRows.WholeWay),
    ("repeat", PurchaseRows.Repeat),
    ("alone", PurchaseRows.Alone),
    ("ledger-sqlite", b => LedgerRows.AgainstPgbench(b, "sqlite", 15)),
    ("ledger-postgres", b => LedgerRows.AgainstPgbench(b, "postgres", 4)),
    ("hot-sqlite", b => LedgerRows.Hot(b, "sqlite", 0.9)),
    ("hot-postgres", b => LedgerRows.Hot(b, "postgres", 0.8)),
    ("file", FileRow.Run),
    ("split-file", SplitFileRow.Run),
    ("many-orders", ManyOrdersRow.Run),
    ("verify-1m", b => VerifyRow.Run(b, "sqlite", isWanted: b.IsLong || only is not null)),
    ("verify-1m-postgres", b => VerifyRow.Run(b, "postgres", isWanted: b.IsLong || only is not null)),
    ("start", StartRow.Run),
];
var chosen = rows.Where(r => only is null || r.Name.StartsWith(only, StringComparison.Ordinal)).ToList();
if (chosen.Count == 0) return Say($"--only: {string.Join(" | ", rows.Select(r => r.Name))}");
if (PostgresPrograms.Folder is null
    && chosen.Any(r => r.Name.Contains("postgres") || r.Name.StartsWith("ledger", StringComparison.Ordinal)))
    return Say(PostgresPrograms.Missing);
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

static int Say(string mistake)
{
    Console.Error.WriteLine(mistake);
    return 2;
}

/// <summary>What was asked for; null where it was not understood.</summary>
internal sealed record Wish(string? Only, bool IsLong)
{
    public static Wish? Read(string[] args) => args switch
    {
        [] => new Wish(null, false),
        ["--only", var row, .. var rest] => Read(rest) is { Only: null } more ? more with { Only = row } : null,
        ["--long", .. var rest] => Read(rest) is { } more ? more with { IsLong = true } : null,
        _ => null,
    };
}
