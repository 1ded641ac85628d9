namespace Tongbao.Server.Security;

/// <summary>
/// Files and folders that only their owner can access. Windows has no such modes; there the permissions of the folder apply.
/// </summary>
public static class PrivateFile
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite, Enter = Own | UnixFileMode.UserExecute;

    /// <summary>Creates a new file. Never opens an existing one.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
        return new FileStream(path, options);
    }

    public static Task Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file. When it returns, the content is flushed to disk.</summary>
    public static async Task Write(string path, byte[] content)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        await using var file = Create(path);
        await file.WriteAsync(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Creates a folder, and those above it, if it does not exist.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Enter);
    }

    /// <summary>
    /// Removes the permissions of all other users from an existing file or folder. An earlier version, or a copy, may have left them.
    /// </summary>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !(File.Exists(path) || Directory.Exists(path))) return;
        var mode = File.GetUnixFileMode(path);
        // A folder that everybody may write to, such as /tmp, does not belong to us.
        if ((mode & ~Enter) == 0 || mode.HasFlag(UnixFileMode.StickyBit)) return;
        try
        {
            File.SetUnixFileMode(path, mode & Enter);
        }
        catch (Exception notOurs) when (notOurs is UnauthorizedAccessException or IOException)
        {
            // It belongs to another user who lets us use it.
        }
    }
}
