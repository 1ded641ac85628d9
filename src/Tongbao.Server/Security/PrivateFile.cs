namespace Tongbao.Server.Security;

/// <summary>A file for its owner alone. Windows has no such mode: there the folder that it is in decides who reads it.</summary>
public static class PrivateFile
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite, Enter = Read | UnixFileMode.UserExecute;

    /// <summary>Makes it, and never opens one that is there.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Makes a folder where there is none, with those above it.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Enter);
    }

    /// <summary>Takes from everybody else what they may do with a file or folder that is there: an earlier version, or a copy, left it open.</summary>
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
        catch (UnauthorizedAccessException)
        {
            // Somebody else's, who lets us use it.
        }
    }
}
