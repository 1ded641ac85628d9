using System.Text;
using System.Text.Json;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class GetRandomTests
{
    [Theory, InlineData("PC", false, false), InlineData("H5", true, true), InlineData("IOS", true, false),
        InlineData("ANDROID", true, false)]
    [Holds("W37")]
    public async Task It_gives_key_digits_and_public_key_and_what_the_channel_needs(string channel, bool licence, bool map)
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var given = await flow.Account("get-random", new { user_id = "u1", flag_chnl = channel });
        Assert.True(Guid.TryParse(given.Text("random_key"), out _));
        Assert.Matches("^[0-9]{32}$", given.Text("random_value"));
        Assert.Matches("^30[0-9a-f]+$", given.Text("rsa_public_content"));
        Assert.Equal(licence, given.Text("license") is not null);
        Assert.Equal(map, given.Text("map_arr") is not null);
    }

    [Fact, Holds("W37")]
    public async Task Licence_and_map_have_the_form_of_the_golden_answer()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        var given = await flow.Account("get-random", new { user_id = "u1", flag_chnl = "H5" });
        var licence = Encoding.UTF8.GetString(Convert.FromBase64String(given.Text("license")!));
        Assert.Matches("^[A-Za-z0-9+/]{171}=\\{\"id\":0,\"type\":\"test\",\"platform\":10,\"notbefore\":\"[0-9]{8}\",\"notafter\":\"[0-9]{8}\"\\}$", licence);
        var map = Encoding.UTF8.GetString(Convert.FromBase64String(given.Text("map_arr")!));
        Assert.Matches(@"^\[('[0-9]{2,3}', ){93}'[0-9]{2,3}'\]$", map);
        var signs = JsonSerializer.Deserialize<string[]>(map.Replace('\'', '"'))!.Select(int.Parse).Order();
        Assert.Equal(Enumerable.Range(33, 94), signs);
    }

    [Fact]
    public async Task The_national_algorithm_is_not_built()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.Account("get-random", new { user_id = "u1", flag_chnl = "PCH5", encrypt_algorithm = "SM2" }, "1012");
        await flow.Account("get-random", new { user_id = "u1", flag_chnl = "PCH5" }, "1012");
        await flow.Account("get-random", new { user_id = "u1", flag_chnl = "WAP" }, "1005");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("W36")]
    public async Task A_factor_is_its_users_and_serves_one_request_within_10_minutes(Store store)
    {
        await using var flow = await AccpFlow.OnOwnServer(store);
        await flow.GivenUser("u1");
        await flow.GivenUser("u2");
        await flow.Sandbox.Freeze();
        var (first, second, others) = (await flow.Factor("u1"), await flow.Factor("u1"), await flow.Factor("u2"));
        await Use(flow, others, "1013");
        await flow.Sandbox.Advance("PT10M");
        await Use(flow, first, "0000");
        await Use(flow, first, "1013");
        await flow.Sandbox.Advance("PT1S");
        await Use(flow, second, "1013");
        await flow.CloseTheDay();
    }

    [Fact, Holds("W36")]
    public async Task It_is_used_up_by_a_wrong_password_and_not_by_what_is_refused_before()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var factor = await flow.Factor("u1");
        await flow.Account("validate-password",
            new { user_id = "nobody", random_key = factor.Key, password = factor.Seal(AccpFlow.Password) }, "2003");
        await flow.Account("validate-password", new { user_id = "u1", random_key = factor.Key, password = factor.Seal("wrong123") },
            "1015");
        await Use(flow, factor, "1013");
        await flow.CloseTheDay();
    }

    private static Task<AccpReply> Use(AccpFlow flow, Factor factor, string code) => flow.Account("validate-password",
        new { user_id = "u1", random_key = factor.Key, password = factor.Seal(AccpFlow.Password) }, code);
}
