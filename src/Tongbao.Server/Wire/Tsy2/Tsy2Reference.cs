using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>接口文档 of 通商云 2.0, chapters 2 to 7.</summary>
public sealed class Tsy2Reference : IWireReference
{
    public string Wire => Tsy2Wire.Wire;
    public (string Zh, string En) Title => ("通商云 2.0", "Wire reference");
    public string Root => "/docs";

    public IReadOnlyList<(string Id, string Zh)> Groups { get; } =
        [("MemberService", "会员"), ("MemberPwdService", "支付密码"), ("OrderService", "订单"), ("MerchantService", "平台")];

    public string GroupOf(ApiTable api) => api.Service;

    public string AddressOf(ApiTable api) => $"POST {Tsy2Endpoint.Path}";

    public IReadOnlyList<(string Field, string Zh)> Envelope { get; } =
    [
        ("sysid", "应用编号"),
        ("timestamp", "yyyy-MM-dd HH:mm:ss，北京时间，与服务器相差不超过 10 分钟"),
        ("v", "2.0，不参与签名"),
        ("req", """JSON：{"service":"…","method":"…","param":{…}}"""),
        ("sign", "base64(RSA-SHA1(base64(MD5(sysid + req + timestamp))))，PKCS#1 v1.5，UTF-8，用商户私钥"),
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "以表单 POST 到 /service/soa。应答是 JSON：sysid、sign、signedValue、status；成功时 status 为 OK，signedValue 是 JSON 文本；"
            + "被拒时为 error，另有 errorCode 和 message。HTTP 状态都是 200。用平台公钥按同样办法验 signedValue 的签名。",
        "标“密文”的字段：RSA PKCS#1 v1.5 加密后的十六进制，请求用平台公钥，应答用商户公钥。",
    ];

    public string Summary => "A form posted to /service/soa; the sign is base64 of RSA-SHA1 over base64 of MD5 of sysid + req + timestamp. "
        + "Every call is answered with HTTP 200. Fields that are encrypted are one RSA block in hex.";

    public string NotServed => "20003";

    public (string En, string Lead) Dictionary => ("Values, chapter 6", "字段说明里的 6.x 指这里的各节。");

    public IReadOnlyList<ListedTable> Lists { get; } =
    [
        new("6.11", "业务码", "tsy2/tradecodes.tbl", ["代码", "用于", "对应的代码", "名称"],
            w => [w[0], w[1] == "collect" ? "代收" : "代付", w[2], ListedTable.Rest(w, 3)]),
        new("6.12", "行业代码", "shared/industries.tbl", ["代码", "名称"], w => [w[0], ListedTable.Rest(w, 1)]),
        new("6.13", "网关银行", "tsy2/gatewaybanks.tbl", ["代码", "网银种类", "名称"], w => [w[0], w[1], ListedTable.Rest(w, 2)]),
        new("6.20", "海关代码", "shared/customs.tbl", ["代码", "名称"], w => [w[0], ListedTable.Rest(w, 1)]),
        new("6.21", "对公户银行名称", "shared/banks.tbl", ["代码", "名称"], w => [w[0], ListedTable.Rest(w, 1)]),
    ];

    public (string En, string Lead) Codes =>
        ("Error codes, chapter 7", "被拒时 errorCode 和 message 是下列之一；沙箱在 message 后用括号说明具体原因。");

    public (string Title, JsonObject Message) Example(ApiTable api, string section, string title, JsonObject fields) =>
        (api.Kind, section) switch
    {
        ("api" or "page", "request") when api.Service.Length > 0 =>
            ($"{title}：req", new JsonObject { ["service"] = api.Service, ["method"] = api.Method, ["param"] = fields }),
        ("api", "response") => ($"{title}：signedValue", fields),
        _ => (title, fields),
    };
}
