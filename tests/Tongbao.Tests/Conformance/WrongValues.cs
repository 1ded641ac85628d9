using System.Text.Json.Nodes;
using Tongbao.Core;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Conformance;

/// <summary>What a field may not hold, and the code that says so.</summary>
public sealed record WrongValue(string What, string Code, JsonNode? Value);

/// <summary>字段的错误值: of each type of the tables what is none of it.</summary>
public sealed class WrongValues(FieldCodes codes)
{
    private const int LongestText = 4_000, BeyondYuan = 100_000_000;

    /// <summary>These are judged by more than a text: how long it is comes after, or is no matter.</summary>
    private static readonly string[] NotTexts =
    [
        "json", "long", "cents", "bool", "object", "list", "some", "payMethod", "yuan", "yuan0", "jsontext", "base64", "sealed", "anycard",
    ];

    public IEnumerable<WrongValue> Of(FieldRow row)
    {
        var own = row.Code ?? codes.Parameter;
        if (row.Encrypted)
            return [new("of the wrong type", own, new JsonObject()), new("not encrypted", codes.NotDecrypted, "6228480000000000099")];
        return OfType(row, own).Concat(OfValue(row, own));
    }

    private IEnumerable<WrongValue> OfValue(FieldRow row, string own)
    {
        if (row.Enum.Count > 0) yield return new("of no known value", row.Code ?? codes.NotListed, row.Type == "long" ? 987 : "?");
        else if (row.Type == "text" || (row.Max is not null && !NotTexts.Contains(row.Type)))
            yield return new("too long", codes.TooLong, new string(row.Type == "text" ? '长' : '1', (row.Max ?? LongestText) + 1));
    }

    private IEnumerable<WrongValue> OfType(FieldRow row, string own) => row.Type switch
    {
        "json" => [],
        "long" or "cents" => [.. NotWhole(), .. TooMuch(row)],
        "yuan" or "yuan0" => [.. NotYuan(row), .. row.Type == "yuan" ? [new WrongValue("nothing", Amiss(row), "0.00")] : NoMore],
        "bool" => [new("of the wrong type", own, "perhaps")],
        "object" => [new("of the wrong type", own, "text"), new("a list", own, new JsonArray())],
        "list" => [new("of the wrong type", own, "text"), new("of texts", own, new JsonArray("text")), .. TooMany(row)],
        "some" => [new("of the wrong type", own, "text"), new("of numbers", own, new JsonArray(1, 2)), .. TooMany(row)],
        "payMethod" => [new("of the wrong type", own, "text"),
            new("of no known method", codes.NoSuchMethod, new JsonObject { ["BARTER"] = new JsonObject() }),
            new("of a text", codes.Parameter, new JsonObject { ["SCAN_WEIXIN"] = "text" })],
        "anycard" =>
            [new("of the wrong type", own, new JsonObject()), new("neither clear nor encrypted", codes.NotDecrypted, "6228 4800")],
        "jsontext" => [new("of the wrong type", codes.Parameter, 7), new("with a NUL", codes.Parameter, "{}\0")],
        "base64" => [new("of the wrong type", own, 7), new("a link", own, "data:image/png;base64,aGk=")],
        "sealed" => [new("of the wrong type", own, new JsonObject()), new("a number", own, 123456)],
        _ => [new("of the wrong type", codes.Parameter, new JsonObject()), .. OfForm(row, own)],
    };

    /// <summary>A text, but none of the form that the type has.</summary>
    private static WrongValue[] OfForm(FieldRow row, string own) => row.Type switch
    {
        "date" or "day" or "datetime" or "stamp" or "url" => [new("of the wrong form", own, "tomorrow")],
        "union" => [new("of the wrong form", own, "12345")],
        "thru" => [new("of the wrong form", own, "13/28")],
        "cvv2" or "expiry" => [new("of the wrong form", own, "12")],
        "card" or "id" => [new("of the wrong form", own, "?")],
        _ => NoMore,
    };

    private static readonly WrongValue[] NoMore = [];

    private WrongValue[] NotWhole() =>
    [
        new("of the wrong type", codes.Parameter, "many"), new("a fraction", codes.Parameter, JsonNode.Parse("1.5")),
        new("an object", codes.Parameter, new JsonObject()), new("with a plus", codes.Parameter, "+1"),
        new("with a NUL", codes.Parameter, "1\0"), new("with a blank", codes.Parameter, " 1"),
    ];

    private WrongValue[] NotYuan(FieldRow row) =>
    [
        new("of the wrong type", codes.Parameter, true), new("an object", codes.Parameter, new JsonObject()),
        new("in words", Amiss(row), "many"), new("of three decimals", Amiss(row), "1.005"),
        new("below nothing", Amiss(row), -1), new("with a plus", Amiss(row), "+1"),
        new("with a blank", Amiss(row), " 1"),
        new("beyond any sum", Amiss(row), BeyondYuan),
    ];

    private string Amiss(FieldRow amount) => amount.Code ?? codes.WrongAmount;

    private WrongValue[] TooMuch(FieldRow row) => row.Type == "cents"
        ? [new("beyond any sum", codes.WrongAmount, Cents.LargestSum + 1), new("below any sum", codes.WrongAmount, -Cents.LargestSum - 1)]
        : NoMore;

    private WrongValue[] TooMany(FieldRow row) => row.Max is { } most
        ? [new("too many", codes.TooLong, new JsonArray([.. Enumerable.Range(0, most + 1).Select(_ => new JsonObject())]))] : NoMore;
}
