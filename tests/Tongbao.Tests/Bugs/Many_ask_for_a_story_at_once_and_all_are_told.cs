using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Every teller of a story held one connection of PostgreSQL and waited for a second one: as many at once as there are connections waited
/// for each other.
/// </summary>
public abstract class Many_ask_for_a_story_at_once_and_all_are_told(Store store) : BugTests(store)
{
    private const int Askers = 120;

    [Fact]
    public async Task None_waits_for_another()
    {
        var order = await Purchase(Flow.Scan(100_00));
        var stories = await Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => flow.Sandbox.Explain(flow.App.Id, order.BizOrderNo)));
        Assert.All(stories, s => Assert.Equal(order.BizOrderNo, s.GetProperty("order").GetProperty("bizOrderNo").GetString()));
    }
}

public sealed class Many_ask_for_a_story_at_once_and_all_are_told_on_sqlite() : Many_ask_for_a_story_at_once_and_all_are_told(Store.Sqlite);

public sealed class Many_ask_for_a_story_at_once_and_all_are_told_on_postgres()
    : Many_ask_for_a_story_at_once_and_all_are_told(Store.Postgres);
