using System.Globalization;
using System.Text;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Store;

namespace Tongbao.Server.Files;

/// <summary>Serves the files that links point to. They are written from the books, line by line, at each download.</summary>
public sealed class FileEndpoint(FileLinks links, DayFileWriter writer, IEnvironment environment, IEnumerable<WireTerms> wires,
    TimeProvider clock)
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
        http.Response.ContentType = DayFileWriter.TypeOf(kind);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await writer.Write(app, files, day, kind, http.Response.Body, http.RequestAborted);
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
