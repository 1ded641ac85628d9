using Tongbao.Tests.Flows.Yst2;

namespace Tongbao.Tests.Cli;

/// <summary>tongbao split: a file of splits is handed to the running server, and its result is written.</summary>
public sealed class SplitCommandTests
{
    [Fact]
    public async Task A_file_is_handed_in_once_and_its_result_is_written_as_often_as_it_is_asked_for()
    {
        await using var flow = await Yst2Flow.OnOwnServer(Store.Sqlite);
        using var folder = new TempFolder();
        var (file, again) = (Path.Combine(folder.Path, "rows.txt"), Path.Combine(folder.Path, "again.txt"));
        await File.WriteAllTextAsync(file, "R1|20261121101000208500000006|||\nR2|1\n", TestContext.Current.CancellationToken);
        var done = await flow.Server.Cli("split", file, "--app", flow.App.Id, "--batch", "S1");
        // Rows that failed make the command fail; they stand in the result.
        Assert.Equal(1, done.ExitCode);
        Assert.Contains("0 / 2", done.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await flow.Server.Cli("split", file, "--app", flow.App.Id, "--batch", "S1")).ExitCode);
        Assert.Equal(1, (await flow.Server.Cli("split", file, "--app", flow.App.Id, "--batch", "S1", "--result", again)).ExitCode);
        var lines = await File.ReadAllLinesAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(["R1", "R2"], lines.Select(line => line.Split('|')[0]));
        Assert.Equal(await File.ReadAllTextAsync(file + ".result", TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(again, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await flow.Server.Cli("split", file, "--app", "nobody", "--batch", "S2", "--result", again + "2")).ExitCode);
        await flow.CloseTheDay();
    }
}
