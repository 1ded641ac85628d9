using Tongbao.Core;
using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Wire.Accp;

/// <summary>catalog/accp: whole, and each row of a form that the reader knows.</summary>
public sealed class AccpTablesTests
{
    private static readonly Tables Accp = Tables.Of("accp");

    private static readonly string[] Types = ["text", "long", "yuan", "yuan0", "stamp", "day", "url", "card", "id", "phone", "cvv2", "thru",
        "sealed", "jsontext", "base64", "object", "list", "some"];

    [Fact]
    public void There_are_48_interfaces_11_notices_and_2_pages()
    {
        Assert.Equal([("api", 48), ("notify", 11), ("page", 2)], Accp.Apis.GroupBy(a => a.Kind).Select(g => (g.Key, g.Count())).Order());
        var interfaces = Accp.Apis.Where(a => a.Kind == "api").ToList();
        Assert.Equal(48, interfaces.Select(a => a.Path).Distinct().Count());
        Assert.All(interfaces, a => Assert.Matches("^/v1/(acctmgr|txn|documents)/[a-z-]+$", a.Path!));
        Assert.All(interfaces.Where(a => a.Name != "documents-upload"), a => Assert.EndsWith($"/{a.Name}", a.Path));
    }

    [Fact]
    public void A_notice_names_the_interfaces_that_it_follows() => Assert.All(Accp.Apis.Where(a => a.Kind == "notify"), notice =>
    {
        Assert.NotEmpty(notice.Of);
        Assert.All(notice.Of, name => Assert.Contains(Accp.Apis.Single(a => a.Name == name)
            .Section("request"), r => r.Name == "notify_url"));
    });

    [Fact]
    public void Every_row_has_a_known_type_and_a_shape_that_there_is() => Assert.All(Accp.AllRows, row =>
    {
        Assert.Contains(row.Type, Types);
        if (row.Type is "list" or "some") Assert.NotEmpty(Accp.Shapes[row.Shape!].Section("fields"));
        Assert.DoesNotContain(row.Enum, value => value.StartsWith('@'));
    });

    [Fact]
    public void A_condition_looks_at_a_row_that_there_is() => Assert.All(
        Accp.Apis.Concat(Accp.Shapes.Values).SelectMany(a => a.Sections.Values), rows => Assert.All(
            rows.Where(r => r.WhenField is not null and not "ret_code"), row => Assert.Contains(rows, r => r.Name == row.WhenField)));

    [Fact]
    public void A_property_is_one_rows_in_its_section() => Assert.All(
        Accp.Apis.Concat(Accp.Shapes.Values).SelectMany(a => a.Sections.Values),
        rows => Assert.Empty(rows.Where(r => r.Property != "-").GroupBy(r => r.Property).Where(g => g.Count() > 1).Select(g => g.Key)));

    [Fact]
    public void All_105_codes_of_the_sheet_stand_in_the_table()
    {
        var rows = Accp.Errors.Rows.Where(r => r is { IsCase: false, IsAlso: false }).ToList();
        Assert.Equal(105, rows.Select(r => r.Code).Distinct().Count());
        Assert.Equal(105, rows.Count);
    }

    [Fact]
    public void A_wrong_field_is_named_in_full_width_brackets_and_nothing_else_is_named()
    {
        Assert.Equal(("1005", "商户请求参数校验错误（orderInfo.total_amount）"), Said(Errors.WrongAmount.About("orderInfo.total_amount")));
        Assert.Equal(("1005", "商户请求参数校验错误（payeeInfo[1].payee_amount）"),
            Said(Errors.WrongAmount.About("payee_amount").Within("payeeInfo[1]")));
        Assert.Equal(("1005", "商户请求参数校验错误"), Said(Errors.BadParameter));
        Assert.Equal(("2003", "用户查询失败或不存在"), Said(Errors.MemberNotFound.About("u1")));
        Assert.Equal(("1015", "支付密码错误，您还可以输入3次"), Said(Errors.WrongPasswordTriesLeft.With(3)));
        Assert.Equal(("1014", "支付密码错误次数超限，请稍后重试"), Said(Errors.WrongPasswordLocks));
    }

    [Fact]
    public void A_property_goes_by_its_dotted_name()
    {
        var tradecreate = Accp.Apis.Single(a => a.Name == "tradecreate").Section("request");
        Assert.Equal("orderInfo.total_amount", Accp.Names.Of("Amount", tradecreate));
        Assert.Equal("payeeInfo[1].payee_amount", Accp.Names.OfPath("Payees[1].Amount", tradecreate));
    }

    [Fact]
    public void Pay_methods_are_taken_by_the_pay_calls_that_their_rows_name()
    {
        Assert.Equal(23, Accp.PayMethods.Count);
        Assert.Equal(["BALANCE", "COUPON", "AGRT_DEBIT_CARD", "AGRT_CREDIT_CARD"],
            Accp.PayMethods.Values.Where(m => m.Says("by", "bankcard")).Select(m => m.Method.Key));
        Assert.Equal(21, Method("gatewayPart").Enum.Count);
        Assert.Equal("AGRT_DEBIT_CARD", Method("cardPart").EnumAliases["AGRT_CARD_DEBIT"]);
    }

    [Fact]
    public void Accounts_say_who_owns_them_and_what_may_credit_and_debit_them()
    {
        Assert.Equal(["USEROWN", "MCHOWN", "MCHASSURE", "MCHCOUPON", "MCHFEE"], Accp.AccountTypes.Keys);
        var coupons = Accp.AccountTypes["MCHCOUPON"];
        Assert.Equal(("merchant", "平台商户优惠券账户", "coupons"), (coupons.Owner, coupons.Zh, coupons.En));
        Assert.Equal(["coupon", "transfer"], coupons.Out);
        Assert.Empty(Accp.AccountTypes["MCHASSURE"].In);
    }

    private static FieldRow Method(string shape) => Accp.Shapes[shape].Section("fields").Single(r => r.Name == "method");

    private static (string, string) Said(Error error) => Accp.Words.Of(error) is var said ? (said.Code, said.Zh) : default;
}
