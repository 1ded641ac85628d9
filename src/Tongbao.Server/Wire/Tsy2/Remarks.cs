using System.Runtime.InteropServices;
using System.Text.Json;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// 请求中的可疑之处: fields that no table knows, which are ignored as the wire has it and are perhaps misspelt, and card numbers in free text.
/// The answer says nothing of them; the sender is warned beside it.
/// </summary>
public sealed class Remarks([FromKeyedServices(Tsy2Wire.Wire)] Tables catalog, Asker asker)
{
    /// <summary>Of one request so much is said; in one process so much is remembered as said.</summary>
    private const int MaxOfOne = 20, MaxTold = 10_000;

    /// <summary>A shorter value holds no card number.</summary>
    private const int ShortestCard = 13;

    private static readonly string[] OfEnvelope = ["service", "method", "Method", "param"];

    /// <summary>By which an order, or what else has a number, is named.</summary>
    private static readonly string[] Numbers = ["BizOrderNo", "BizTransferNo", "BizBatchNo", "BizFreezeNo", "BizGoodsNo"];

    private readonly HashSet<(AppId, string)> _told = [];

    /// <summary>Null where there is nothing to say, which costs no more than looking.</summary>
    public IReadOnlyList<Remark>? Of(ApiTable method, JsonElement root, JsonElement param)
    {
        var seen = new Seen(catalog, method.Method, []);
        foreach (var member in root.EnumerateObject())
        {
            if (!OfEnvelope.Any(member.NameEquals)) seen.Unknown("req", FieldReader.NameOf(member), OfEnvelope);
        }
        if (param.ValueKind == JsonValueKind.Object) seen.Look(method.Section("request"), param, "");
        if (seen.Found.Count == 0) return null;
        var about = NumberOf(method.Section("request"), param);
        return [.. seen.Found.Take(MaxOfOne).Select(f => new Remark(f.Kind, about, f.Text))];
    }

    /// <summary>Warns of a request that changes nothing: once a process, so that asking again writes nothing.</summary>
    public async Task Tell(AppId app, IReadOnlyList<Remark> remarks)
    {
        foreach (var remark in remarks)
        {
            lock (_told)
            {
                if (_told.Count >= MaxTold) _told.Clear();
                if (!_told.Add((app, Warning.IdOf(remark.Kind, remark.About, remark.Text)))) continue;
            }
            await asker.Run(app, new Warn(remark.Kind, remark.About, remark.Text));
        }
    }

    private static string? NumberOf(IReadOnlyList<FieldRow> rows, JsonElement param)
    {
        if (param.ValueKind != JsonValueKind.Object) return null;
        foreach (var row in rows.Where(r => Numbers.Contains(r.Property)))
        {
            if (param.TryGetProperty(row.Name, out var number) && number.ValueKind == JsonValueKind.String
                && FieldReader.Text(number) is { Length: > 0 and <= ShortestCard * 10 } text && !text.Contains('\0')) return text;
        }
        return null;
    }

    /// <summary>What was seen on the way through one request.</summary>
    private sealed record Seen(Tables Catalog, string Method, List<(string Kind, string Text)> Found)
    {
        public void Look(IReadOnlyList<FieldRow> rows, JsonElement from, string path)
        {
            foreach (var member in from.EnumerateObject())
            {
                if (FieldReader.NameOf(member) is not { } name) continue;
                if (Find(rows, name) is not { } row) Unknown(path, name, rows.Select(r => r.Name));
                else if (!row.Encrypted) Look(row, member.Value, path.Length == 0 ? row.Name : $"{path}.{row.Name}");
            }
        }

        private void Look(FieldRow row, JsonElement value, string path)
        {
            switch (row.Type, value.ValueKind)
            {
                case ("object", JsonValueKind.Object):
                    Look(Catalog.Shapes[row.Shape!].Section("fields"), value, path);
                    break;
                case ("list", JsonValueKind.Array):
                    foreach (var (at, item) in value.EnumerateArray().Index())
                    {
                        if (item.ValueKind == JsonValueKind.Object && Found.Count < MaxOfOne)
                            Look(Catalog.Shapes[row.Shape!].Section("fields"), item, $"{path}[{at}]");
                    }
                    break;
                case ("payMethod", JsonValueKind.Object):
                    foreach (var way in value.EnumerateObject()) LookAtWay(way, path);
                    break;
                default:
                    if (MayHoldCard(value) && !Masking.IsSecret(row.Name)
                        && CardsInText.IsIn(value.ValueKind == JsonValueKind.String ? FieldReader.Text(value) ?? "" : value.GetRawText()))
                        Found.Add((WarningKinds.CardInText,
                            $"{Method}: {path} 中有银行卡号,不应写入可自由填写的字段 / {path} holds a card number, which has no place in free text"));
                    break;
            }
        }

        private void LookAtWay(JsonProperty way, string path)
        {
            if (FieldReader.NameOf(way) is not { } name || !Catalog.PayMethods.TryGetValue(name, out var table)) return;
            var fields = way.Value.ValueKind == JsonValueKind.Array ? [.. way.Value.EnumerateArray()] : new[] { way.Value };
            foreach (var item in fields.Where(f => f.ValueKind == JsonValueKind.Object)) Look(table.Fields, item, $"{path}.{name}");
        }

        public void Unknown(string path, string? name, IEnumerable<string> known)
        {
            if (name is null || Found.Count >= MaxOfOne) return;
            var (field, near) = (Short(path.Length == 0 ? name : $"{path}.{name}"), NearestWord.Of(name, known));
            var (zh, en) = near is null ? ("", "") : ($",是否 {near}?", $"; {near}?");
            Found.Add((WarningKinds.UnknownField, $"{Method}: 没有字段 {field},已忽略{zh} / no such field {field}, ignored{en}"));
        }

        private static string Short(string text) => text.Length <= 120 ? text : $"{text[..120]}…";

        private static FieldRow? Find(IReadOnlyList<FieldRow> rows, string name)
        {
            foreach (var row in rows)
            {
                if (row.Name == name || row.Aliases.Contains(name)) return row;
            }
            return null;
        }

        /// <summary>Counts digits in the bytes as they came: of most values that is all that is done.</summary>
        private static bool MayHoldCard(JsonElement value)
        {
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array))
                return false;
            var digits = 0;
            foreach (var b in JsonMarshal.GetRawUtf8Value(value))
            {
                if (b is >= (byte)'0' and <= (byte)'9' && ++digits == ShortestCard) return true;
            }
            return false;
        }
    }
}
