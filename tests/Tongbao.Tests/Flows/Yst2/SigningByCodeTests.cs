using Tongbao.Tests.Coverage;

namespace Tongbao.Tests.Flows.Yst2;

/// <summary>签约页面: who signs proves it by the code to its own phone.</summary>
public sealed class SigningByCodeTests
{
    [Fact, Holds("7.5.4#24")]
    public async Task Each_party_signs_by_a_code_that_went_to_its_own_phone_and_to_no_other()
    {
        await using var flow = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await flow.GivenMerchant("A");
        await flow.GivenPerson("B", phone: true);
        var asked = await flow.Call("1050", flow.Signing("A", Yst2Flow.Sharing("B")));
        foreach (var (member, link) in new[] { ("A", "signAgreementUrl"), ("B", "sepSignAgreementUrl") })
        {
            var phone = (await flow.Shown(member, 5)).Text("bindPhoneJson.phone")!;
            var address = new Uri(asked.Text(link)!);
            var others = (await flow.Sandbox.Sms(flow.App.Id)).Where(c => c.Phone != phone);
            await Browser.Post(address, ("action", "code"));
            var codes = await flow.Sandbox.Sms(flow.App.Id);
            Assert.Equal(phone, codes[0].Phone);
            Assert.Equal(others, codes.Where(c => c.Phone != phone));
            Assert.Equal(422, (await Browser.Post(address, ("action", "sign"), ("agree", "yes"), ("code", "000000"))).Status);
            await Browser.Post(address, ("action", "sign"), ("agree", "yes"), ("code", codes[0].Code));
        }
        Assert.Equal("收单协议 1, 分账协议 1", await flow.AgreementsOf("A"));
        await flow.CloseTheDay();
    }
}
