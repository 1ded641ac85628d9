using Tongbao.Server.Catalog;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>A code of chapter 7, or one of the few that other chapters name.</summary>
public sealed record ErrorRow(string Code, string Zh, string En);

/// <summary>错误代码: catalog/tsy2/errors.tbl, two codes of which are printed twice.</summary>
public static class ErrorTable
{
    public static IEnumerable<ErrorRow> Read()
    {
        foreach (var line in ApiText.Lines(Tables.Text("tsy2/errors.tbl")))
        {
            var (code, texts) = (line[..line.IndexOf(' ')], line[line.IndexOf(' ')..].Split('|'));
            yield return new ErrorRow(code, texts[0].Trim(), texts[^1].Trim());
        }
    }
}
