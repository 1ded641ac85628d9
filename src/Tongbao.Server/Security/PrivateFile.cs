namespace Tongbao.Server.Security;

/// <summary>
/// Files and folders for their owner alone. Windows has no such modes: there the folder that a file is in decides who reads it.
/// </summary>
public static class PrivateFile
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite, Enter = Own | UnixFileMode.UserExecute;

    /// <summary>Makes it, and never opens one that is there.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
        return new FileStream(path, options);
    }

    public static Task Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>On the disk when it is said to be written.</summary>
    public static async Task Write(string path, byte[] content)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        await using var file = Create(path);
        await file.WriteAsync(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Makes a folder where there is none, with those above it.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Enter);
    }

    /// <summary>
    /// Takes from everybody else what they may do with a file or folder that is there: an earlier version, or a copy, left it open.
    /// </summary>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !(File.Exists(path) || Directory.Exists(path))) return;
        var mode = File.GetUnixFileMode(path);
        // A folder that everybody may put files into, such as /tmp, is not ours.
        if ((mode & ~Enter) == 0 || mode.HasFlag(UnixFileMode.StickyBit)) return;
        try
        {
            File.SetUnixFileMode(path, mode & Enter);
        }
        catch (Exception notOurs) when (notOurs is UnauthorizedAccessException or IOException)
        {
            // Somebody else's, who lets us use it.
        }
    }
}
