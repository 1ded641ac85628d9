using Tongbao.Core;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Wire;

/// <summary>错误码: the rows of the code and the table of chapter 7 are one.</summary>
public sealed class ErrorRowsTests
{
    [Fact]
    public void All_152_rows_of_chapter_7_stand_in_the_code_with_their_Chinese_text()
    {
        var table = File.ReadAllLines(Repository.File("catalog/tsy2/errors.tbl")).Where(l => l.Length > 0 && !l.StartsWith('#'))
            .Select(l => (Code: l[..l.IndexOf(' ')], Zh: l[l.IndexOf(' ')..l.LastIndexOf('|')].Trim())).ToList();
        var rows = typeof(Errors).GetFields().Select(f => (Error)f.GetValue(null)!).Select(e => (e.Tsy2, e.Zh)).ToList();
        Assert.Equal(152, table.Count);
        Assert.Equal(table.Order(), rows.Order());
    }

    [Fact]
    public void A_code_that_a_field_table_names_is_a_row()
    {
        var named = Tables.Loaded.Apis.Concat(Tables.Loaded.Shapes.Values).SelectMany(a => a.Sections.Values).SelectMany(r => r)
            .Concat(Tables.Loaded.PayMethods.Values.SelectMany(m => m.Fields)).Select(r => r.Code).OfType<string>().Distinct();
        Assert.All(named, code => Assert.True(Server.Wire.ErrorCodes.Knows(code), code));
    }
}
