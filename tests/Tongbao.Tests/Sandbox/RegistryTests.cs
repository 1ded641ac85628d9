using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Sandbox;

/// <summary>沙箱登记: what is listed must agree in what a check names; what is not passes as before.</summary>
public sealed class RegistryTests() : FlowTests(Store.Sqlite)
{
    private const string IdNo = "310101199001011234";

    [Fact]
    public async Task A_listed_person_has_one_name_on_every_app_and_after_a_restart()
    {
        flow = await OnOwnServer();
        await flow.Sandbox.PutRegistry(new
        {
            companies = new[] { new { creditCode = "91310000MA1FL0LU04", name = "上海某某有限公司", legalName = "王五", legalIdNo = IdNo } },
            persons = new[] { new { idNo = IdNo, name = "王五" } },
            cards = new[] { new { cardNo = "6222020200001234567", name = "王五", phone = "13800000001", type = "credit", creditLine = 5_000_00 } },
        });
        await flow.Server.Stop();
        await flow.Server.Start();
        await flow.GivenStranger("buyer");
        var identityNo = await flow.Encrypt(IdNo);
        await flow.WhenRefused("30009", "setRealName", new { bizUserId = "buyer", name = "李四", identityNo });
        await flow.When("setRealName", new { bizUserId = "buyer", name = "王五", identityNo });

        var shown = (await flow.Sandbox.Registry()).GetRawText();
        Assert.DoesNotContain(IdNo, shown);
        Assert.DoesNotContain("6222020200001234567", shown);
        Assert.Contains("622202****4567", shown);

        await flow.Sandbox.PutRegistry(new { });
        await flow.GivenStranger("other");
        await flow.When("setRealName", new { bizUserId = "other", name = "李四", identityNo });
    }

    private static readonly object[] Unfit =
    [
        new { persons = new[] { new { idNo = IdNo, name = "王五" }, new { idNo = IdNo, name = "李四" } } },
        new { persons = new[] { new { idNo = "1", name = "王五" } } },
        new { persons = new[] { new { idNo = IdNo } } },
        new { companies = new[] { new { creditCode = "91310000MA1FL0LU04", name = " ", legalName = "王五" } } },
        new { cards = new[] { new { cardNo = "62220202", name = "王五", type = "gold" } } },
        new { cards = new[] { new { cardNo = "62220202", name = "王五", creditLine = -1 } } },
        new { people = Array.Empty<object>() },
    ];

    [Fact]
    public async Task What_cannot_be_listed_is_refused()
    {
        foreach (var registry in Unfit)
            Assert.Equal(400, (await Assert.ThrowsAsync<SandboxProblem>(() => flow.Sandbox.PutRegistry(registry))).Status);
    }
}
