namespace Tongbao.Tests.Cli;

/// <summary>demo: what the first look at the program shows must be right.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_is_right_to_the_fen_and_leaves_nothing_behind()
    {
        using var temp = new TempFolder();
        var demo = await Programs.Run("env", [$"TMPDIR={temp.Path}", "dotnet", ServerProcess.Dll, "demo"]);
        Assert.True(demo.ExitCode == 0, $"{demo.Text}\n{demo.Errors}");
        Assert.Contains("账平", demo.Text);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp.Path, "tongbao-demo-*"));
    }
}
