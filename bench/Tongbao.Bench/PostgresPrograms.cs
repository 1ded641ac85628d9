using System.Diagnostics;

namespace Tongbao.Bench;

/// <summary>Where PostgreSQL's own programs are on this machine, whatever its version: Debian has initdb and pg_ctl in no PATH.</summary>
public static class PostgresPrograms
{
    public const string Missing = "找不到 PostgreSQL：请先安装，例如 apt-get install postgresql postgresql-contrib\n"
        + "PostgreSQL is not found: install it first, such as apt-get install postgresql postgresql-contrib";

    private const string Debian = "/usr/lib/postgresql";

    /// <summary>All in one folder: a link to one of them in PATH is not yet a version that somebody wants.</summary>
    private static readonly string[] Needed = ["initdb", "pg_ctl", "createdb"];

    /// <summary>The full path of one of them.</summary>
    public static string Of(string program) => Path.Combine(Folder ?? throw new InvalidOperationException(Missing), program);

    /// <summary>Null where there is none.</summary>
    public static string? Folder { get; } = Find(Environment.GetEnvironmentVariable("PATH") ?? "", Debian) ?? AsConfigured();

    /// <summary>Where PATH has them: who put a version there wants it; else the newest that Debian's packages installed.</summary>
    public static string? Find(string path, string debian) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(HasThem)
        ?? (Directory.Exists(debian) ? Directory.EnumerateDirectories(debian) : [])
            .OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin")).FirstOrDefault(HasThem);

    private static bool HasThem(string folder) => Needed.All(program => File.Exists(Path.Combine(folder, program)));

    private static Version VersionOf(string folder) =>
        Path.GetFileName(folder) is var name
            && Version.TryParse(name.Contains('.') ? name : name + ".0", out var version) ? version : new Version(0, 0);

    /// <summary>pg_config comes with the development files of other systems' packages.</summary>
    private static string? AsConfigured()
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo("pg_config", "--bindir") { RedirectStandardOutput = true,
                RedirectStandardError = true })!;
            var folder = asked.StandardOutput.ReadToEnd().Trim();
            asked.WaitForExit();
            return HasThem(folder) ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
