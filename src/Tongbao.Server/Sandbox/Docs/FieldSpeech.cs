using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Legs;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>Puts the words of the tables into words for readers of the reference.</summary>
public static class FieldSpeech
{
    private static readonly IReadOnlyDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["text"] = "文本", ["word"] = "文本", ["long"] = "整数", ["cents"] = "整数，单位分", ["bool"] = "true 或 false", ["date"] = "yyyy-MM-dd",
            ["day"] = "yyyyMMdd",
            ["datetime"] = "yyyy-MM-dd HH:mm:ss",
        ["url"] = "网址", ["phone"] = "手机号", ["union"] = "支付行号，12 位数字", ["card"] = "卡号或账号", ["id"] = "证件号码", ["cvv2"] = "3 位数字",
            ["expiry"] = "有效期，4 位数字",
        ["yuan"] = "金额，单位元", ["yuan0"] = "金额，单位元，可为 0", ["stamp"] = "yyyyMMddHHmmss", ["sealed"] = "密文，base64", ["jsontext"] = "JSON 文本",
            ["listtext"] = "JSON 文本，内为数组", ["anycard"] = "卡号，明文或密文", ["some"] = "数组", ["base64"] = "base64", ["thru"] = "MM/YY",
        ["json"] = "JSON", ["object"] = "对象", ["list"] = "数组", ["payMethod"] = "支付方式对象",
    };

    /// <summary>The sections of an interface in reading order.</summary>
    private static readonly (string Id, string Zh, string En)[] Sections =
        [("request", "请求", "Request"), ("response", "应答", "Response"), ("notify", "通知", "Notice"), ("jump", "跳转", "Redirect"),
            ("form", "表单", "Form")];

    public static string TypeOf(FieldRow row) =>
        $"{Types[row.Type]}{(row.Shape is null ? "" : $" {row.Shape}")}{(row.Max is not { } max ? "" : row.Type is "list" or "some" ? $"，至多 {max} 项" : $"，至多 {max} 字")}";

    /// <summary>The nested object of a row, which is explained on the same page.</summary>
    public static string? ShapeOf(FieldRow row) => row.Shape;

    public static string PresenceOf(FieldRow row) => row.Presence switch
    {
        Presence.Required => "必填",
        Presence.Optional => "选填",
        Presence.With => $"与 {row.WhenField} 同送",
        Presence.When => $"{row.WhenField} 为 {string.Join(" 或 ", row.WhenValues)} 时必填",
        _ => "见说明",
    };

    public static string KindOf(ApiTable api) => api.Kind switch
    {
        "api" => "接口：商户调用",
        "page" => "页面：付款人的浏览器打开",
        "notify" => "通知：发给商户",
        "upload" => "上传：multipart 表单", "download" => "下载：表单",
        _ => "回调：询问商户",
    };

    public static IEnumerable<(string Id, string Zh, string En)> SectionsOf(ApiTable api) =>
        Sections.Where(s => api.Sections.ContainsKey(s.Id)).Select(s => (api.Kind, s.Id) switch
    {
        ("page", "request") => (s.Id, "链接参数", "What the link carries"),
        ("callback", "request") => (s.Id, "我方发送", "What we send"),
        ("callback", "response") or ("notify", "response") => (s.Id, "商户应答", "What the merchant answers"),
        ("api", "notify") => (s.Id, "后台通知", "Notice to backUrl"),
        _ => s,
    });

    public static IEnumerable<(string Zh, string Value)> FactsOf(PayMethodTable table)
    {
        var method = table.Method;
        yield return ("怎样付", method.Flow switch
        {
            PayFlow.Scan => "扫码", PayFlow.Jsapi =>
                "公众号、小程序、服务窗", PayFlow.Redirect => "跳转到页面", PayFlow.App => "APP", PayFlow.Code => "刷卡（付款码）", PayFlow.Sms => "短信确认",
            PayFlow.Inside => "账户内", PayFlow.Payout => "出金", _ => "POS 终端",
        });
        yield return ("交易验证方式", method.ValidateTypes.Count == 0 ? "不送" : string.Join("、", method.ValidateTypes));
        yield return ("应答", method.Returns switch { PayReturn.PayInfo => "payInfo", PayReturn.WeChatAppInfo => "weChatAPPInfo",
            PayReturn.PayStatus => "payStatus", PayReturn.PayCode => "payCode", _ => "无支付串" });
        yield return ("退款", method.Refund switch { RefundWay.Origin => "原路退回", RefundWay.Balance => "退到付款方余额", RefundWay.Pos => "在终端退",
            _ => "不可退" });
        yield return ("组合支付", method.Combines ? "可以" : "不可以");
        if (method.CardModes.Count > 0) yield return ("可用的绑卡方式", string.Join("、", method.CardModes));
        if (method.Arrivals.Count > 0) yield return ("提现方式", string.Join("、", method.Arrivals));
        if (table.IsList) yield return ("写法", "对象的数组");
    }
}
