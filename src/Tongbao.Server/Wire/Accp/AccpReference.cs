using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire.Accp;

/// <summary>接口文档 of 连连 ACCP.</summary>
public sealed class AccpReference : IWireReference
{
    private const string Notices = "notify", Pages = "pages";

    public string Wire => AccpWire.Wire;
    public (string Zh, string En) Title => ("连连 ACCP", "LianLian ACCP");
    public string Root => "/docs/accp";

    public IReadOnlyList<(string Id, string Zh)> Groups { get; } =
        [("acctmgr", "账户"), ("txn", "交易"), ("documents", "资料"), (Notices, "通知"), (Pages, "页面")];

    /// <summary>The part of the path that names the group: /v1/txn/tradecreate.</summary>
    public string GroupOf(ApiTable api) => api.Kind switch
    {
        "notify" => Notices, "page" => Pages, _ => api.Path!.Split('/')[2],
    };

    public string AddressOf(ApiTable api) => $"POST {api.Path}";

    public IReadOnlyList<(string Field, string Zh)> Envelope { get; } =
    [
        ("timestamp", "yyyyMMddHHmmss，北京时间，与服务器相差不超过 30 分钟"),
        ("oid_partner", "商户号"),
        ("Signature-Type", "请求头，RSA"),
        ("Signature-Data", "请求头：base64(RSA-MD5(报文 MD5 的十六进制小写文本))，PKCS#1 v1.5，用商户私钥"),
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "以 JSON POST，旧客户端在路径前加 /openapi 也可以。签名按发送的字节计算，不要重新排列后再签。",
        "应答是一行 JSON，带同样两个头，HTTP 状态都是 200，拒绝也签名。ret_code 为 0000 成功，8888 待短信验证，8889 待复核。",
        "金额单位为元：传文本或数字都行，返回带两位小数的文本。标“密文”的字段（密码、协议号）怎样加密，见 docs/wires/accp.md。",
        "沙箱里拒绝的应答头 Tongbao-Hint（百分号编码）说明哪个字段不对、应为什么。",
    ];

    public string Summary => "JSON by POST; the header Signature-Data is base64 of RSA-MD5 over the hex MD5 of the body. "
        + "Every call is answered with HTTP 200, signed likewise. Amounts are yuan.";

    public string NotServed => "3020";

    public (string En, string Lead) Dictionary => ("Values", "字段取值的含义。");

    public IReadOnlyList<ListedTable> Lists { get; } =
    [
        new("branches", "大额行号", "shared/branches.tbl", ["银行编码", "城市编码", "大额行号", "名称"],
            w => [w[0], w[1], w[2], ListedTable.Rest(w, 3)]),
    ];

    public (string En, string Lead) Codes => ("Return codes", "应答的 ret_code 和 ret_msg 是下列之一。");

    public (string Title, JsonObject Message) Example(ApiTable api, string section, string title, JsonObject fields)
    {
        JsonObject around = (api.Kind, section) switch
        {
            ("api", "request") => new() { ["timestamp"] = "20261202100000", ["oid_partner"] = "202600000000000001" },
            ("api", "response") => new() { ["ret_code"] = "0000", ["ret_msg"] = "交易成功", ["oid_partner"] = "202600000000000001" },
            _ => [],
        };
        foreach (var (name, value) in fields) around[name] = value?.DeepClone();
        return (title, around);
    }
}
