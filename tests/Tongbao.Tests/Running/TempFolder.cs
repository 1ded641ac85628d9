namespace Tongbao.Tests.Running;

/// <summary>A folder of a test's own, gone when the test is; whatever is left goes with the run.</summary>
public sealed class TempFolder : IDisposable
{
    private static readonly string OfTheRun = MakeRunFolder();

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(OfTheRun, Guid.NewGuid().ToString("N")[..12]),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Remove(Path);

    private static string MakeRunFolder()
    {
        var folder = Directory.CreateTempSubdirectory("tongbao-tests-").FullName;
        // PostgreSQL runs under another name and must get through.
        new DirectoryInfo(folder).UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return folder;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
