using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tongbao.Tests.Flows;

namespace Tongbao.Tests.Work;

/// <summary>
/// forget-page-sessions: in the night what a signed link opened is forgotten, once neither the link can come again nor its page be gone on
/// with.
/// </summary>
public abstract class ForgottenPagesTests(Store store) : FlowTests(store)
{
    private const string Job = "forget-page-sessions";

    private Uri link = null!, page = null!;

    public override async ValueTask InitializeAsync()
    {
        flow = await OnOwnServer();
        await flow.GivenMember("buyer");
        await flow.Freeze();
    }

    [Fact]
    public async Task A_link_that_may_come_again_is_known_as_used_however_far_the_clock_is_moved()
    {
        await OpenAPage();
        await Night();
        Assert.Equal(409, (await Look(link)).Status);
        Assert.Equal(410, (await Look(page)).Status);
    }

    [Fact]
    public async Task A_page_whose_link_is_too_old_to_come_again_is_forgotten()
    {
        await OpenAPage();
        await HalfAnHourPasses();
        await Night();
        Assert.Equal(404, (await Look(page)).Status);
        // Nothing is left of it: only its age, which this test made up, would keep the link from opening another.
        Assert.Equal(303, (await Look(link)).Status);
    }

    [Fact]
    public async Task A_page_that_is_still_open_stays_until_the_next_night()
    {
        var night = (await flow.Sandbox.Clock()).Now.ToOffset(TimeSpan.FromHours(8)).AddDays(1);
        await flow.At($"{night:yyyy-MM-dd}T03:35:00+08:00");
        await OpenAPage();
        await HalfAnHourPasses();
        await Night("PT6M");
        Assert.Equal(200, (await Look(page)).Status);
        await Night();
        Assert.Equal(404, (await Look(page)).Status);
    }

    /// <summary>
    /// The job comes to its time, and finds something to do where a link is too old. In two days it does so with every page over, whenever
    /// the test begins.
    /// </summary>
    private async Task Night(string after = "P2D") => Assert.Contains((await flow.Advance(after)).Ran!, ran => ran.Job == Job);

    private async Task OpenAPage()
    {
        link = await flow.Link("setPayPwd", await flow.Holder("buyer"));
        page = (await Browser.Get(link)).Location;
    }

    /// <summary>The age of a link goes by the clock on the wall, which no test can move: the row is made older in its place.</summary>
    private async Task HalfAnHourPasses()
    {
        await flow.Server.Stop();
        await using (var connection = Connection())
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE page_sessions SET at = at - {(long)TimeSpan.FromMinutes(31).TotalMilliseconds} WHERE app = '{flow.App.Id}'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        await flow.Server.Start();
    }

    private DbConnection Connection() => Store == Store.Postgres
        ? new NpgsqlConnection(flow.Server.Place.Postgres + ";Pooling=false")
        : new SqliteConnection($"Data Source={flow.Server.Place.Folder.File("tongbao.db")};Pooling=False");

    /// <summary>At the address that the server has now.</summary>
    private Task<WebPage> Look(Uri address) => Browser.Get(new Uri(flow.Server.Url, address.PathAndQuery));
}

public sealed class ForgottenPagesOnSqlite() : ForgottenPagesTests(Store.Sqlite);

public sealed class ForgottenPagesOnPostgres() : ForgottenPagesTests(Store.Postgres);
