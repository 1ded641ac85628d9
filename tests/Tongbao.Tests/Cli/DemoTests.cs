using System.Text.RegularExpressions;

namespace Tongbao.Tests.Cli;

/// <summary>demo: what the first look at the program shows must be right.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_is_right_to_the_fen_shows_what_changed_and_leaves_nothing_behind()
    {
        using var temp = new TempFolder();
        var both = await Task.WhenAll(Demo(temp), Demo(temp, "--full"));
        Assert.All(both, demo => Assert.True(demo.ExitCode == 0, $"{demo.Text}\n{demo.Errors}"));
        Assert.All(both, demo => Assert.Contains("the books are right", demo.Text));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp.Path, "tongbao-demo-*"));

        var (shown, full) = (Rows(both[0].Text), Rows(both[1].Text));
        Assert.Equal(full.Where(r => r.Change.Length > 0), shown.Where(r => r.Change.Length > 0));
        // What stands without a change is the account of something frozen that changed.
        Assert.All(shown.Where(r => r.Change.Length == 0),
            r => Assert.Contains(shown, frozen => frozen.Act == r.Act && frozen.Label.StartsWith('└')));
        Assert.True(full.Count > 4 * shown.Count, $"{full.Count} {shown.Count}");
    }

    private static Task<Finished> Demo(TempFolder temp, params string[] options) =>
        Programs.Run("env", [$"TMPDIR={temp.Path}", "dotnet", ServerProcess.Dll, "demo", .. options]);

    /// <summary>The rows of all tables, in an order of their own: some tables stand beside each other.</summary>
    private static List<(string Act, string Label, string Balance, string Change)> Rows(string text)
    {
        var (act, rows) = ("", new List<(string Act, string Label, string Balance, string Change)>());
        foreach (var line in text.Split('\n'))
        {
            if (Regex.Match(line, @"^\[(\d+)/\d+\]") is { Success: true } begins) act = begins.Groups[1].Value;
            foreach (Match row in Regex.Matches(line, "│ ([^│]*) │ ([^│]*) │ ([^│]*) │"))
            {
                var cells = row.Groups.Values.Skip(1).Select(g => g.Value.Trim()).ToArray();
                if (cells[1] != "balance") rows.Add((act, cells[0], cells[1], cells[2]));
            }
        }
        return [.. rows.Order()];
    }
}
