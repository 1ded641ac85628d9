using Tongbao.Core.Orders.Legs;
using Tongbao.Server.Catalog;
using Tongbao.Simulators;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>Puts rows of catalog/shared/testvalues.tbl into words for readers. The head of the file explains its own words.</summary>
internal static class TestValueSpeech
{
    private static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["pay"] = "付款", ["refund"] = "退款", ["sms"] = "短信验证码", ["card"] = "卡与持卡人", ["amount"] = "金额", ["name"] = "姓名", ["phone"] = "手机号",
            ["id"] = "证件号码",
        ["success"] = "成功", ["fail"] = "失败", ["pending"] = "处理中", ["credit"] = "视为信用卡，须有有效期或 CVV2", ["person"] = "个人实名",
            ["company"] = "企业信息",
    };

    public static string SubjectOf(string subject) => subject.StartsWith("bind.", StringComparison.Ordinal) ? $"绑卡方式 {subject[5..]}"
        : Words.TryGetValue(subject, out var word) ? word : PayMethodOf(subject) is { } method ? $"{method.Name} {subject}" : subject;

    private static PayMethod? PayMethodOf(string key) =>
        Tables.Wires.Select(wire => Tables.Of(wire).PayMethods.GetValueOrDefault(key)?.Method).FirstOrDefault(m => m is not null);

    public static IReadOnlyList<string> Columns(TestValueRow row) =>
        [Words.GetValueOrDefault(row.Act, row.Act), row.Condition == "*" ? "其余一切"
            : string.Join("，", row.Condition.Split(',').Select(Condition)), Outcome(row.Outcome), row.Message ?? ""];

    private static string Condition(string text)
    {
        var at = text.IndexOfAny(['=', '>']);
        var (field, value) = (Words.GetValueOrDefault(text[..at], text[..at]), text[(at + 1)..]);
        return text[at] == '>' ? $"{field}大于 {value}" : value switch
        {
            ['*', .. var middle, '*'] => $"{field}含 {middle}",
            ['*', .. var end] => $"{field}以 {end} 结尾",
            _ => $"{field} {value}",
        };
    }

    private static string Outcome(string text) => string.Join("，", text.Split(',').Select(word => word.Split('=') switch
    {
        ["code", var code] => $"验证码 {code}",
        ["minutes", var minutes] => $"{minutes} 分钟内有效",
        ["limit", var limit] => $"此卡还可付 {limit} 分",
        _ => Words.GetValueOrDefault(word, word),
    }));
}
