using Tongbao.Core.Orders.Settling;
using System.Globalization;
using System.Text.Json;

namespace Tongbao.Core.Orders.Yst2;

/// <summary>
/// 分账文件的行: reqTraceNum|orgRespTraceNum|couponAmount|分账人信息|extendParams. What stands in the columns, whether or not it is right: a
/// result repeats it.
/// </summary>
public sealed record SplitRow(string BizNo, string Original, string Commission, string Parts, string ExtendInfo)
{
    private const int LeastColumns = 2, MostColumns = 5, MostParts = 50, MostDepth = 4;
    private const int LengthOfNumber = 50, LengthOfOriginal = 40, LengthOfMember = 64, LengthOfRemark = 100, LengthOfExtend = 500;

    /// <summary>Has it the number of columns that a row has?</summary>
    private bool IsWhole { get; init; } = true;

    public static SplitRow Of(string line)
    {
        var columns = line.Split('|');
        string At(int no) => no < columns.Length ? columns[no] : "";
        return new SplitRow(At(0), At(1), At(2), At(3), At(4)) { IsWhole = columns.Length is >= LeastColumns and <= MostColumns };
    }

    /// <summary>What the row asks for; null where its form is wrong.</summary>
    public SplitWish? Wish(string batch, string wire)
    {
        if (!IsWhole || ExtendInfo.Length > LengthOfExtend) return null;
        if (!Fits(BizNo, LengthOfNumber) || !Fits(Original, LengthOfOriginal)) return null;
        if (AmountOf(Commission, orNothing: true) is not { } commission || PartsOf(Parts) is not { } parts) return null;
        return new SplitWish(new BizOrderNo(BizNo), Original, commission, parts, ExtendInfo.Length == 0 ? null : ExtendInfo, batch, wire);
    }

    private static bool Fits(string text, int most) => text.Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    private static Cents? AmountOf(string text, bool orNothing = false)
    {
        if (text.Length == 0 && orNothing) return Cents.Zero;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fen) || fen > Cents.LargestSum) return null;
        return fen > 0 || orNothing ? new Cents(fen) : null;
    }

    /// <summary>Groups of signNum, amount and remark: as B,1000,货款;C,200 or as an array in JSON.</summary>
    private static IReadOnlyList<SplitPart>? PartsOf(string text)
    {
        if (text.Length == 0) return [];
        if (text[0] == '[') return PartsOfJson(text);
        var groups = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (groups.Length > MostParts) return null;
        var parts = new List<SplitPart>();
        foreach (var group in groups)
        {
            var fields = group.Split(',');
            if (fields.Length is < 2 or > 3) return null;
            if (PartOf(fields[0], AmountOf(fields[1]), fields.ElementAtOrDefault(2)) is not { } part) return null;
            parts.Add(part);
        }
        return parts;
    }

    private static IReadOnlyList<SplitPart>? PartsOfJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
            if (json.RootElement.GetArrayLength() > MostParts) return null;
            var parts = new List<SplitPart>();
            foreach (var group in json.RootElement.EnumerateArray())
            {
                var (member, amount) = (Text(group, "signNum") ?? "", AmountOf(Text(group, "amount") ?? ""));
                if (PartOf(member, amount, Text(group, "remark")) is not { } part) return null;
                parts.Add(part);
            }
            return parts;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement group, string name) => group.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } : null;

    private static SplitPart? PartOf(string member, Cents? amount, string? remark) =>
        !Fits(member, LengthOfMember) || amount is not { } part || remark?.Length > LengthOfRemark ? null
            : new SplitPart(new BizUserId(member), part, string.IsNullOrEmpty(remark) ? null : remark);
}
