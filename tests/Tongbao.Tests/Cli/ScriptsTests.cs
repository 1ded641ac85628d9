namespace Tongbao.Tests.Cli;

/// <summary>./run and ./test: help is answered without building anything, and nobody's rights are raised by a script.</summary>
public sealed class ScriptsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("--only ROW", "run", "bench", "--help")]
    [InlineData("--only ROW", "run", "bench", "-h")]
    [InlineData("--minutes N", "run", "soak", "--help")]
    [InlineData("./test NAME", "test", "--help")]
    public async Task Help_is_answered_at_once(string says, params string[] words)
    {
        var told = (await Run(words)).MustSucceed();
        Assert.Contains(says, told.Text);
        Assert.Empty(told.Errors);
    }

    [Theory]
    [InlineData("soak", "5")]
    [InlineData("soak", "--minutes")]
    [InlineData("soak", "--minutes", "many")]
    public async Task What_is_not_understood_is_not_run(params string[] words)
    {
        var refused = await Run(["run", .. words]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--minutes N", refused.Errors);
    }

    /// <summary>
    /// A person who is not root, on a machine that lacks a package: what to install is said, and sudo is left to that person.
    /// </summary>
    [Theory]
    [InlineData("test")]
    [InlineData("run", "soak")]
    public async Task What_is_missing_is_named_and_not_installed(params string[] words)
    {
        var bin = Directory.CreateDirectory(folder.File("bin")).FullName;
        foreach (var tool in new[] { "bash", "dirname", "mkdir", "rm", "cat", "sed" })
            File.CreateSymbolicLink(Path.Combine(bin, tool), await WhereIs(tool));
        Program(bin, "id", "echo 1000");
        foreach (var forbidden in new[] { "sudo", "apt-get" }) Program(bin, forbidden, $"echo {forbidden} \"$@\" >> {folder.File("done")}");
        var refused = await Programs.Run("env", [$"PATH={bin}", "bash", Repository.File(words[0]), .. words[1..]]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("sudo apt-get install", refused.Errors);
        Assert.Contains("openssl", refused.Errors);
        Assert.False(File.Exists(folder.File("done")));
    }

    public void Dispose() => folder.Dispose();

    private static Task<Finished> Run(params string[] words) => Programs.Run("bash", [Repository.File(words[0]), .. words[1..]]);

    private static async Task<string> WhereIs(string tool) => (await Programs.Run("which", [tool])).MustSucceed().Text.Trim();

    private static void Program(string bin, string name, string does)
    {
        var file = Path.Combine(bin, name);
        File.WriteAllText(file, $"#!/usr/bin/env bash\n{does}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
