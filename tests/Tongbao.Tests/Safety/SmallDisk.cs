namespace Tongbao.Tests.Safety;

/// <summary>
/// A disk that is small enough to be filled: a tmpfs over the server's data folder, where the tests may mount one; where they may not
/// (a container without that right), the disk under the server says that it is full.
/// </summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 24;
    private const string Ballast = "ballast";

    private readonly PowerCut disk;
    private bool mounted;

    private SmallDisk(PowerCut disk) => this.disk = disk;

    private TempFolder Folder => disk.Server.Place.Folder;

    public static async Task<SmallDisk> Under(PowerCut disk)
    {
        var small = new SmallDisk(disk);
        await disk.Server.Stop();
        await small.Mount();
        await disk.Start(synchronous: true);
        return small;
    }

    /// <summary>Somebody else writes until there is no room left.</summary>
    public void Fill()
    {
        if (!mounted)
        {
            disk.Full(true);
            return;
        }
        try
        {
            using var ballast = new FileStream(Folder.File(Ballast), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            for (var page = new byte[4096]; ;) ballast.Write(page);
        }
        catch (IOException full) when (full.Message.Contains("No space", StringComparison.Ordinal)) { }
    }

    public void Free()
    {
        if (mounted) File.Delete(Folder.File(Ballast));
        else disk.Full(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!mounted) return;
        await disk.Server.Stop();
        using var kept = new TempFolder();
        (await Programs.Run("cp", ["-a", Folder.Path + "/.", kept.Path])).MustSucceed();
        (await Programs.Run("umount", [Folder.Path])).MustSucceed();
        mounted = false;
        (await Programs.Run("cp", ["-a", kept.Path + "/.", Folder.Path])).MustSucceed();
        await disk.Start(synchronous: true);
    }

    /// <summary>What lies in the folder moves onto the new disk.</summary>
    private async Task Mount()
    {
        using var kept = new TempFolder();
        (await Programs.Run("cp", ["-a", Folder.Path + "/.", kept.Path])).MustSucceed();
        mounted = (await Programs.Run("mount", ["-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", Folder.Path])).ExitCode == 0;
        if (mounted) (await Programs.Run("cp", ["-a", kept.Path + "/.", Folder.Path])).MustSucceed();
    }
}
