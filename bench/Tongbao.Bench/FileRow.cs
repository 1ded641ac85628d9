using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tongbao.Core;

namespace Tongbao.Bench;

/// <summary>对账文件: the detail file over HTTP, against a plain ADO.NET program that reads the same rows and writes the same bytes.</summary>
public static class FileRow
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    public static async Task Run(Bench bench)
    {
        var count = bench.IsLong ? 1_000_000 : 100_000;
        await using var child = await Child.Start(bench, "sqlite", 2048);
        for (var from = 0; from < count; from += 1_000)
            (await child.Http.PostAsync($"/bench/orders?from={from}&count=1000", null)).EnsureSuccessStatusCode();
        var day = Days.DateOf(TimeProvider.System.GetUtcNow());
        var link = (await child.Http.GetStringAsync($"/bench/file?day={day:yyyy-MM-dd}")).Trim('"');
        var path = new Uri(link).PathAndQuery;
        var before = Processes.Memory(child.Pid);
        var most = before;
        var (served, plain) = ("", "");
        await Measured(async () => served =
            await Served(child, path, bench.Root, () => most = Math.Max(most, Processes.Memory(child.Pid))));
        await Measured(async () => plain = await Plain(Path.Combine(child.Data, "tongbao.db"), bench.Root));
        if (served != plain) throw new InvalidDataException("the two files differ");
        var (own, other) = await bench.SideBySide(
            () => Measured(() => Served(child, path, bench.Root, () => most = Math.Max(most, Processes.Memory(child.Pid)))),
            () => Measured(() => Plain(Path.Combine(child.Data, "tongbao.db"), bench.Root)));
        bench.Report("file", $"{count} orders in {own / 1000:0.00} s against {other / 1000:0.00} s plain ADO.NET = {own / other:0.00}; memory {before} -> {most} MB", "<= 2.00", own / other <= 2);
    }

    private static async Task<double> Measured(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<string> Served(Child child, string path, string folder, Action look)
    {
        await using var file = File.Create(Path.Combine(folder, "served.txt"));
        await using var from = await child.Http.GetStreamAsync(path);
        var buffer = new byte[256 * 1024];
        var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        for (var n = 0; await from.ReadAsync(buffer) is > 0 and var got; n++)
        {
            await file.WriteAsync(buffer.AsMemory(0, got));
            hash.AppendData(buffer, 0, got);
            if (n % 64 == 0) look();
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>As a program of an afternoon would be: a query, a record, a line.</summary>
    private static async Task<string> Plain(string database, string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT body FROM orders WHERE app = @app AND paid_at > 0 ORDER BY paid_at, key";
        command.Parameters.AddWithValue("app", Merchant.Sysid);
        var name = Path.Combine(folder, "plain.txt");
        await using (var writer = new StreamWriter(name, false, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" })
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var o = JsonSerializer.Deserialize<Row>(reader.GetString(0), Camel)!;
                await writer.WriteLineAsync($"{o.No}|消费|{o.Amount}|{o.Fee}|{o.PaidAt.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss}|{o.BizNo}|{o.Legs[0].Amount}|{o.Channel.TradeNo}|{o.Channel.Fee}|0|0|0|{o.ExtendInfo}||0|{o.Legs[0].Method}|||{o.Channel.TrxCode}|{o.Channel.Acct}|{o.Channel.AcctType}|");
            }
        }
        await using var written = File.OpenRead(name);
        return Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(written));
    }

    private sealed record Row(string No, string BizNo, long Amount, long Fee, DateTimeOffset PaidAt, string? ExtendInfo,
        IReadOnlyList<RowLeg> Legs, RowChannel Channel);

    private sealed record RowLeg(string Method, long Amount);

    private sealed record RowChannel(string? TradeNo, string? Fee, string? TrxCode, string? Acct, string? AcctType);
}
