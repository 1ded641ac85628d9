using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class QueryCnapscodeTests
{
    [Theory, Holds("W89")]
    [InlineData("01040000", "110000", "中国银行", "104100000004", "中国银行总行")]
    [InlineData("03080000", "440300", "总行", "308584000013", "招商银行总行")]
    public async Task A_branch_is_found_by_its_bank_its_city_and_a_part_of_its_name(string bank, string city, string part, string number,
        string name)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var asked = new { bank_code = bank, city_code = city, brabank_name = part };
        var found = await flow.Account("query-cnapscode", asked);
        Assert.Equal((bank, number, name),
            (found.Text("bank_code"), found.Text("card_list[0].cnaps_code"), found.Text("card_list[0].brabank_name")));
        foreach (var other in new object[] { new { bank_code = "01039999" }, new { city_code = "650100" }, new { brabank_name = "无此支行" } })
            await flow.Account("query-cnapscode", AccpFlow.With(asked, other), "2015");
        Assert.Contains("（brabank_name）",
            (await flow.Account("query-cnapscode", AccpFlow.With(asked, new { brabank_name = "" }), "1005")).Message);
    }
}
