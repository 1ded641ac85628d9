namespace Tongbao.Server.Cli;

/// <summary>A file that its owner alone may read, on the disk when it is said to be written.</summary>
public static class PrivateFile
{
    public static Task Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static async Task Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await file.WriteAsync(content);
        file.Flush(flushToDisk: true);
    }
}
