using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Tongbao.Server.Files;

/// <summary>A cell of a sheet: a number, or text. Text is never a formula, whatever it begins with.</summary>
public readonly record struct Cell(string Text, long? Number)
{
    public static Cell Of(string text) => new(text, null);
    public static Cell Of(long number) => new("", number);
}

/// <summary>
/// Excel 文件 (xlsx), written row by row: a file of any length takes the same memory. Texts stand in the cells themselves, since a table of
/// shared texts would have to be known before the first row. What does not fit into a sheet goes on in the next.
/// </summary>
public sealed class Workbook : IAsyncDisposable
{
    /// <summary>Rows that a sheet of Excel can have.</summary>
    private const int MostRows = 1_048_576;

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The first day that a zip can name. Files of the same rows are the same bytes, whenever they are written.</summary>
    private static readonly DateTimeOffset FirstDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _name;
    private readonly SentBehind _behind;
    private readonly ZipArchive _zip;
    private StreamWriter? _sheet;
    private int _sheets, _row;

    public Workbook(Stream to, string name)
    {
        (_name, _behind) = (name, new SentBehind(to));
        _zip = new ZipArchive(_behind, ZipArchiveMode.Create, leaveOpen: true);
    }

    public async Task Row(IReadOnlyList<Cell> cells)
    {
        if (_sheet is null || _row == MostRows) await NextSheet();
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<row r=\"{++_row}\">");
        foreach (var (at, cell) in cells.Index())
        {
            var place = $"{Column(at)}{_row}";
            if (cell.Number is { } number) text.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{number}</v></c>");
            else if (cell.Text.Length > 0)
                text.Append(CultureInfo.InvariantCulture,
                    $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escaped(cell.Text)}</t></is></c>");
        }
        await _sheet!.WriteAsync(text.Append("</row>"));
        if (_behind.IsWorthSending) await _behind.Send();
    }

    public async ValueTask DisposeAsync()
    {
        if (_sheet is null) await NextSheet();
        await EndSheet();
        var numbers = Enumerable.Range(1, _sheets).ToList();
        await Part("xl/workbook.xml", $"""<workbook xmlns="{Spreadsheet}" xmlns:r="{Documents}"><sheets>"""
            + string.Concat(numbers.Select(n => $"""<sheet name="{Escaped(_name)}{(n == 1 ? "" : n)}" sheetId="{n}" r:id="rId{n}"/>"""))
            + "</sheets></workbook>");
        await Part("xl/_rels/workbook.xml.rels", Pointing(numbers.Select(n => ("worksheet", $"worksheets/sheet{n}.xml"))));
        await Part("_rels/.rels", Pointing([("officeDocument", "xl/workbook.xml")]));
        await Part("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            """ + TypeOf("workbook.xml", "sheet.main")
            + string.Concat(numbers.Select(n => TypeOf($"worksheets/sheet{n}.xml", "worksheet"))) + "</Types>");
        await _zip.DisposeAsync();
        await _behind.Send();
    }

    private async Task NextSheet()
    {
        await EndSheet();
        _sheet = await Entry($"xl/worksheets/sheet{++_sheets}.xml");
        _row = 0;
        await _sheet.WriteAsync($"{Declaration}<worksheet xmlns=\"{Spreadsheet}\"><sheetData>");
    }

    private async Task EndSheet()
    {
        if (_sheet is null) return;
        await _sheet.WriteAsync("</sheetData></worksheet>");
        await _sheet.DisposeAsync();
    }

    private static string TypeOf(string part, string type) => $"""<Override PartName="/xl/{part}" ContentType="{Types}.{type}+xml"/>""";

    private static string Pointing(IEnumerable<(string Kind, string Target)> to) => $"""<Relationships xmlns="{Relations}">"""
        + string.Concat(to.Select((t, at) => $"""<Relationship Id="rId{at + 1}" Type="{Documents}/{t.Kind}" Target="{t.Target}"/>"""))
        + "</Relationships>";

    /// <summary>A, B, … Z, AA, AB, …</summary>
    private static string Column(int at) => at < 26 ? $"{(char)('A' + at)}" : Column(at / 26 - 1) + (char)('A' + at % 26);

    private async Task Part(string part, string xml)
    {
        await using var writer = await Entry(part);
        await writer.WriteAsync(Declaration + xml);
    }

    private async Task<StreamWriter> Entry(string part)
    {
        var entry = _zip.CreateEntry(part, CompressionLevel.Fastest);
        entry.LastWriteTime = FirstDay;
        return new StreamWriter(await entry.OpenAsync(), new UTF8Encoding(false), bufferSize: 64 * 1024);
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(
        string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))))!;
}
