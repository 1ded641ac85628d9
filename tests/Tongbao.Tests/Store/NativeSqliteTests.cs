using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Tests.Stores;

/// <summary>
/// SQLite before 3.51.3 can spoil a WAL when two connections reset it at the same instant: what is loaded must be past that.
/// </summary>
public sealed class NativeSqliteTests
{
    [Fact]
    public async Task The_native_library_that_is_loaded_is_past_the_fault_that_spoils_a_WAL()
    {
        using var folder = new TempFolder();
        await (await SqliteStore.Open(folder.Path, new Dialect(RowJson.Sealed(new Vault(new byte[32]))))).DisposeAsync();
        Assert.True(Version.Parse(SQLitePCL.raw.sqlite3_libversion().utf8_to_string()) >= new Version(3, 53),
            $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}");
    }
}
