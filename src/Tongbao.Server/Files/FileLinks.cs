using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tongbao.Core.Orders;
using Tongbao.Core.Recon;
using Tongbao.Server.Store;

namespace Tongbao.Server.Wire;

/// <summary>文件链接: a link names its file, its app and its end, and is signed; whoever has it may read that one file until then.</summary>
public sealed class FileLinks(Vault vault, PublicUrl url)
{
    public const string Path = "/files/{name}";

    public string Make(AppId app, string name, DateTimeOffset until)
    {
        var end = until.ToUnixTimeSeconds();
        return $"{url}/files/{name}?app={Uri.EscapeDataString(app.Value)}&until={end}&sign={Sign(app.Value, name, end)}";
    }

    public bool IsGood(string app, string name, long until, string sign, DateTimeOffset now) =>
        until >= now.ToUnixTimeSeconds() && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(sign)), SHA256.HashData(Encoding.UTF8.GetBytes(Sign(app, name, until))));

    private string Sign(string app, string name, long until) => Convert.ToHexStringLower(vault.SignLink($"{app}/{name}/{until}"));
}

/// <summary>Gives the files that links point to, made anew from the books as they are read, line by line.</summary>
public sealed class FileEndpoint(FileLinks links, IStore store, TimeProvider clock)
{
    public async Task Handle(HttpContext http)
    {
        var (name, q) = ((string)http.Request.RouteValues["name"]!, http.Request.Query);
        var known = long.TryParse(q["until"], CultureInfo.InvariantCulture, out var until) && links.IsGood(q["app"].ToString(), name, until, q["sign"].ToString(), clock.GetUtcNow());
        var app = new AppId(q["app"].ToString());
        if (!known || DayOf(app, name) is not var (day, summary))
        {
            await Results.Problem("链接无效或已过期 the link is not valid, or no longer", statusCode: 403).ExecuteAsync(http);
            return;
        }
        http.Response.ContentType = "text/plain;charset=UTF-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await Write(http.Response.Body, app, day, summary, http.RequestAborted);
    }

    private async Task Write(Stream to, AppId app, DateOnly day, bool summary, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        await using var reader = await store.BeginRead();
        var sums = new CheckSummary();
        await foreach (var order in reader.PaidBetween(app, Days.At(day, TimeSpan.Zero), Days.At(day.AddDays(1), TimeSpan.Zero)).WithCancellation(cancel))
        {
            if (summary) sums.Add(order);
            else await writer.WriteLineAsync(CheckFile.Detail(order));
        }
        if (summary && !sums.IsEmpty) await writer.WriteLineAsync(sums.ToString());
    }

    private static (DateOnly, bool)? DayOf(AppId app, string name)
    {
        var prefix = app.Value + "_";
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || name.Length < prefix.Length + 8) return null;
        if (!DateOnly.TryParseExact(name.AsSpan(prefix.Length, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
        return CheckFile.NameOf(app, day, false) == name ? (day, false) : CheckFile.NameOf(app, day, true) == name ? (day, true) : null;
    }
}
