using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance;

/// <summary>
/// Every page as its table has it: a signed link that the table does not allow opens nothing, says the table's code, and changes nothing.
/// </summary>
public abstract class PageConformanceTests(Store store) : FlowTests(store)
{
    private const string NoSuchMember = "30001", MemberLocked = "30002", NotOfMember = "40022", NoSuchOrder = "40000",
        NotDecrypted = "20017";

    public static TheoryData<string> Pages => [.. GoodLinks.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_link_that_the_table_does_not_allow_is_refused_and_changes_nothing(string page)
    {
        var good = await Good(page);
        var before = await Market.Look(flow);
        var refusals = new Table();
        foreach (var spoiled in Spoiled.Of(TableOf(page).Section("request"), good))
        {
            var (address, request) = await flow.SignWhole(page, spoiled.Param);
            var answer = await Browser.Get(new Uri($"{address}?{request.Form()}"));
            refusals.Add($"422 {spoiled.Code} {spoiled.What}",
                $"{answer.Status} {(answer.Text.Contains(spoiled.Code, StringComparison.Ordinal) ? spoiled.Code : answer.Text)} {spoiled.What}");
        }
        refusals.MustMatch();
        await before.MustStand(flow);
        var opened = await flow.Open(page, good);
        Assert.True(opened.Status is 200 or 303, $"{opened.Status} {opened.Text} {Json.Text(good)}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task An_id_that_is_longer_than_any_is_refused_as_in_a_call(string page)
    {
        var good = await Good(page);
        var before = await Market.Look(flow);
        foreach (var id in new[] { "bizUserId", "bizOrderNo" }.Where(good.ContainsKey))
        {
            await flow.ThenPageRefuses("10004", page, Json.Merge(good, new Dictionary<string, string> { [id] = new('长', 129) }));
            await flow.ThenPageRefuses(id == "bizUserId" ? NoMember(good)
                : NoSuchOrder, page, Json.Merge(good, new Dictionary<string, string> { [id] = new('长', 128) }));
        }
        await before.MustStand(flow);

        static string NoMember(JsonObject link) => link.ContainsKey("bizOrderNo") ? NotOfMember : NoSuchMember;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_member_that_is_unknown_locked_or_of_another_app_opens_nothing(string page)
    {
        var good = await Good(page);
        var isOfOrder = good.ContainsKey("bizOrderNo");
        var before = await Market.Look(flow);
        await flow.ThenPageRefuses(isOfOrder ? NotOfMember : NoSuchMember, page, Json.Merge(good, new { bizUserId = "nobody" }));
        await (await Beside(flow)).ThenPageRefuses(isOfOrder ? NoSuchOrder : page == "signContract" ? NoSuchMember
            : NotDecrypted, page, good);
        await before.MustStand(flow);
        await flow.When("lockMember", new { bizUserId = "buyer" });
        var locked = await Market.Look(flow);
        await flow.ThenPageRefuses(MemberLocked, page, good);
        await locked.MustStand(flow);
    }

    [Fact]
    public void Every_page_has_a_good_link() =>
        Assert.Equal(Tables.Tsy2.Apis.Where(a => a.Kind == "page").Select(a => a.Name)
            .Order(StringComparer.Ordinal), GoodLinks.Pages.Order(StringComparer.Ordinal));

    private Task<JsonObject> Good(string page) => GoodLinks.Of(flow, page);

    private static ApiTable TableOf(string page) => Tables.Tsy2.Apis.Single(a => a.Name == page);
}

public sealed class PageConformanceOnSqlite() : PageConformanceTests(Store.Sqlite);

public sealed class PageConformanceOnPostgres() : PageConformanceTests(Store.Postgres);
