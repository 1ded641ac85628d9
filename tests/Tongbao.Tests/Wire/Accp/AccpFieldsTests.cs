using System.Text;
using System.Text.Json;
using Tongbao.Core;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;
using Tongbao.Server.Wire;

namespace Tongbao.Tests.Wire.Accp;

/// <summary>What the tables of ACCP say and those of 通商云 do not: objects in parts, one object for a list, other spellings, yuan.</summary>
public sealed class AccpFieldsTests
{
    private static readonly Tables Accp = Tables.Of("accp");

    public sealed record Ordered(string TxnType, string? Member, string BizOrderNo, DateTimeOffset OrderedAt, Cents Amount, Cents? Fee,
        IReadOnlyList<PayeeRead>? Payees, long? ExpireMinutes);
    public sealed record PayeeRead(string Payee, string PayeeType, Cents Amount, string? Memo);
    public sealed record Part(string Method, Cents Amount);
    public sealed record ByCard(string Payer, Secret? Password, IReadOnlyList<Part> Uses, string? AgreementNo, BankCardNo? Card);

    private const string Order = """
        "txn_type":"GENERAL_CONSUME","user_id":"u1","orderInfo":{"txn_seqno":"s1","txn_time":"20261121100000","total_amount":100.0}
        """;

    [Fact]
    public void What_stands_in_an_object_is_bound_as_if_it_stood_beside_it()
    {
        var read = Bind<Ordered>("tradecreate",
            $$"""{{{Order}},"payeeInfo":[{"payee_id":"u2","payee_type":"USER","payee_amount":"100"}]}""");
        Assert.Equal(("s1", new Cents(100_00), "u1"), (read.BizOrderNo, read.Amount, read.Member));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(8)), read.OrderedAt);
        Assert.Null(read.Fee);
    }

    [Theory]
    [InlineData("""{"payee_id":"u2","payee_type":"USER","payee_amount":1E2,"payee_meme":"x"}""")]
    [InlineData("""[{"payee_id":"u2","payee_type":"USER","payee_amount":"100.00","payee_memo":"x"}]""")]
    public void One_object_is_taken_for_a_list_of_one_and_a_name_by_its_other_spelling(string payees)
    {
        var payee = Assert.Single(Bind<Ordered>("tradecreate", $$"""{{{Order}},"payeeInfo":{{payees}}}""").Payees!);
        Assert.Equal(new PayeeRead("u2", "USER", new Cents(100_00), "x"), payee);
    }

    [Fact]
    public void A_list_of_one_is_taken_for_an_object_and_a_list_of_two_is_not()
    {
        const string good = """
            {"orderInfo":[{"txn_seqno":"s1","txn_time":"20261121100000","total_amount":"1","txn_purpose":"其他"}],
            "payerInfo":{"payer_type":"USER","payer_id":"u1","password":"x"},"payeeInfo":[{"payee_type":"USER","payee_id":"u2"}]}
            """;
        Assert.Null(Check("transfer", good));
        Assert.Equal(("BadParameter", "payeeInfo"), Check("transfer", good.Replace("[{\"payee_type\"", "[{},{\"payee_type\"")));
    }

    [Theory]
    [InlineData("""{}""", "ParameterMissing", "txn_type")]
    [InlineData("""{"txn_type":"GENERAL_CONSUME","user_id":""}""", "ParameterMissing", "user_id")]
    [InlineData("""{"txn_type":"MCH_TOPUP"}""", "ParameterMissing", "orderInfo")]
    [InlineData("""{"txn_type":"MCH_TOPUP","orderInfo":{}}""", "ParameterMissing", "orderInfo.txn_seqno")]
    [InlineData("""{"txn_type":"MCH_TOPUP","orderInfo":"x"}""", "BadParameter", "orderInfo")]
    [InlineData("""{"txn_type":"MCH_TOPUP","orderInfo":{"txn_seqno":"s1","txn_time":"20261121"}}""", "BadParameter", "orderInfo.txn_time")]
    [InlineData("""{"txn_type":"TOPUP"}""", "ValueNotListed", "txn_type")]
    [InlineData("""{"txn_type":"MCH_TOPUP","user_id":"12345678901234567890123456789012345678901234567890123456789012345"}""",
        "ParameterTooLong", "user_id")]
    [InlineData("""{{Order},"payeeInfo":[]}""", "ParameterMissing", "payeeInfo")]
    [InlineData("""{{Order},"payeeInfo":[{"payee_id":"u2","payee_type":"USER","payee_amount":0}]}""", "WrongAmount",
        "payeeInfo[0].payee_amount")]
    [InlineData("""{{Order},"payeeInfo":{"payee_id":"u2","payee_type":"USER","payee_amount":"1.005"}}""", "WrongAmount",
        "payeeInfo[0].payee_amount")]
    [InlineData("""{{Order},"payeeInfo":7}""", "BadParameter", "payeeInfo")]
    public void A_wrong_field_is_refused_by_its_dotted_name(string json, string id, string name) =>
        Assert.Equal((id, name), Check("tradecreate", json.Replace("{Order}", Order)));

    [Theory]
    [InlineData("\"0\"", null)]
    [InlineData("0.00", null)]
    [InlineData("\"-1\"", "orderInfo.fee_amount")]
    [InlineData("true", "orderInfo.fee_amount")]
    public void A_fee_may_be_nothing_and_not_less(string fee, string? wrong) => Assert.Equal(wrong, Check("tradecreate",
        """
        {"txn_type":"USER_TOPUP","user_id":"u1","orderInfo":{"txn_seqno":"s1","txn_time":"20261121100000","total_amount":"1","fee_amount":FEE}}
        """.Replace("FEE", fee))?.Name);

    [Theory]
    [InlineData("""{"txn_seqno":"s1"}""", null)]
    [InlineData("""{"accp_txno":"2026"}""", null)]
    [InlineData("""{"accp_txno":2022111417141745}""", null)]
    [InlineData("""{"txn_seqno":null,"accp_txno":""}""", "txn_seqno")]
    public void One_of_two_numbers_is_enough(string json, string? wrong) => Assert.Equal(wrong, Check("query-payment", json)?.Name);

    [Fact]
    public void What_an_object_lacks_is_missed_only_where_the_object_is_there()
    {
        const string person = """
            {"user_id":"u1","txn_seqno":"s1","txn_time":"20261121100000","notify_url":"http://127.0.0.1/n","basicInfo":{"reg_phone":"13800000001",
            "user_name":"张三","id_type":"ID_CARD","id_no":"110101199001011234","id_exp":"99991231","address":"x","occupation":"01"}
            """;
        Assert.Equal(("ParameterMissing", "linkedAcctInfo"), Check("openacct-apply-individual", person + "}"));
        Assert.Null(Check("openacct-apply-individual", person + ""","accountInfo":{}}"""));
        Assert.Equal(("ParameterMissing", "linkedAcctInfo.linked_acctno"),
            Check("openacct-apply-individual", person + ""","accountInfo":{},"linkedAcctInfo":{"linked_phone":"13800000001"}}"""));
        Assert.Equal(("ParameterTooLong", "basicInfo.reg_phone"),
            Check("openacct-apply-individual", person.Replace("13800000001", "138000000012") + ""","accountInfo":{}}"""));
    }

    [Fact]
    public void A_value_is_taken_by_its_other_spelling_and_a_password_is_read_as_it_opened()
    {
        var read = Bind<ByCard>("payment-bankcard", """
            {"txn_seqno":"s1","total_amount":"1","payerInfo":{"payer_id":"u1","password":"Zm9v"},"bankCardInfo":{"linked_agrtno":"2022"},
            "payMethods":{"method":"AGRT_CARD_DEBIT","amount":"1"},"risk_item":{"a":1}}
            """);
        Assert.Equal(("u1", "opened Zm9v", "2022"), (read.Payer, read.Password?.Clear, read.AgreementNo));
        Assert.Equal([new Part("AGRT_DEBIT_CARD", new Cents(1_00))], read.Uses);
        Assert.Null(Check("query-acctserial", """
            {"user_type":"INNERMERCHANT","acct_type":"MCHOWN_AVAILABLE","date_start":"20261101000000","date_end":"20261121000000","flag_dc":"D",
            "page_no":"1","page_size":10}
            """));
    }

    [Theory]
    [InlineData("\"aGk=\"", null)]
    [InlineData("\"data:image/png;base64,aGk=\"", "id_emblem")]
    [InlineData("\"*\"", "id_emblem")]
    [InlineData("7", "id_emblem")]
    public void A_photo_is_base64_and_is_refused_by_a_code_of_its_own(string photo, string? wrong)
    {
        var refused = Check("upload-photos", $$"""{"user_id":"u1","id_emblem":{{photo}},"id_portrait":"aGk=","id_filetype":"png"}""");
        Assert.Equal(wrong, refused?.Name);
        if (refused is var (id, _)) Assert.Equal("2016", Accp.Words.Of(Errors.All[id]).Code);
    }

    [Fact]
    public void An_answer_is_one_line_in_the_order_of_names_with_yuan_as_text()
    {
        var facts = new
        {
            OrderNo = "2026", BizOrderNo = "s1", OrderedAt = new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero),
                Amount = new Cents(1_50),
            TxnType = "GENERAL_CONSUME", Day = new DateOnly(2026, 11, 21), OrderInfo = "a\nb",
            Payers = new[] { new { PayerType = "USER", Payer = "张三", Method = "BALANCE", Amount = new Cents(150) } },
        };
        Assert.Equal("""{"accounting_date":"20261121","accp_txno":"2026","orderInfo":{"order_info":"a\nb","total_amount":"1.50","""
            + """
            "txn_seqno":"s1","txn_time":"20261121100000"},"payerInfo":[{"amount":"1.50","method":"BALANCE","payer_id":"张三","payer_type":"USER"}],"txn_type":"GENERAL_CONSUME"}
            """, Written("query-payment", "response", facts));
        Assert.Equal("""{"gateway_url":"http://x/","payload":"{\"a\":1}"}""",
            Written("payment-gw", "response", new { GatewayUrl = "http://x/", Payload = new JsonText("""{"a":1}""") }));
        Assert.Equal("{}", Written("query-payment", "response", new { }));
    }

    private static string Written(string method, string section, object facts)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text,
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            new ReplyWriter(Accp, byName: true).Write(json, Accp.Apis.Single(a => a.Name == method).Section(section), facts, NoCipher.None);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static T Bind<T>(string method, string json)
    {
        using var request = JsonDocument.Parse(json);
        var (value, wrong) = new FieldReader(Accp).Bind(Rows(method), request.RootElement, typeof(T), NoCipher.None);
        Assert.Null(wrong);
        return (T)value!;
    }

    private static (string Id, string? Name)? Check(string method, string json)
    {
        using var request = JsonDocument.Parse(json);
        return new FieldReader(Accp).Check(Rows(method), request.RootElement, NoCipher.None) is { } wrong ? (wrong.Id, wrong.What) : null;
    }

    private static IReadOnlyList<FieldRow> Rows(string method) => Accp.Apis.Single(a => a.Name == method).Section("request");

    /// <summary>On this wire passwords alone are opened while they are read.</summary>
    private sealed class NoCipher : IFieldCipher
    {
        public static readonly NoCipher None = new();

        public string Decrypt(string wireText) => throw new NotSupportedException();
        public string Encrypt(string clear) => throw new NotSupportedException();
        public string OpenPassword(string wireText) => $"opened {wireText}";
    }
}
