using Tongbao.Core;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Wire.Yst2;

/// <summary>catalog/yst2: whole, and each row of a form that the reader knows.</summary>
public sealed class Yst2TablesTests
{
    private static readonly Tables Yst2 = Tables.Of("yst2");

    private static readonly string[] Types = ["text", "long", "cents", "yuan0", "datetime", "date", "day", "url", "card", "anycard", "id", "phone",
        "cvv2", "expiry", "json", "jsontext", "base64", "object", "list", "listtext", "payMethod"];

    private static readonly string[] Encrypted = ["card", "id", "cvv2", "expiry"];

    [Fact]
    public void There_are_43_interfaces_9_notices_an_upload_and_a_download()
    {
        Assert.Equal([("api", 43), ("download", 1), ("notify", 9), ("upload", 1)],
            Yst2.Apis.GroupBy(a => a.Kind).Select(g => (g.Key, g.Count())).Order());
        Assert.All(Yst2.Apis.Where(a => a.Kind == "api"), a => Assert.Matches("^[1-4][0-9]{3}$", a.Name));
        Assert.Equal(Yst2.Apis.Count, Yst2.Apis.Select(a => a.Name).Distinct().Count());
    }

    [Fact]
    public void A_notice_names_the_interfaces_that_it_follows() => Assert.All(Yst2.Apis.Where(a => a.Kind == "notify"), notice =>
    {
        Assert.NotEmpty(notice.Of);
        Assert.All(notice.Of, name => Assert.Contains(Yst2.Apis.Single(a => a.Name == name)
            .Section("request"), r => r.Property == "BackUrl"));
    });

    [Fact]
    public void Every_row_has_a_known_type_and_a_shape_that_there_is() => Assert.All(Yst2.AllRows, row =>
    {
        Assert.Contains(row.Type, Types);
        if (row.Type is "list" or "listtext" or "object") Assert.NotEmpty(Yst2.Shapes[row.Shape!].Section("fields"));
        Assert.DoesNotContain(row.Enum, value => value.StartsWith('@'));
        Assert.Equal(Encrypted.Contains(row.Type), row.Encrypted);
    });

    [Fact]
    public void Every_shape_is_a_row_s() =>
        Assert.Empty(Yst2.Shapes.Keys.Except(Yst2.AllRows.Select(r => r.Shape).OfType<string>()));

    [Fact]
    public void A_condition_looks_at_a_row_that_there_is() => Assert.All(Sections, rows => Assert.All(
        rows.Where(r => r.WhenField is not null), row => Assert.Contains(rows, r => r.Name == row.WhenField)));

    [Fact]
    public void A_property_is_one_rows_in_its_section() => Assert.All(Sections,
        rows => Assert.Empty(rows.GroupBy(r => r.Property).Where(g => g.Count() > 1).Select(g => g.Key)));

    [Fact]
    public void All_10_codes_of_the_envelope_and_131_respCodes_stand_in_the_table_once()
    {
        var codes = Yst2.Errors.Rows.Where(r => r is { IsCase: false, IsAlso: false }).Select(r => r.Code).ToList();
        Assert.Equal(codes.Distinct(), codes);
        Assert.Equal(10, codes.Count(c => c[0] == '9'));
        // And one of ours, of which the tables know the rule and no code.
        var own = Yst2.Errors.Of(Errors.CodesTooOften).Code;
        Assert.Equal(131, codes.Count(c => c[0] != '9' && c != own));
    }

    [Fact]
    public void A_wrong_field_is_named_in_brackets_and_a_value_that_is_not_listed_has_a_code_of_its_own()
    {
        Assert.Equal(("10001", "参数缺失(merAddBasicInfo.cusName)"), Said(Errors.ParameterMissing.About("cusName").Within("merAddBasicInfo")));
        Assert.Equal(("10002", "参数格式错误"), Said(Errors.BadParameter));
        Assert.Equal(("10004", "参数取值错误(infoType)"), Said(Errors.ValueNotListed.About("infoType")));
        Assert.Equal(("20001", "会员不存在"), Said(Errors.MemberNotFound.About("u1")));
    }

    [Fact]
    public void A_pay_mode_says_which_product_and_which_certification_the_merchant_needs()
    {
        Assert.Equal(9, Yst2.PayMethods.Count);
        Assert.Equal(("VSP501", "wx"), Needs("SCAN_WEIXIN"));
        Assert.Equal(("VSP511", "ali"), Needs("SCAN_ALIPAY"));
        Assert.Equal(("VSP001", null), Needs("ORDER_VSPPAY"));
        Assert.Equal((null, null), Needs("CODEPAY_VSP"));
        Assert.Equal(["WECHAT_PRECONSUME"], Yst2.PayMethods.Values.Where(m => !m.Method.IsOffered).Select(m => m.Method.Key));
    }

    private static IEnumerable<IReadOnlyList<FieldRow>> Sections =>
        Yst2.Apis.Concat(Yst2.Shapes.Values).SelectMany(a => a.Sections.Values);

    private static (string?, string?) Needs(string mode) => Yst2.PayMethods[mode].Method is var m ? (m.Product, m.CertifiedBy) : default;

    private static (string, string) Said(Error error) => Yst2.Words.Of(error) is var said ? (said.Code, said.Zh) : default;
}
