using Tongbao.Tests.Safety;

namespace Tongbao.Tests.Bugs;

/// <summary>The master key was not synced: a power cut left a sealed store, and an empty file where its key had been.</summary>
public sealed class APowerCutInTheFirstMinuteLeavesAStoreThatOpens
{
    [Fact]
    public async Task With_its_key_and_a_verify_that_is_not_put_off_by_half_a_server_file()
    {
        using var disk = await PowerCut.Start();
        await using var server = disk.Server;
        await disk.Cut(Remains.Nothing);
        await File.WriteAllTextAsync(server.Place.Folder.File("server.json"), "{\"Url\":", TestContext.Current.CancellationToken);
        (await server.Cli("verify")).MustSucceed();
        await disk.Start(synchronous: true);
    }
}
