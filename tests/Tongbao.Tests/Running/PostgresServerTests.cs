namespace Tongbao.Tests.Running;

/// <summary>PostgreSQL is never skipped: where it cannot be started, this says so first.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task It_starts_on_a_free_port_and_gives_a_database_of_ones_own()
    {
        var (one, two) = (await Servers.NewPlace(Store.Postgres), await Servers.NewPlace(Store.Postgres));
        Assert.NotEqual(one.Postgres, two.Postgres);
        Assert.Contains("Database=", one.Postgres);
        one.Folder.Dispose();
        two.Folder.Dispose();
    }
}
