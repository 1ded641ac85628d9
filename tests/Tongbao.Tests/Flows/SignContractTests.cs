using System.Text.Json;
using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows;

/// <summary>会员电子协议签约 (通商云 4.1.4).</summary>
public abstract class SignContractTests(Store store) : FlowTests(store)
{
    [Fact, Holds("4.1.4#1", "4.1.4#2", "4.1.4#3", "4.1.4#7", "4.1.4#9")]
    public async Task A_person_and_a_company_sign_and_the_number_comes_by_notice_and_by_jump()
    {
        await flow.GivenMember("seller");
        await flow.GivenCompany("shop");
        foreach (var who in new[] { "seller", "shop" })
        {
            var no = await Sign(who);
            // the shop was told of its review before
            var notice = (await flow.Receiver.WaitFor(who, who == "shop" ? 2 : 1)).Single(n => n.Method == "signContract");
            Assert.Equal(["returnValue", "method", "ContractNo", "service", "contractNo", "status"], notice.Rps.EnumerateObject()
                .Select(p => p.Name));
            Assert.Equal($"{no} {no} OK", $"{notice.Rps.GetProperty("ContractNo")} {notice.Rps.GetProperty("contractNo")} {notice.Status}");
            Assert.True((await flow.When("getMemberInfo", new { bizUserId = who })).Value.GetProperty("memberInfo")
                .GetProperty("isSignContract").GetBoolean());
        }
    }

    [Fact, Holds("4.1.4#6", "4.2.3#19")]
    public async Task Where_the_app_asks_for_it_nobody_withdraws_before_signing()
    {
        await flow.ChangeSettings(new { contractRequiredForWithdrawal = true });
        await flow.GivenMember("seller");
        await flow.GivenDeposit("seller", 10_00);
        await flow.WhenRefused("30046", "withdrawApply", new { bizUserId = "seller", amount = 1_00, validateType = 0 });
        await Sign("seller");
        await flow.When("withdrawApply", new { bizUserId = "seller", amount = 1_00, validateType = 0 });
    }

    [Fact, Holds("4.1.4#3")]
    public async Task Without_consent_nothing_is_signed_and_the_page_says_why()
    {
        await flow.GivenMember("seller");
        var page = await Browser.Submit(await flow.Open("signContract", Link("seller")), ("action", "sign"));
        Assert.Equal(422, page.Status);
        Assert.Contains("勾选同意", page.Text);
        Assert.Empty(await flow.Sandbox.Notifications(flow.App.Id, "signContract:seller"));
        Assert.Equal(303, (await Browser.Submit(page, ("agree", "yes"), ("action", "sign"))).Status);
    }

    [Fact, Holds("4.1.4#4", "4.1.4#5")]
    public async Task Whose_page_does_not_open()
    {
        await flow.GivenMembers("signed", "locked");
        await flow.GivenStranger("nameless");
        await flow.GivenUnreviewedCompany("waiting");
        await flow.When("createMember", new { bizUserId = "blank", memberType = 2 });
        await flow.When("lockMember", new { bizUserId = "locked" });
        await Sign("signed");
        foreach (var (code, who) in new[] { ("30001", "nobody"), ("30002", "locked"), ("30008", "nameless"), ("30030", "blank"),
            ("30050", "waiting"), ("30043", "signed") })
            await flow.ThenPageRefuses(code, "signContract", Link(who));
    }

    private object Link(string bizUserId) => new { bizUserId, jumpUrl = Flow.JumpUrl, backUrl = flow.Receiver.Url(), source = "2" };

    /// <summary>Signs on the page; the number of the agreement as the browser carries it.</summary>
    private async Task<string> Sign(string bizUserId)
    {
        var done = await Browser.Submit(await flow.Open("signContract", Link(bizUserId)), ("agree", "yes"), ("action", "sign"));
        Assert.Equal(303, done.Status);
        Assert.StartsWith(Flow.JumpUrl + "&sysid=", done.Location.AbsoluteUri);
        var q = done.Query;
        Assert.True(await flow.Client.Signer.Verify(q["sysid"] + q["rps"] + q["timestamp"], q["sign"]));
        var rps = JsonDocument.Parse(q["rps"]).RootElement;
        Assert.Equal("OK", rps.GetProperty("status").GetString());
        var value = JsonDocument.Parse(rps.GetProperty("signedValue").GetString()!).RootElement;
        Assert.Equal($"{bizUserId} OK", $"{value.GetProperty("bizUserId")} {value.GetProperty("result")}");
        return value.GetProperty("contractNo").GetString()!;
    }
}

public sealed class SignContractOnSqlite() : SignContractTests(Store.Sqlite);

public sealed class SignContractOnPostgres() : SignContractTests(Store.Postgres);
