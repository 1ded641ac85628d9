using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>
/// 示例: an example request and reply made from the rows of an interface, with every required field. Encrypted fields are shown in clear
/// text.
/// </summary>
internal sealed class ExampleWriter(Tables catalog, IWireReference words)
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions OnOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Meaningful example values, by property name.</summary>
    private static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["Member"] = "buyer-001", ["Payer"] = "buyer-001", ["Payee"] = "seller-001", ["BizOrderNo"] = "B20261202001",
            ["OriginalBizOrderNo"] = "B20261202001", ["OrderNo"] = "2612021000000000001",
        ["BizFreezeNo"] = "F20261202001", ["BizTransferNo"] = "T20261202001", ["BizBatchNo"] = "P20261202001", ["BizGoodsNo"] = "G001",
            ["GoodsName"] = "咖啡", ["IndustryName"] = "其他",
        ["VerificationCode"] = "123456", ["AccountSetNo"] = "200001", ["UserId"] = "a1b2c3", ["Name"] = "王小明", ["LegalName"] = "王小明",
            ["CompanyName"] = "上海测试商贸有限公司",
        ["ExtendInfo"] = "随订单返回", ["Summary"] = "订单 001", ["ConsumerIp"] = "203.0.113.9",
    };

    private static readonly IReadOnlyDictionary<string, JsonNode> ByType = new Dictionary<string, JsonNode>
    {
        ["text"] = "示例", ["word"] = "示例", ["long"] = 1, ["cents"] = 10000, ["bool"] = true, ["date"] = "2026-12-02", ["day"] = "20261202",
            ["datetime"] = "2026-12-02 10:00:00", ["url"] = "https://shop.example/notice",
        ["phone"] = "13900000001", ["union"] = "102290000011", ["card"] = "6228480000000000099", ["anycard"] = "6228480000000000099",
            ["id"] = "310101199001011234",
            ["cvv2"] = "123", ["expiry"] = "1230", ["json"] = new JsonObject(), ["object"] = new JsonObject(),
        ["yuan"] = "100.00", ["yuan0"] = "0.00", ["stamp"] = "20261202100000", ["sealed"] = "bXlwYXNzd29yZA==", ["jsontext"] = "{}",
            ["base64"] = "iVBORw0KGgo=", ["thru"] = "12/30",
    };

    public IEnumerable<(string Title, string Text)> Of(ApiTable api)
    {
        foreach (var (id, zh, _) in FieldSpeech.SectionsOf(api))
        {
            var (title, whole) = words.Example(api, id, zh, Fields(api, api.Section(id), 0));
            yield return (title, whole.ToJsonString(Readable));
        }
    }

    /// <summary>The required fields, and those that are required because another field is present.</summary>
    private JsonObject Fields(ApiTable api, IReadOnlyList<FieldRow> rows, int depth)
    {
        var fields = new JsonObject();
        while (rows.Where(IsNeeded).ToList() is { Count: > 0 } needed)
        {
            // One at a time: what another row requires may be there then.
            Within(needed[0])![needed[0].Leaf] = Value(api, needed[0], depth);
        }
        return fields;

        bool IsNeeded(FieldRow row) => Within(row) is { } within && !within.ContainsKey(row.Leaf) && row.Presence switch
        {
            Presence.Required => true,
            Presence.Conditional => IsUsual(row),
            Presence.With => Sent(row.WhenField!) is not null,
            Presence.Without => Sent(row.WhenField!) is null,
            Presence.When => row.WhenValues.Contains(Sent(row.WhenField!)?.ToString()),
            _ => false,
        };

        JsonNode? Sent(string name) => rows.FirstOrDefault(r => r.Name == name) is { } row ? Within(row)?[row.Leaf] : null;

        // A row with a dot stands in the object before the dot, if that is there.
        JsonObject? Within(FieldRow row) => row.Parent is null ? fields : fields[row.Parent.Name] as JsonObject;
    }

    /// <summary>Passwords and cards are left out only in special cases, so an example shows them.</summary>
    private static bool IsUsual(FieldRow row) => row.Type is "sealed" or "card";

    private JsonNode? Value(ApiTable api, FieldRow row, int depth)
    {
        if (row.Shape is not null && catalog.Shapes.TryGetValue(row.Shape, out var shape))
        {
            var fields = Fields(api, shape.Section("fields"), depth + 1);
            return row.Type switch
            {
                "list" or "some" => new JsonArray(fields),
                "listtext" => new JsonArray(fields).ToJsonString(OnOneLine),
                _ => fields,
            };
        }
        if (row.Type == "payMethod") return PayMethod(api);
        if (row.Property == "IndustryCode") return "1910";
        if (row.Enum.Count > 0) return row.Type == "long" ? long.Parse(row.Enum[0], CultureInfo.InvariantCulture) : row.Enum[0];
        if (row.Type == "text" && Known.TryGetValue(row.Property, out var known)) return known;
        return row.Type == "cents" && row.Name.Contains("fee", StringComparison.OrdinalIgnoreCase) ? 0 : ByType[row.Type].DeepClone();
    }

    private JsonObject PayMethod(ApiTable api)
    {
        var method = catalog.PayMethods[api.Method.Contains("withdraw", StringComparison.OrdinalIgnoreCase) ? "WITHDRAW_TLT"
            : "SCAN_WEIXIN"];
        var fields = Fields(api, method.Fields, 1);
        return new JsonObject { [method.Method.Key] = method.IsList ? new JsonArray(fields) : fields };
    }
}
