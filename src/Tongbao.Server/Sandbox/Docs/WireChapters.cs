using Tongbao.Server.Catalog;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>字典、错误代码、测试值: the chapters that are lists.</summary>
public static class WireChapters
{
    public static ReferenceChapter Choices(WireReference wire) => new("字典", wire.Words.Dictionary.En, wire.Words.Dictionary.Lead,
    [
        .. wire.Tables.Choices.Values.Select(c =>
            Table(c.Section, c.Title, ["值", "含义", "English"], c.Choices.Select(row => (IReadOnlyList<string>)[row.Value, row.Zh, row.En]))),
        .. wire.Words.Lists.Select(l =>
            Table(l.Id, l.Title, l.Columns, ApiText.Lines(Tables.Text(l.File)).Select(ApiText.Words).Select(l.Row))),
    ]);

    public static ReferenceChapter Errors(WireReference wire) => new("错误代码", wire.Words.Codes.En, wire.Words.Codes.Lead,
        [Table("codes", "全部代码", ["代码", "原文", "English"], wire.Tables.Errors.Rows.Where(e => !e.IsCase)
            .Select(e => (IReadOnlyList<string>)[e.Code, e.Zh, e.En])) with { Mark = "e" }]);

    public static ReferenceChapter TestValues() => new("测试值", "Values of the test environment, 5.2 and 6.18",
        "不设剧本时，下列金额、卡号、姓名有固定的结果；未列出的照常成功。金额单位分。各行自上而下，第一条符合的生效。",
        [.. TestValueTable.Read().GroupBy(row => row.Subject)
            .Select(g => Table(g.Key, TestValueSpeech.SubjectOf(g.Key), ["何时", "条件", "结果", "渠道的话"], g.Select(TestValueSpeech.Columns)))]);

    private static ReferenceTable Table(string id, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        new(id, char.IsAsciiDigit(id[0]) ? $"{id} {title}" : title, columns, [.. rows]);
}
