using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Bugs;

/// <summary>
/// A removed app leaves its books behind; one that was made under its number found the old reserve in them and got its own on top.
/// </summary>
public abstract class An_app_that_is_made_anew_has_its_position_once(Store store) : FlowTests(store)
{
    private readonly string id = Flow.Fresh("8");

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Also_after_a_crash_and_with_another_position(bool crashed)
    {
        flow = await OnOwnServer();
        var publicKey = (await OpenSslKey.Generate(1024)).PublicKey.Spki;
        foreach (var position in new[] { 1000_00, 300_00, 300_00, 500_00 })
        {
            await flow.Server.App(new { verb = "add", id, publicKey,
                settings = new { platformKeyBits = 1024, reservePosition = position } });
            Assert.Equal(position, await Reserve());
            await flow.Server.App(new { verb = "remove", id });
            if (!crashed) continue;
            await flow.Server.Kill();
            await flow.Server.Start();
        }
        await flow.Server.App(new { verb = "add", id, publicKey, settings = new { platformKeyBits = 1024 } });
        await flow.Sandbox.ChangeSettings(id, new { reservePosition = 200_00 });
        Assert.Equal(200_00, await Reserve());
    }

    private async Task<long> Reserve() => -(await flow.Sandbox.Books(id)).Accounts.Single(a => a.AccountSetNo == "reserve").Balance;
}

public sealed class An_app_that_is_made_anew_has_its_position_once_on_sqlite()
    : An_app_that_is_made_anew_has_its_position_once(Store.Sqlite);

public sealed class An_app_that_is_made_anew_has_its_position_once_on_postgres()
    : An_app_that_is_made_anew_has_its_position_once(Store.Postgres);
