using System.Text.Json;
using Tongbao.Core.Orders;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>商户应答: two notices expect more than HTTP 200, the back-fill (4.1.22) and the reserve fund-in (4.3.3).</summary>
public static class MerchantAnswers
{
    public static bool IsAwaited(Notice notice) => notice.Facts is Backfill or ReserveFundIn;

    /// <summary>bizOrderNo, merchantRet, extendInfo, as JSON; null where it is not that.</summary>
    public static BackfillAnswer? ReadBackfill(string body)
    {
        if (Parse(body) is not { } answer) return null;
        return new BackfillAnswer(Text(answer, "bizOrderNo"), Text(answer, "merchantRet"), Text(answer, "extendInfo"));
    }

    /// <summary>
    /// What is wrong with the answer to a fund-in notice: it says OK, names the app in signedValue, and is signed by it; null: nothing.
    /// </summary>
    public static string? WrongFundIn(AppKeys keys, string body)
    {
        if (Parse(body) is not { } answer || Text(answer, "status") != "OK") return "status is not OK";
        if (Text(answer, "signedValue") is not { } value || Parse(value) is not { } inner || Text(inner, "sysid") != keys.No)
            return "signedValue has not this sysid";
        var signature = Tsy2Signature.Bytes(Text(answer, "sign") ?? "");
        return signature is not null && Tsy2Signature.KeysOf(keys).Merchant.Any(key => Tsy2Signature.Verify(key, value, signature)) ? null
            : "the signature is wrong";
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            // A name that is no valid Unicode is found out when it is read.
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().All(member => member.Name.Length >= 0) ? json.RootElement.Clone() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.String
            or JsonValueKind.Number ? FieldReader.Text(found) : null;
}
