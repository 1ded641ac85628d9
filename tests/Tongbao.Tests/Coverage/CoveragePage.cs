using System.Globalization;
using System.Text;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Coverage;

/// <summary>
/// docs/coverage.md as the tests make it, a part a wire: every rule with what holds it, and a list of those that nothing holds.
/// </summary>
public static class CoveragePage
{
    public static string File { get; } = Repository.File("docs", "coverage.md");

    public static string Text()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Coverage

            Every rule of the 通商云 2.0 document by number, the place where the document has it, and the tests that hold it. A test names its
            rules by `[Holds]`; this page is made from them by `TONGBAO_REWRITE=1 ./test Coverage`, and the tests fail while it is not what they would make.
            Numbers are the order of a section's rules; pay methods count by their key, the rules of time by `clock:`.


            """);
        WriteWire(page, "tsy2");
        page.Append("""

            # 连连 ACCP

            Every rule of this wire by number: A1 to A8 and T1 to T7 are the rows of the functional document, with its lines; W are the rules of the wire
            itself, which the document leaves out ([docs/wires/accp.md](wires/accp.md)).


            """);
        WriteWire(page, "accp");
        page.Append("""

            # 云商通二代

            Every rule of this wire by number, with the lines of the functional document (chapters 7.1 to 7.5) that it stands in.


            """);
        WriteWire(page, "yst2");
        return page.ToString();
    }

    private static void WriteWire(StringBuilder page, string wire)
    {
        var rules = Rules.All.Where(r => r.Wire == wire).ToList();
        var open = rules.Where(r => !Rules.Tests.Contains(r.Number)).ToList();
        page.Append(CultureInfo.InvariantCulture, $"""
            {rules.Count} rules: {rules.Count - open.Count} held by tests, {open.Count(r => Rules.Reasons.Contains(r.Number))} that no test can hold, {open.Count(r => !Rules.Reasons.Contains(r.Number))} open.

            ## Held by no test


            """);
        foreach (var why in open.Where(r => Rules.Reasons.Contains(r.Number)).GroupBy(r => Rules.Reasons[r.Number].First())
            .OrderBy(g => g.Key, StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"- {why.Key} {string.Join(", ", why.Select(r => $"`{r.Number}`"))}\n");
        foreach (var section in rules.GroupBy(r => r.Of)) Write(page, section.Key, section);
    }

    private static void Write(StringBuilder page, string of, IEnumerable<Rule> rules)
    {
        var about = rules.Any(r => r.About is not null);
        page.Append(CultureInfo.InvariantCulture,
            $"\n## {of}{(TitleOf(of) is { } title ? $" {title}" : "")}\n\n| rule |{(about ? " about |" : "")} stands in | held by |\n|---|{(about ? "---|" : "")}---|---|\n");
        foreach (var rule in rules)
            page.Append(CultureInfo.InvariantCulture,
                $"| {rule.Number} |{(about ? $" {rule.About} |" : "")} {rule.Place.Replace("|", "\\|", StringComparison.Ordinal)} | {HeldBy(rule)} |\n");
    }

    private static string HeldBy(Rule rule) => Rules.Tests.Contains(rule.Number)
        ? string.Join("<br>", Rules.Tests[rule.Number].Select(test => test.Replace("|", "\\|", StringComparison.Ordinal)))
        : Rules.Reasons.Contains(rule.Number) ? "see above" : "open";

    private static string? TitleOf(string of)
    {
        if (Rows.TryGetValue(of, out var row)) return row;
        if (of == "clock") return "时间规则";
        return Tables.Tsy2.PayMethods.TryGetValue(of, out var method) ? method.Method.Name : Titles.GetValueOrDefault(of);
    }

    /// <summary>The rows of the functional document of ACCP, and the sections of that of 云商通二代.</summary>
    private static readonly IReadOnlyDictionary<string, string> Rows = new Dictionary<string, string>
    {
        ["A1"] = "标准开户", ["A2"] = "新增绑定银行卡", ["A3"] = "解绑银行卡", ["A4"] = "企业用户更换绑定账号", ["A5"] = "明细查询",
        ["A6"] = "支付密码找回", ["A7"] = "支付密码修改", ["A8"] = "用户绑定手机号码修改",
        ["T1"] = "充值", ["T2"] = "普通消费", ["T3"] = "担保消费", ["T4"] = "担保确认", ["T5"] = "提现", ["T6"] = "内部代发", ["T7"] = "退款",
        ["W"] = "线路",
        ["7.1"] = "接口列表", ["7.2.1"] = "会员进件", ["7.2.2"] = "业务参与方注册", ["7.2.3"] = "支付收款", ["7.2.4"] = "分账结算", ["7.3"] = "账户结构",
        ["7.4"] = "账务处理逻辑", ["7.5.1.1"] = "会员进件管理", ["7.5.1.2"] = "合规审核管理", ["7.5.1.3"] = "AT认证管理", ["7.5.1.4"] = "产品信息管理",
        ["7.5.2.1"] = "个人会员开户", ["7.5.2.2"] = "企业会员开户", ["7.5.3"] = "会员手机号管理", ["7.5.4"] = "会员协议管理", ["7.5.5"] = "消费收款",
        ["7.5.6"] = "分账抽佣", ["7.5.7"] = "资金退款", ["7.5.8"] = "提现结算", ["7.5.9"] = "统一对账",
    };

    /// <summary>The sections' names, as the head of each .api file has them.</summary>
    private static readonly IReadOnlyDictionary<string, string> Titles = Directory
        .EnumerateFiles(Repository.File("catalog", "tsy2"), "*.api", SearchOption.AllDirectories).Select(System.IO.File.ReadAllLines)
        .Select(lines => (Section: lines.First(l => l.StartsWith("section", StringComparison.Ordinal)).Split(' ')[^1], Title: lines[0][2..]
            .Split(':')[0]))
        .GroupBy(t => t.Section).ToDictionary(g => g.Key, g => g.First().Title);
}
