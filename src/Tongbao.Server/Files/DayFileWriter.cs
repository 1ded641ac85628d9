using System.Globalization;
using System.Text;
using Tongbao.Core.Platform;
using Tongbao.Core.Recon;
using Tongbao.Server.Store;

namespace Tongbao.Server.Files;

/// <summary>日终文件: writes a file of a day out of the books, line by line, whenever it is asked for.</summary>
public sealed class DayFileWriter(IStore store) : IDayFileWriter
{
    public const string Text = "text/plain;charset=UTF-8",
        Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static string TypeOf(DayFileKind kind) => kind == DayFileKind.Workbook ? Excel : Text;

    string IDayFileWriter.TypeOf(DayFileKind kind) => TypeOf(kind);

    public async Task Write(AppId app, IDayFiles files, DateOnly day, DayFileKind kind, Stream to, CancellationToken gone)
    {
        await using var reader = await store.BeginRead();
        if (await reader.Load(app, App.Rows, app.Value) is not { } row) return;
        var filed = reader.PaidBetween(app, Days.At(day, TimeSpan.Zero), Days.At(day.AddDays(1), TimeSpan.Zero));
        var lines = files.Lines(row, filed, kind);
        if (kind == DayFileKind.Workbook) await Sheet(files, lines, to, gone);
        else await Plain(lines, to, gone);
    }

    private static async Task Plain(IAsyncEnumerable<string> lines, Stream to, CancellationToken gone)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        await foreach (var line in lines.WithCancellation(gone)) await writer.WriteLineAsync(line);
    }

    private static async Task Sheet(IDayFiles files, IAsyncEnumerable<string> lines, Stream to, CancellationToken gone)
    {
        await using var book = new Workbook(to, files.SheetName);
        await foreach (var line in lines.WithCancellation(gone))
            await book.Row([.. line[..^1].Split('|').Select((text, at) => CellOf(files, text, at))]);
    }

    /// <summary>A title stands above each column, so a number is what reads as one.</summary>
    private static Cell CellOf(IDayFiles files, string text, int at) =>
        files.NumberColumns.Contains(at) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Cell.Of(number) : Cell.Of(text);
}
