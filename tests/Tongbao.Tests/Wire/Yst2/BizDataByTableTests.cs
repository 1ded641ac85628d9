using System.Text.Json;
using Tongbao.Core;
using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;
using Tongbao.Server.Wire.Yst2;

namespace Tongbao.Tests.Wire.Yst2;

/// <summary>业务参数: however a client writes a request, it is read as its table has it (E12, and what real clients prove).</summary>
public sealed class BizDataByTableTests
{
    private static readonly Tables Catalog = Tables.Of("yst2");

    private static readonly Yst2Keys Keys = Open();

    private static Yst2Keys Open()
    {
        var kind = new Yst2KeyKind();
        var identity = new Identity("yst2", "1", kind.Name, [], new Secret(kind.NewPrivateKey(0)), new Settings());
        return (Yst2Keys)kind.Open(new App(new AppId("1"), "app", [identity], "200001", default), identity);
    }

    private static string Written(string transCode, string data)
    {
        using var sent = JsonDocument.Parse(data);
        using var written = new BizDataByTable(Catalog).Write(Catalog.Apis.Single(a => a.Name == transCode).Section("request"), sent.RootElement,
            Keys);
        return written.RootElement.GetRawText();
    }

    [Theory]
    [InlineData("1027", """{"signNum":"A","infoType":"1"}""")]
    [InlineData("1027", """{"SIGNNUM":"A","InfoType":"1"}""")]
    [InlineData("1027", """{"signNum":"A","infoType":"1","InfoType":"2"}""")]
    [InlineData("1027", """{"InfoType":"2","signNum":"A","infoType":"1"}""")]
    public void Names_are_taken_in_any_case_and_the_tables_own_is_meant_first(string transCode, string data) =>
        Assert.Equal("1", JsonDocument.Parse(Written(transCode, data)).RootElement.GetProperty("infoType").GetString());

    [Theory]
    [InlineData("""{"payMode":{"SCAN_WEIXIN":{"vspCusid":"55"}}}""")]
    [InlineData("""{"payMode":"{\"SCAN_WEIXIN\":{\"vspCusid\":\"55\"}}"}""")]
    [InlineData("""{"payMode":{"SCAN_WEIXIN":"{\"vspCusid\":\"55\"}"}}""")]
    [InlineData("""{"PayMode":"{\"scan_weixin\":\"{\\\"VspCusid\\\":\\\"55\\\"}\"}"}""")]
    public void An_object_is_taken_as_JSON_or_as_the_text_of_JSON_at_any_level(string data) =>
        Assert.Equal("""{"payMode":{"SCAN_WEIXIN":{"vspCusid":"55"}}}""", Written("2085", data));

    [Theory]
    [InlineData("""{"sepDetail":[{"signNum":"B","amount":5}]}""")]
    [InlineData("""{"sepDetail":{"signNum":"B","amount":5}}""")]
    [InlineData("""{"sepDetail":"[{\"signNum\":\"B\",\"amount\":5}]"}""")]
    [InlineData("""{"sepDetail":"{\"signNum\":\"B\",\"amount\":5}"}""")]
    [InlineData("""{"sepDetail":["{\"signNum\":\"B\",\"amount\":5}"]}""")]
    public void A_list_is_taken_as_a_list_or_as_the_only_one_of_it(string data) =>
        Assert.Equal("""{"sepDetail":[{"signNum":"B","amount":5}]}""", Written("2085", data));

    [Theory]
    [InlineData("""{"enterpriseBaseInfo":{"enterpriseName":"X"}}""")]
    [InlineData("""{"enterpriseBaseInfo":[{"enterpriseName":"X"}]}""")]
    [InlineData("""{"enterpriseBaseInfo":"{\"enterpriseName\":\"X\"}"}""")]
    public void An_object_is_taken_as_the_only_one_of_a_list(string data) =>
        Assert.Equal("""{"enterpriseBaseInfo":{"enterpriseName":"X"}}""", Written("1020", data));

    [Fact]
    public void Nothing_encrypted_is_nothing_and_the_platform_goes_without_its_hashes_too()
    {
        foreach (var nothing in new[] { Keys.Empty, Keys.Empty.ToUpperInvariant() })
            Assert.Equal("""{"acctNum":""}""", Written("1010", $$"""{"acctNum":"{{nothing}}"}"""));
        Assert.Equal("""{"acctNum":""}""", Written("2290", $$"""{"acctNum":"{{Keys.Empty}}"}"""));
        foreach (var platform in new[] { "#yunBizUserId_B2C#", "yunBizUserId_B2C" })
            Assert.Equal("""{"signNum":"#yunBizUserId_B2C#"}""", Written("1023", $$"""{"signNum":"{{platform}}"}"""));
    }

    [Theory]
    [InlineData("""{"payMode":"no JSON","sepDetail":"{","more":{"a":[1,null]}}""")]
    [InlineData("""{"payMode":5,"sepDetail":null,"signNum":1912781053302722562}""")]
    [InlineData("""{"payMode":{"NO_SUCH":{"A":1}},"sepDetail":[5,"x"]}""")]
    public void What_fits_no_form_stays_as_it_came(string data) => Assert.Equal(data, Written("2085", data));

    [Fact]
    public void A_field_opens_by_both_cases_of_hexadecimal_and_what_does_not_open_says_nothing_of_why()
    {
        foreach (var clear in new[] { "", "4", "6228480402564890018", new string('9', 100) })
        {
            Assert.Equal(clear, Keys.Decrypt(Keys.Encrypt(clear)));
            Assert.Equal(clear, Keys.Decrypt(Keys.Encrypt(clear).ToUpperInvariant()));
        }
        Assert.Matches("^[0-9a-f]{32}$", Keys.SecretKey);
        foreach (var bad in new[] { "", "zz", "00", new string('0', 31), new string('0', 32), new string('g', 32), new string('0', 64) })
            Assert.Equal(Tongbao.Server.Security.AppKeys.NotOpened, Keys.Decrypt(bad));
    }
}
