using System.Text.Json.Nodes;
using Tongbao.Server.Catalog;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Conformance.Tsy2;

/// <summary>
/// Every page as its table has it: a signed link that the table does not allow opens nothing, says the table's code, and changes nothing.
/// </summary>
public abstract class PageConformanceTests(Store store) : FlowTests(store)
{
    private const string NoSuchMember = "30001", MemberLocked = "30002", NotOfMember = "40022", NoSuchOrder = "40000",
        NotDecrypted = "20017";

    private static Tsy2UnderTest Wire => Tsy2UnderTest.It;

    public static TheoryData<string> Pages => [.. GoodLinks.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_link_that_the_table_does_not_allow_is_refused_and_changes_nothing(string page)
    {
        var good = await Good(page);
        var before = await Wire.Look(flow);
        var refusals = new Table();
        foreach (var spoiled in Wire.Spoiler.Of(TableOf(page).Section("request"), good))
        {
            var (address, request) = await flow.SignWhole(page, spoiled.Request);
            var answer = await Browser.Get(new Uri($"{address}?{request.Form()}"));
            var said = answer.Text.Contains(spoiled.Code, StringComparison.Ordinal) ? spoiled.Code : answer.Text;
            refusals.Add($"422 {spoiled.Code} {spoiled.Field} {spoiled.What}", $"{answer.Status} {said} {spoiled.Field} {spoiled.What}");
        }
        refusals.MustMatch();
        await Wire.MustStand(flow, before);
        var opened = await flow.Open(page, good);
        Assert.True(opened.Status is 200 or 303, $"{opened.Status} {opened.Text} {Json.Text(good)}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task An_id_that_is_longer_than_any_is_refused_as_in_a_call(string page)
    {
        var good = await Good(page);
        var before = await Wire.Look(flow);
        foreach (var id in new[] { "bizUserId", "bizOrderNo" }.Where(good.ContainsKey))
        {
            await flow.ThenPageRefuses("10004", page, Json.Merge(good, new Dictionary<string, string> { [id] = new('长', 129) }));
            await flow.ThenPageRefuses(id == "bizUserId" ? NoMember(good)
                : NoSuchOrder, page, Json.Merge(good, new Dictionary<string, string> { [id] = new('长', 128) }));
        }
        await Wire.MustStand(flow, before);

        static string NoMember(JsonObject link) => link.ContainsKey("bizOrderNo") ? NotOfMember : NoSuchMember;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_member_that_is_unknown_locked_or_of_another_app_opens_nothing(string page)
    {
        var good = await Good(page);
        var isOfOrder = good.ContainsKey("bizOrderNo");
        var before = await Wire.Look(flow);
        await flow.ThenPageRefuses(isOfOrder ? NotOfMember : NoSuchMember, page, Json.Merge(good, new { bizUserId = "nobody" }));
        await (await Beside(flow)).ThenPageRefuses(isOfOrder ? NoSuchOrder : page == "signContract" ? NoSuchMember
            : NotDecrypted, page, good);
        await Wire.MustStand(flow, before);
        await flow.When("lockMember", new { bizUserId = "buyer" });
        var locked = await Wire.Look(flow);
        await flow.ThenPageRefuses(MemberLocked, page, good);
        await Wire.MustStand(flow, locked);
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
