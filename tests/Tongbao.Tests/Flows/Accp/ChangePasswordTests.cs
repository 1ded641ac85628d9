using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Accp;

public sealed class ChangePasswordTests
{
    private const string Change = "change-password", Other = "newpw88";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    [Holds("A7#1", "A7#2", "A7#3")]
    public async Task The_right_old_one_and_a_good_new_one_change_it(Store store)
    {
        await using var flow = await AccpFlow.OnSharedServer(store);
        await flow.GivenUser("u1");
        async Task Changes(string old, string wanted, string code) => await flow.Account(Change,
            new { user_id = "u1", password = await flow.Seal(old), password_new = await flow.Seal(wanted) }, code);
        await Changes("wrong123", Other, "1015");
        await Changes(AccpFlow.Password, "111111", "1016");
        await flow.Account(Change, new { user_id = "nobody", password = "x", password_new = "x" }, "2003");
        (await flow.Judge("u1", AccpFlow.Password)).Must();
        await Changes(AccpFlow.Password, Other, "0000");
        (await flow.Judge("u1", AccpFlow.Password)).Must("1015");
        (await flow.Judge("u1", Other)).Must();
        await flow.CloseTheDay();
    }

    [Fact, Holds("A7#4", "W40")]
    public async Task One_factor_serves_both_passwords_once_each_in_its_own_form()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        var key = await flow.Factor("u1");
        var both = new { user_id = "u1", random_key = key.Key, password = key.Seal(AccpFlow.Password), password_new = key.Seal(Other) };
        await flow.Account(Change, both);
        await flow.Account(Change, both, "1013");
        var next = await flow.Factor("u1");
        await flow.Account(Change,
            new { user_id = "u1", random_key = next.Key, password = await flow.Seal(Other), password_new = next.Seal(AccpFlow.Password) });
        (await flow.Judge("u1", AccpFlow.Password)).Must();
    }

    [Fact, Holds("W42")]
    public async Task It_does_not_pass_a_lock()
    {
        await using var flow = await AccpFlow.OnSharedServer(Store.Sqlite);
        await flow.GivenUser("u1");
        for (var n = 1; n <= 5; n++) await flow.Judge("u1", "wrong123");
        var factor = await flow.Factor("u1");
        await flow.Account(Change, new { user_id = "u1", random_key = factor.Key, password = factor.Seal(AccpFlow.Password),
            password_new = factor.Seal(Other) }, "1014");
    }
}
