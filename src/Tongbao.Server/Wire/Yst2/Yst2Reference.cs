using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Yst2;

/// <summary>接口文档 of 云商通二代.</summary>
public sealed class Yst2Reference : IWireReference
{
    private const string Notices = "notify", Files = "file", Onboarding = "cus";

    public string Wire => Yst2Wire.Wire;
    public (string Zh, string En) Title => ("云商通二代", "AllinPay YST");
    public string Root => "/docs/yst2";

    public IReadOnlyList<(string Id, string Zh)> Groups { get; } =
        [(Onboarding, "进件"), ("tm", "会员"), ("tx", "交易"), ("tq", "查询"), (Files, "文件"), (Notices, "通知")];

    /// <summary>The part of the path that names the group: /yst-service-api/tm/handle.</summary>
    public string GroupOf(ApiTable api) => api.Kind == "notify" ? Notices
        : api.Path!.StartsWith("/ystcusapi", StringComparison.Ordinal) ? Onboarding : api.Path.Split('/')[2];

    public string AddressOf(ApiTable api) => $"POST {api.Path}";

    public IReadOnlyList<(string Field, string Zh)> Envelope { get; } =
    [
        ("appId", "应用ID，20 位数字"),
        ("spAppId", "服务商ID，可不送"),
        ("transCode", "交易码，4 位数字"),
        ("format、charset、version", "json、UTF-8、1.0"),
        ("transDate、transTime", "yyyyMMdd、HHmmss，北京时间"),
        ("bizData", "业务参数，一段 JSON 文本"),
        ("signType", "SM3withSM2"),
        ("sign", "SM2 签名（SM3、用户标识 1234567812345678、ASN.1 DER、Base64）：除 sign、signType 外有值的字段按名称排序，以 & 连接 name=value"),
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "以 JSON POST，哪个交易码用哪个地址都可以。签名按解码后的 bizData 原文计算，不要重新序列化。",
        "应答恰为 msg、code、sign、bizData 四个字段。code 不为 00000 时只有 msg 和 code，没有签名；业务上的拒绝 code 为 00000，看 bizData 里的 respCode。",
        "respCode 00000 成功，66666 处理中，66667 待确认，其余为失败。金额单位为分。标“密文”的字段用 secretKey 做 SM4-ECB-PKCS7，输出小写十六进制。",
        "沙箱里拒绝的应答头 Tongbao-Hint（百分号编码）说明哪个字段不对、应为什么，以及签名为什么不对。",
    ];

    public string Summary => "JSON by POST; sign is SM2 with SM3 over the sorted fields that hold something. Answers have exactly msg, "
        + "code, sign and bizData, a text of JSON whose respCode is 00000 for done. Amounts are fen; encrypted "
        + "fields are SM4 under secretKey.";

    public string NotServed => "10010";

    public (string En, string Lead) Dictionary => ("Values", "字段取值的含义。");

    public IReadOnlyList<ListedTable> Lists { get; } = [];

    public (string En, string Lead) Codes => ("Codes", "信封的 code 和 bizData 里的 respCode 是下列之一。");

    public (string Title, JsonObject Message) Example(ApiTable api, string section, string title, JsonObject fields)
    {
        var data = fields.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return (title, (api.Kind, section) switch
        {
            ("api", "request") => new()
            {
                ["appId"] = "21762000921804636162", ["transCode"] = api.Name, ["format"] = "json", ["charset"] = "UTF-8",
                ["signType"] = Yst2Signature.Sm3WithSm2, ["transDate"] = "20261202", ["transTime"] = "100000", ["version"] = "1.0",
                ["bizData"] = data, ["sign"] = "MEQCIExKm6dM…",
            },
            ("api" or "upload", "response") => new()
            {
                ["msg"] = "调用成功", ["code"] = "00000", ["sign"] = "MEQCIG7xpuDj…", ["bizData"] = WithCode(fields),
            },
            ("notify", _) => new()
            {
                ["notifyTime"] = "2026-12-02 10:00:00", ["notifyId"] = "2612021000000000001", ["charset"] = "utf-8", ["version"] = "1.0",
                ["signType"] = Yst2Signature.Sm3WithSm2, ["appId"] = "21762000921804636162", ["transCode"] = api.Name.TrimEnd('n'),
                ["bizData"] = data, ["sign"] = "MEQCIG7xpuDj…",
            },
            _ => (JsonObject)fields.DeepClone(),
        });
    }

    private static string WithCode(JsonObject fields)
    {
        var all = (JsonObject)fields.DeepClone();
        (all["respMsg"], all["respCode"]) = ("交易成功", "00000");
        return all.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
