using System.Runtime.CompilerServices;

namespace Tongbao.Tests.Running;

/// <summary>The source tree that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Directory.GetParent(here);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Tongbao.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Tongbao.slnx above {here}");
    }
}
