using System.Globalization;
using System.Text;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Store;

namespace Tongbao.Server.Files;

/// <summary>Serves the files that links point to. They are written from the books, line by line, at each download.</summary>
public sealed class FileEndpoint(FileLinks links, IStore store, IEnvironment environment, IEnumerable<WireTerms> wires, TimeProvider clock)
{
    public async Task Handle(HttpContext http)
    {
        var (name, q) = ((string)http.Request.RouteValues["name"]!, http.Request.Query);
        var known = long.TryParse(q["until"], CultureInfo.InvariantCulture, out var until)
            && links.IsGood(q["app"].ToString(), name, until, q["sign"].ToString(), clock.GetUtcNow());
        var app = new AppId(q["app"].ToString());
        if (!known || Find(name) is not var (files, day, kind))
        {
            await Results.Problem("链接无效或已过期 the link is not valid, or no longer", statusCode: 403).ExecuteAsync(http);
            return;
        }
        http.Response.ContentType = "text/plain;charset=UTF-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true)
            { NewLine = "\n" };
        await using var reader = await store.BeginRead();
        var filed = reader.PaidBetween(app, Days.At(day, TimeSpan.Zero), Days.At(day.AddDays(1), TimeSpan.Zero));
        await foreach (var line in files.Lines(filed, kind).WithCancellation(http.RequestAborted)) await writer.WriteLineAsync(line);
    }

    /// <summary>The wire whose files have such names, with the day and the kind of this one.</summary>
    private (IDayFiles, DateOnly, DayFileKind)? Find(string name)
    {
        foreach (var files in wires.Select(w => environment.Part<IDayFiles>(w.Wire)))
        {
            if (files.Read(name) is var (day, kind)) return (files, day, kind);
        }
        return null;
    }
}
