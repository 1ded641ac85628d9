using System.Text.Json;
using Tongbao.Server.Apps;
using Tongbao.Tests.Flows;
using Tongbao.Tests.Ledger;

namespace Tongbao.Tests.Bugs;

/// <summary>Changes began from settings that had been read before: of two at once one was lost, and the position moved twice.</summary>
public abstract class A_change_of_settings_is_made_to_the_settings_as_they_are(Store store) : FlowTests(store)
{
    private const int AtOnce = 8;

    [Fact]
    public async Task Of_changes_at_once_none_is_lost_and_the_position_moves_once()
    {
        await Task.WhenAll(Enumerable.Range(0, AtOnce)
            .SelectMany(_ => new[] { Change(new { reservePosition = 500_00 }), Change(new { cardsPerPerson = 3 }),
            Change(new { dailyOrderLimit = 4 }) }));
        var shown = (await Change(new { })).Settings;
        Assert.Equal((500_00, 3, 4), (shown.GetProperty("reservePosition").GetInt64(), shown.GetProperty("cardsPerPerson")
            .GetInt64(), shown.GetProperty("dailyOrderLimit").GetInt64()));
        Assert.Equal(500_00, await Position());
    }

    [Theory]
    [InlineData("success"), InlineData("pending")]
    public async Task The_position_is_shown_as_it_stands_and_becomes_what_it_is_set_to(string payout)
    {
        await flow.GivenMembers("seller");
        await flow.GivenDeposit("seller", 300_00);
        Assert.Equal(1000_00, Shown(await Change(new { reservePosition = 1000_00 })));
        await flow.Sandbox.Scenario(flow.App.Id, new { payMethod = "WITHDRAW_TLT" }, [new { result = payout }]);
        var order = await flow.When("withdrawApply", new { bizUserId = "seller", amount = 300_00, validateType = 0 });
        Assert.Equal(700_00, Shown(await Change(new { cardsPerPerson = 3 })));      // what it does not name it does not move
        foreach (var position in new[] { 1000_00, 700_00, 0, 50_00 })
        {
            Assert.Equal(position, Shown(await Change(new { reservePosition = position })));
            Assert.Equal(position, await Position());
        }
        // what is under way leaves the reserve, not the position
        if (payout == "pending") await flow.WhenBankPaysOut(order);
        Assert.Equal(50_00, await Position());
        await flow.ThenBooksBalance();
    }

    [Fact]
    public async Task What_one_server_changes_another_sees_a_moment_later()
    {
        await using var bank = await Bank.Open(Store);
        var app = await bank.NewApp(new { fundInMode = "A" });
        var another = new AppRegistry(bank.Rows, bank.Teller, bank.Clock, Bank.Keys);
        async Task<string> FundInMode() => (await another.Find(app))!.App.Settings.FundInMode;
        Assert.Equal("A", await FundInMode());
        await bank.Teller.Run(app, new ChangeSettings(JsonSerializer.SerializeToElement(new { fundInMode = "B" })));
        bank.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("B", await FundInMode());
    }

    private Task<SandboxApp> Change(object settings) => flow.Sandbox.ChangeSettings(flow.App.Id, settings);

    private static long Shown(SandboxApp app) => app.Settings.GetProperty("reservePosition").GetInt64();

    private async Task<long> Position() => (await flow.When("queryReserveFundBalance", new { })).Number("balance");
}

public sealed class A_change_of_settings_is_made_to_the_settings_as_they_are_on_sqlite()
    : A_change_of_settings_is_made_to_the_settings_as_they_are(Store.Sqlite);

public sealed class A_change_of_settings_is_made_to_the_settings_as_they_are_on_postgres()
    : A_change_of_settings_is_made_to_the_settings_as_they_are(Store.Postgres);
