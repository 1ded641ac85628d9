using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tongbao.Core;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;
using Tongbao.Server.Wire;

namespace Tongbao.Tests.Wire.Yst2;

/// <summary>What the tables of 云商通二代 say and those of the other wires do not: cards in clear or encrypted, lists sent as text.</summary>
public sealed class Yst2FieldsTests
{
    private static readonly Tables Yst2 = Tables.Of("yst2");

    public sealed record Withdrawal(BankCardNo Card, Cents Amount, string? ExtendInfo);

    [Theory]
    [InlineData("\"6222020200007654321\""), InlineData("6222020200007654321"), InlineData("\"sealed:6222020200007654321\"")]
    public void A_card_is_taken_in_clear_and_encrypted(string card) =>
        Assert.Equal("6222020200007654321", Bind<Withdrawal>("2290", Payout(card)).Card.Clear);

    [Theory]
    [InlineData("\"62\"", "10005"), InlineData("\"sealed:62\"", "10005"), InlineData("{}", "10002"), InlineData("\"\"", "10001")]
    public void A_card_that_is_none_is_refused(string card, string code) => Assert.Equal((code, "acctNum"), Refused("2290", Payout(card)));

    [Theory]
    [InlineData("\"a|b\"", "a|b"), InlineData("""{"a":1}""", """{"a":1}""")]
    public void Extended_parameters_are_text_or_JSON_that_is_given_back_as_text(string sent, string kept) =>
        Assert.Equal(kept, Bind<Withdrawal>("2290", Payout("\"622202020000\"", $",\"extendParams\":{sent}")).ExtendInfo);

    [Theory]
    [InlineData(""","extendParams":7""", "10002", "extendParams")]
    [InlineData(""","withdrawType":"D1" """, "10004", "withdrawType")]
    [InlineData(""","orderValidTime":"20261121" """, "10002", "orderValidTime")]
    public void A_wrong_value_is_told_by_its_code_and_its_name(string more, string code, string name) =>
        Assert.Equal((code, name), Refused("2290", Payout("\"622202020000\"", more)));

    [Fact]
    public void What_is_too_long_is_told_so() => Assert.Equal(("10003", "extendParams"),
        Refused("2290", Payout("\"622202020000\"", $",\"extendParams\":\"{new string('x', 501)}\"")));

    [Fact]
    public void A_value_of_an_object_is_named_with_the_object()
    {
        const string product = """
            {"reqTraceNum":"1","signNum":"A","notifyUrl":"http://127.0.0.1/n","opType":"add","merAddProductInfo":[{"pid":"P","mtrxCode":"VSP000"}]}
            """;
        Assert.Equal(("10004", "merAddProductInfo[0].mtrxCode"), Refused("1073", product));
        Assert.Equal(("10002", "merAddProductInfo[0].lowLimit"),
            Refused("1073", product.Replace("\"VSP000\"", "\"VSP501\",\"lowLimit\":\"x\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_is_sent_as_text_is_one_string_with_numbers_in_it()
    {
        var facts = new
        {
            Member = "A",
            Balances = new[]
            {
                new { AccountNo = "407", AcctType = "08", Total = new Cents(3), InTransit = new Cents(1), Available = new Cents(2), LastTotal = new Cents(0) },
            },
        };
        Assert.Equal("""
            {"signNum":"A","balanceDetail":"[{\"acctNum\":\"407\",\"acctType\":\"08\",\"totalAmt\":3,\"transitAmt\":1,\"availableAmt\":2,\"yesAmt\":0}]"}
            """, Written("1023", facts));
    }

    [Fact]
    public void Amounts_of_the_statement_are_text() => Assert.Contains("""
        "txAviAmt":"9940","txFrzAmt":"-9940"
        """, Written("3004", new { Lines = new[] { new { AvailableChange = new Cents(9940), TransitChange = new Cents(-9940) } } }));

    private static string Payout(string card, string more = "") =>
        $$"""{"signNum":"A","reqTraceNum":"W1","orderAmount":2000,"acctNum":{{card}}{{more}}}""";

    private static T Bind<T>(string method, string json)
    {
        using var request = JsonDocument.Parse(json);
        var (value, wrong) = new FieldReader(Yst2).Bind(Rows(method, "request"), request.RootElement, typeof(T), Marked.Cipher);
        Assert.Null(wrong);
        return (T)value!;
    }

    private static (string Code, string? Name) Refused(string method, string json)
    {
        using var request = JsonDocument.Parse(json);
        var said = Yst2.Words.Of(new FieldReader(Yst2).Check(Rows(method, "request"), request.RootElement, Marked.Cipher)!);
        return (said.Code, said.Name);
    }

    private static string Written(string method, object facts)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            new ReplyWriter(Yst2).Write(json, Rows(method, "response"), facts, Marked.Cipher);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static IReadOnlyList<FieldRow> Rows(string method, string section) =>
        Yst2.Apis.Single(a => a.Name == method).Section(section);

    /// <summary>What is encrypted begins with a word; anything else opens as garbage.</summary>
    private sealed class Marked : IFieldCipher
    {
        public static readonly Marked Cipher = new();

        public string Decrypt(string wireText) =>
            wireText.StartsWith("sealed:", StringComparison.Ordinal) ? wireText["sealed:".Length..] : "\uFFFD";

        public string Encrypt(string clear) => $"sealed:{clear}";
    }
}
