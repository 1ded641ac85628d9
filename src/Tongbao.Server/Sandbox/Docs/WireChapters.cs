using Tongbao.Server.Catalog;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>字典、错误代码、测试值: the chapters that are lists.</summary>
public static class WireChapters
{
    public static ReferenceChapter Choices(Tables catalog) => new("字典", "Values, chapter 6", "字段说明里的 6.x 指这里的各节。",
    [
        .. catalog.Choices.Values.Select(c =>
            Table(c.Section, c.Title, ["值", "含义", "English"], c.Choices.Select(row => (IReadOnlyList<string>)[row.Value, row.Zh, row.En]))),
        Listed("6.11", "业务码", "tsy2/tradecodes.tbl", ["代码", "用于", "对应的代码", "名称"],
            w => [w[0], w[1] == "collect" ? "代收" : "代付", w[2], Rest(w, 3)]),
        Listed("6.12", "行业代码", "shared/industries.tbl", ["代码", "名称"], w => [w[0], Rest(w, 1)]),
        Listed("6.13", "网关银行", "tsy2/gatewaybanks.tbl", ["代码", "网银种类", "名称"], w => [w[0], w[1], Rest(w, 2)]),
        Listed("6.20", "海关代码", "shared/customs.tbl", ["代码", "名称"], w => [w[0], Rest(w, 1)]),
        Listed("6.21", "对公户银行名称", "shared/banks.tbl", ["代码", "名称"], w => [w[0], Rest(w, 1)]),
    ]);

    public static ReferenceChapter Errors(Tables catalog) =>
        new("错误代码", "Error codes, chapter 7", "被拒时 errorCode 和 message 是下列之一；沙箱在 message 后用括号说明具体原因。",
        [Table("codes", "全部代码", ["代码", "原文", "English"], catalog.Errors.Rows.Where(e => !e.IsCase)
            .Select(e => (IReadOnlyList<string>)[e.Code, e.Zh, e.En])) with { Mark = "e" }]);

    public static ReferenceChapter TestValues() => new("测试值", "Values of the test environment, 5.2 and 6.18",
        "不设剧本时，下列金额、卡号、姓名有固定的结果；未列出的照常成功。金额单位分。各行自上而下，第一条符合的生效。",
        [.. TestValueTable.Read().GroupBy(row => row.Subject)
            .Select(g => Table(g.Key, TestValueSpeech.SubjectOf(g.Key), ["何时", "条件", "结果", "渠道的话"], g.Select(TestValueSpeech.Columns)))]);

    private static ReferenceTable Listed(string chapter, string title, string file, IReadOnlyList<string> columns,
        Func<string[], IReadOnlyList<string>> row) =>
        Table(chapter, title, columns, ApiText.Lines(Tables.Text(file)).Select(ApiText.Words).Select(row));

    private static ReferenceTable Table(string id, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        new(id, char.IsAsciiDigit(id[0]) ? $"{id} {title}" : title, columns, [.. rows]);

    private static string Rest(string[] words, int from) => string.Join(' ', words[from..]);
}
