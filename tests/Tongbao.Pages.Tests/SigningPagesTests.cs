using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Pages.Tests;

/// <summary>签约页面: the parties of an agreement sign or refuse, a legal person authorises somebody, a member looks at what it signed.</summary>
public sealed class SigningPagesTests(Chromium chromium) : PageTests(chromium)
{
    private const string Company = "上海某某（集团）有限公司";

    [Fact]
    public async Task Payee_and_splitter_sign_each_on_its_own_page_by_the_code_to_its_own_phone()
    {
        await using var market = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await AtEachSize(async window =>
        {
            var (payee, splitter) = await Parties(market);
            var asked = await market.Call("1050", market.Signing(payee, new
            {
                couponWay = "1", couponRate = "5.00", sepMemBusCode = splitter, sepMemName = "李四", sepRate = "10.00",
            }));
            await window.Page.GotoAsync(asked.Text("signAgreementUrl")!);
            Assert.Equal(3, await window.Page.Locator("h2").CountAsync());
            await window.MustBeGood("signing");
            await Press(window, "获取验证码");
            await Type(window, "短信验证码", "000000");
            await window.Page.GetByLabel("我已阅读并同意以上协议").CheckAsync();
            await Press(window, "确认签约");
            await window.MustBeGood("signing-mistake", mayBeRefused: true);
            await SignByCode(window, market, payee);
            await Expect(window, "您已签约");
            await window.MustBeGood("signing-half", mayBeRefused: true);

            await window.Page.GotoAsync(asked.Text("sepSignAgreementUrl")!);
            Assert.Equal(1, await window.Page.Locator("h2").CountAsync());
            await Press(window, "获取验证码");
            await window.MustBeGood("signing-code", mayBeRefused: true);
            await SignByCode(window, market, splitter);
            await Expect(window, "签约成功");
            Assert.Equal("收单协议 1, 平台抽佣协议 1, 分账协议 1", await market.AgreementsOf(payee));
        });
    }

    [Fact]
    public async Task A_party_refuses_after_it_is_asked_once_more_and_an_older_link_says_that_there_is_a_newer()
    {
        await using var market = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await AtEachSize(async window =>
        {
            var (payee, splitter) = await Parties(market);
            var older = await market.Call("1050", market.Signing(payee, Yst2Flow.Sharing(splitter)));
            var newer = await market.Call("1050", market.Signing(payee, Yst2Flow.Sharing(splitter, "8.00")));
            await window.Page.GotoAsync(older.Text("signAgreementUrl")!);
            await Expect(window, "签约申请已更新");
            await window.MustBeGood("signing-newer");
            await window.Page.GotoAsync(newer.Text("sepSignAgreementUrl")!);
            await Press(window, "拒绝签约");
            await window.MustBeGood("signing-refusal");
            await Press(window, "确认拒绝");
            await Expect(window, "签约未完成");
            await window.MustBeGood("signing-refused");
            Assert.EndsWith("收单协议 0, 分账协议 2", await market.AgreementsOf(payee));
        });
    }

    [Fact]
    public async Task A_legal_person_passes_the_face_check_and_authorises_somebody_else()
    {
        await using var market = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await AtEachSize(async window =>
        {
            var (member, phone) = ($"L{Yst2Flow.Serial()}", Yst2Flow.NextPhone());
            await market.GivenCompany(member);
            var asked = await market.Call("1030", new
            {
                reqTraceNum = Yst2Flow.Serial(), signNum = member, phone, phoneType = "2", jumpUrl = Shop,
                authPerInfo = new { authPerName = "赵六", authPerCerNum = market.Seal(Yst2Flow.NextId()), authPerCerType = "1" },
            });
            await window.Page.GotoAsync(asked.Text("signUrl")!);
            await window.MustBeGood("signing-face");
            await Press(window, "识别不通过");
            await window.MustBeGood("signing-face-failed");
            await Press(window, "识别通过");
            await Press(window, "获取验证码");
            await window.MustBeGood("signing-letter");
            await Fill(window, await market.Sms(phone));
            await Expect(window, "签约成功");
            Assert.Equal(Shop, await window.Page.GetByRole(AriaRole.Link, new() { Name = "返回商户" }).GetAttributeAsync("href"));
            Assert.Equal("1", (await market.Shown(member, 5)).Text("bindPhoneJson.isBind"));
        });
    }

    [Fact]
    public async Task A_member_looks_at_what_it_signed()
    {
        await using var market = await Yst2Flow.OnSharedServer(Store.Sqlite);
        await AtEachSize(async window =>
        {
            var (payee, splitter) = await Parties(market);
            await market.GivenAgreed(payee, Yst2Flow.Sharing(splitter), splitter);
            var asked = await market.Call("1053", new JsonObject
            {
                ["reqTraceNum"] = Yst2Flow.Serial(), ["signNum"] = payee, ["memberName"] = Company, ["agreementType"] = "3",
            });
            await window.Page.GotoAsync(asked.Text("signAgreementUrl")!);
            await window.MustBeGood("signed-agreements");
            Assert.Equal(2, await window.Page.Locator("h2").CountAsync());
            Assert.Contains("10.00%", await window.Page.ContentAsync());
        });
    }

    private static async Task<(string Payee, string Splitter)> Parties(Yst2Flow market)
    {
        var no = Yst2Flow.Serial();
        await market.GivenMerchant($"M{no}");
        await market.GivenPerson($"B{no}", phone: true);
        return ($"M{no}", $"B{no}");
    }

    private static async Task SignByCode(Window window, Yst2Flow market, string member) =>
        await Fill(window, await market.Sms((await market.Shown(member, 5)).Text("bindPhoneJson.phone")!));

    private static async Task Fill(Window window, string code)
    {
        await Type(window, "短信验证码", code);
        await window.Page.GetByLabel("我已阅读并同意以上协议").CheckAsync();
        await Press(window, "确认签约");
    }

    private static Task Expect(Window window, string title) =>
        Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
}
