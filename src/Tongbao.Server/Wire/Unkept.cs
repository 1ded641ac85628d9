using System.Buffers;
using System.Text;
using System.Text.Json;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>
/// 不留存: 有效期, CVV2, codes and passwords go no further than their check. In the text that is kept a mark says that they came.
/// </summary>
public static class Unkept
{
    public const string Mark = "****";

    private static readonly string[] Types = ["cvv2", "expiry", "thru", "sealed", "base64"];
    private const string Code = "VerificationCode", Password = "password";

    /// <summary>Names as they stand in JSON. One is not kept wherever it stands, since pay methods have objects of their own.</summary>
    private static readonly Lazy<byte[][]> Names =
        new(() => [.. Tables.Wires.SelectMany(wire => Tables.Of(wire).AllRows).Where(r => IsUnkept(r) || r.Property == Code)
        .SelectMany(r => r.Keys).Append(Password).Distinct().Select(Encoding.UTF8.GetBytes)]);

    private static readonly Lazy<HashSet<string>> AnyCase =
        new(() => Names.Value.Select(Encoding.UTF8.GetString).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Of a secret that a request is checked by, and that its use case does not keep.</summary>
    public static bool IsUnkept(FieldRow row) => Types.Contains(row.Type);

    /// <summary>Does a mark stand in its place in the text that is kept?</summary>
    public static bool IsTakenOut(FieldRow row) => IsUnkept(row) || row.Property == Code || row.Name == Password;

    /// <summary>A text of JSON without what may not be kept; the very same bytes where it holds nothing of it.</summary>
    /// <param name="anyCase">Of a wire whose names may be written in any case.</param>
    public static byte[] TakenOutOf(byte[] json, bool anyCase = false)
    {
        List<Range> places = [];
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !Is(ref reader, anyCase)) continue;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            places.Add(start..(int)reader.BytesConsumed);
        }
        return places.Count == 0 ? json : Marked(json, places);
    }

    private static bool Is(ref Utf8JsonReader reader, bool anyCase)
    {
        try
        {
            if (anyCase) return AnyCase.Value.Contains(reader.GetString()!);
            foreach (var name in Names.Value)
            {
                if (reader.ValueTextEquals(name)) return true;
            }
        }
        catch (InvalidOperationException)
        {
            // No valid Unicode, so no name of ours.
        }
        return false;
    }

    private static byte[] Marked(ReadOnlySpan<byte> json, List<Range> places)
    {
        var (kept, mark) = (new ArrayBufferWriter<byte>(json.Length), Encoding.UTF8.GetBytes($"\"{Mark}\""));
        var from = 0;
        foreach (var place in places)
        {
            kept.Write(json[from..place.Start.Value]);
            kept.Write(mark);
            from = place.End.Value;
        }
        kept.Write(json[from..]);
        return kept.WrittenSpan.ToArray();
    }
}
