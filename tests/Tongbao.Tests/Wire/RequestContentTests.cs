using System.Text.Json;
using System.Text.RegularExpressions;
using Tongbao.Core;
using Tongbao.Core.Orders.Opening;
using Tongbao.Server.Catalog;
using Tongbao.Server.Security;
using Tongbao.Server.Wire;

namespace Tongbao.Tests.Wire;

/// <summary>请求内容: what two requests are compared by, as it is before it is hashed.</summary>
public sealed partial class RequestContentTests
{
    private const string Request = """
        {"payerId":"b","recieverId":"s","bizOrderNo":"1","amount":"100","fee":0,"source":2,"industryCode":"1910","industryName":"其他",
        "backUrl":"http://a/b","orderExpireDatetime":"2026-11-23 10:00:00","extendInfo":"a\n=b","summary":"","unheardOf":1,
        "payMethod":{"QUICKPAY_TLT":{"bankCardNo":"C6217000010000004586","amount":100,"validate":"C0830","cvv2":"C504"}},
        "splitRule":[{"bizUserId":"p","amount":2,"fee":0,"splitRuleList":[{"bizUserId":"q","amount":1,"fee":0}]}]}
        """;

    /// <summary>Names are the wire's alone, so that nothing that is renamed within this program can make a repeat another request.</summary>
    [Fact]
    public void It_is_the_fields_in_the_wires_own_names()
    {
        Assert.Equal("""
            tsy2 OrderService/consumeApply
            amount=3:100
            backUrl=10:http://a/b
            bizOrderNo=1:1
            extendInfo=4:a
            =b
            fee=1:0
            industryCode=4:1910
            industryName=6:其他
            orderExpireDatetime=33:2026-11-23T02:00:00.0000000+00:00
            payMethod.QUICKPAY_TLT[0]
            payMethod.QUICKPAY_TLT[0].amount=3:100
            payMethod.QUICKPAY_TLT[0].bankCardNo=19:6217000010000004586
            payerId=1:b
            recieverId=1:s
            source=1:2
            splitRule[0]
            splitRule[0].amount=1:2
            splitRule[0].bizUserId=1:p
            splitRule[0].fee=1:0
            splitRule[0].splitRuleList[0]
            splitRule[0].splitRuleList[0].amount=1:1
            splitRule[0].splitRuleList[0].bizUserId=1:q
            splitRule[0].splitRuleList[0].fee=1:0

            """, Of(Request).Clear());
        var names = Tables.Tsy2.AllRows.Select(r => r.Name).Concat(Tables.Tsy2.PayMethods.Keys).ToHashSet();
        foreach (var line in Of(Request).Clear().Split('\n').Skip(1).Where(line => line.Length > 0 && line[0] != '='))
            Assert.All(Place().Match(line).Value.Split('.'), name => Assert.Contains(name.Split('[')[0], names));
    }

    [Fact]
    public void The_order_of_a_tables_rows_is_not_in_it()
    {
        var (forth, back) = (new RequestContent("w", "m"), new RequestContent("w", "m"));
        var rows = Rows();
        Read(Request, [.. rows], forth);
        Read(Request, [.. rows.Reverse()], back);
        Assert.Equal(forth.Clear(), back.Clear());
    }

    [Theory]
    [InlineData("\"amount\":\"100\"", "\"amount\":100")]
    [InlineData("\"summary\":\"\",", "")]
    [InlineData("\"summary\":\"\"", "\"summary\":null")]
    [InlineData("\"unheardOf\":1", "\"unheardOf\":2")]
    [InlineData("2026-11-23 10:00:00", "2026-11-2310:00:00")]
    [InlineData("\"cvv2\":\"C504\"", "\"cvv2\":\"C505\"")]
    public void What_says_the_same_is_the_same(string one, string other) => Assert.Equal(DigestOf(Request), DigestOf(Changed(one, other)));

    [Theory]
    [InlineData("\"amount\":\"100\"", "\"amount\":\"101\"")]
    [InlineData("1910", "1912")]
    [InlineData("C6217000010000004586", "C6217000010000004587")]
    [InlineData("\"summary\":\"\"", "\"summary\":\"x\"")]
    [InlineData("\"q\"", "\"r\"")]
    [InlineData("a\\n=b", "a")]
    public void What_says_something_else_is_another(string one, string other) =>
        Assert.NotEqual(DigestOf(Request), DigestOf(Changed(one, other)));

    [Fact]
    public void A_digest_says_of_which_form_it_is_and_a_row_of_a_batch_is_no_payment_alone()
    {
        var digest = DigestOf(Request);
        Assert.False(ContentDigest.IsOfBefore(digest));
        Assert.True(ContentDigest.IsOfBefore("5d41402abc4b2a76b9719d911017c592.7d793037a0760186574b0282f2f435e7"));
        Assert.True(ContentDigest.IsOfBefore(""));
        Assert.DoesNotContain('#', digest);
        Assert.EndsWith("#0", ContentDigest.OfRow(digest, 0));
    }

    private static string Changed(string one, string other)
    {
        Assert.Contains(one, Request);
        return Request.Replace(one, other, StringComparison.Ordinal);
    }

    private static IReadOnlyList<FieldRow> Rows() => Tables.Tsy2.Apis.Single(a => a.Name == "consumeApply").Section("request");

    private static string DigestOf(string request) => Of(request).Digest(new Vault(new byte[32]));

    private static RequestContent Of(string request) =>
        Read(request, Rows(), new RequestContent("tsy2", "OrderService/consumeApply"));

    private static RequestContent Read(string request, IReadOnlyList<FieldRow> rows, RequestContent content)
    {
        using var json = JsonDocument.Parse(request);
        Assert.Null(new FieldReader(Tables.Tsy2).Bind(rows, json.RootElement, typeof(ConsumeApply), new Plain(), content).Wrong);
        return content;
    }

    /// <summary>Encrypts by a sign before the text.</summary>
    private sealed class Plain : IFieldCipher
    {
        public string Decrypt(string wireText) => wireText[1..];
        public string Encrypt(string clear) => $"C{clear}";
    }

    [GeneratedRegex("^[^=]*")] private static partial Regex Place();
}
