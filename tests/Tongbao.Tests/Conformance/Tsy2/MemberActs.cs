using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>What a member does on the pages, in an order in which each is possible; done, it answers where the browser is led.</summary>
public static class MemberActs
{
    private const string First = "864209", Second = "correct-horse", Third = "135790", NewPhone = "13700000011";

    public static async Task<IReadOnlyList<(string Page, Func<Task<WebPage>> Act)>> For(Flow flow, string who)
    {
        await flow.GivenMember(who);
        var phone = flow.Who(who).Phone;
        return
        [
            ("signContract", async () => await Browser.Submit(await Open("signContract"), ("agree", "yes"), ("action", "sign"))),
            ("setPayPwd", async () => await Browser.Submit(await Open("setPayPwd"), [("code", await flow.Sms(phone)), .. New(First)])),
            ("updatePayPwd", async () => await Browser.Submit(await Open("updatePayPwd"), [("password", First), .. New(Second)])),
            ("resetPayPwd", async () => await Browser.Submit(await Open("resetPayPwd"), [("code", await flow.Sms(phone)), .. New(Third)])),
            ("updatePhoneByPayPwd", async () =>
            {
                var typed = await Browser.Follow(await Browser.Submit(await Open("updatePhoneByPayPwd"), ("phone", NewPhone),
                    ("password", Third), ("action", "go")));
                return await Browser.Submit(typed, ("code", await flow.Sms(NewPhone)), ("action", "go"));
            }),
        ];

        async Task<WebPage> Open(string page) =>
            await flow.Open(page, await flow.Holder(who, page == "signContract" ? new { source = "2" } : new { }));
    }

    private static (string, string)[] New(string password) => [("newPassword", password), ("repeat", password), ("action", "go")];
}
