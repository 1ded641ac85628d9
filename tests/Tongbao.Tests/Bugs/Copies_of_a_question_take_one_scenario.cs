using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// Of two copies of a confirmation one used up the scenario, and the other, finding none, was told of a payment in the usual course.
/// </summary>
public abstract class Copies_of_a_question_take_one_scenario(Store store) : BugTests(store)
{
    private const int Copies = 16, Rounds = 8;

    [Fact]
    public async Task And_hear_the_same()
    {
        for (var n = 0; n < Rounds; n++)
        {
            await Scenario("CODEPAY_VSP", new { result = "timeout" });
            var purchase = await flow.Sign("consumeApply",
                new { payerId = "buyer", recieverId = "seller", amount = 100_00, payMethod = Flow.Code(100_00) });
            var replies = await flow.Client.CallMany(Copies, purchase);
            Assert.All(replies, r => Assert.Equal("pending", r.Text("payStatus")));
            Assert.True(await IsUnknown(replies[0]));
        }
    }
}

public sealed class Copies_of_a_question_take_one_scenario_on_sqlite() : Copies_of_a_question_take_one_scenario(Store.Sqlite);

public sealed class Copies_of_a_question_take_one_scenario_on_postgres() : Copies_of_a_question_take_one_scenario(Store.Postgres);
