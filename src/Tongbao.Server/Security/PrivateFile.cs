namespace Tongbao.Server.Security;

/// <summary>A file for its owner alone. Windows has no such mode: there the folder that it is in decides who reads it.</summary>
public static class PrivateFile
{
    /// <summary>Makes it, and never opens one that is there.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Writes it anew; it is on the disk when it is said to be written.</summary>
    public static Task Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static async Task Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        await using var file = Create(path);
        await file.WriteAsync(content);
        file.Flush(flushToDisk: true);
    }
}
