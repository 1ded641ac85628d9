using System.Globalization;
using System.Text;
using Tongbao.Core.Recon;
using Tongbao.Server.Store;

namespace Tongbao.Server.Files;

/// <summary>Serves the files that links point to. They are written from the books, line by line, at each download.</summary>
public sealed class FileEndpoint(FileLinks links, IStore store, TimeProvider clock)
{
    public async Task Handle(HttpContext http)
    {
        var (name, q) = ((string)http.Request.RouteValues["name"]!, http.Request.Query);
        var known = long.TryParse(q["until"], CultureInfo.InvariantCulture, out var until)
            && links.IsGood(q["app"].ToString(), name, until, q["sign"].ToString(), clock.GetUtcNow());
        var app = new AppId(q["app"].ToString());
        if (!known || DayOf(name) is not var (day, summary))
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
        await foreach (var order in reader.PaidBetween(app, Days.At(day, TimeSpan.Zero), Days.At(day.AddDays(1), TimeSpan.Zero))
            .WithCancellation(cancel))
        {
            if (summary) sums.Add(order);
            else await writer.WriteLineAsync(CheckFile.Detail(order));
        }
        if (summary && !sums.IsEmpty) await writer.WriteLineAsync(sums.ToString());
    }

    /// <summary>
    /// The day of a file name, and whether it is the summary. The app's number in front may contain any character that ids may have.
    /// </summary>
    private static (DateOnly, bool)? DayOf(string name)
    {
        if (name.LastIndexOf("_allinpay", StringComparison.Ordinal) is not (> 9 and var end)) return null;
        var no = name[..(end - 9)];
        if (!DateOnly.TryParseExact(name.AsSpan(end - 8, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        return CheckFile.NameOf(no, day, false) == name ? (day, false) : CheckFile.NameOf(no, day, true) == name ? (day, true) : null;
    }
}
