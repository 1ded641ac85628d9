using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Tongbao.Server.Files;

namespace Tongbao.Tests.Recon;

/// <summary>Workbooks, as readers have them that are not ours.</summary>
public sealed class WorkbookTests
{
    [Fact]
    public async Task Texts_and_numbers_come_out_as_they_went_in_and_no_text_is_a_formula()
    {
        var rows = new[]
        {
            new[] { Cell.Of("订单号"), Cell.Of("金额(单位:分)"), Cell.Of("") },
            [Cell.Of("20261121101000208500000006"), Cell.Of(9_940), Cell.Of("=1+1")],
            [Cell.Of("+86"), Cell.Of(-1), Cell.Of("@a<b>&\"c\" 😀 \u0001 x ")],
        };
        var bytes = await Written(rows);
        using (var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false))
        {
            Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Description));
            Assert.Empty(document.WorkbookPart!.WorksheetParts.Single().Worksheet
                .Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>());
        }
        var (name, read) = Read(bytes).Single();
        Assert.Equal("对账单", name);
        Assert.Equal(["订单号", "金额(单位:分)", null], read[0]);
        Assert.Equal(["20261121101000208500000006", 9_940.0, "=1+1"], read[1]);
        Assert.Equal(["+86", -1.0, "@a<b>&\"c\" 😀  x "], read[2]);
        Assert.Equal(bytes, await Written(rows));
    }

    [Fact]
    public async Task A_workbook_without_rows_opens()
    {
        var bytes = await Written([]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Description));
    }

    private static async Task<byte[]> Written(IReadOnlyList<Cell[]> rows)
    {
        using var to = new MemoryStream();
        await using (var book = new Workbook(to, "对账单"))
        {
            foreach (var row in rows) await book.Row(row);
        }
        return to.ToArray();
    }

    /// <summary>The sheets of a workbook by their names.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<object?[]> Rows)> Read(byte[] bytes)
    {
        // The reader asks for code pages that only old formats need.
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
        var sheets = new List<(string, IReadOnlyList<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }
}
