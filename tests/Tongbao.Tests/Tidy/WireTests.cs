namespace Tongbao.Tests.Tidy;

/// <summary>
/// A wire is a folder: nobody outside it names what is in it, but for the one line that registers it, and the demo that speaks it.
/// </summary>
public sealed class WireTests
{
    private const string Wires = "src/Tongbao.Server/Wire/", Hosting = "src/Tongbao.Server/HostingServices.cs",
        Demo = "src/Tongbao.Server/Cli/Demo/";

    private static IEnumerable<IGrouping<string, Source>> Folders =>
        Sources.In("src/Tongbao.Server/Wire").Where(s => s.Path.Split('/').Length > 4).GroupBy(s => s.Path.Split('/')[3]);

    [Fact]
    public void Nothing_outside_a_wire_names_what_is_in_it()
    {
        var named = from wire in Folders
                    from source in Sources.In("src")
                    where source.Mentions($"Wire.{wire.Key}") && !source.Path.StartsWith($"{Wires}{wire.Key}/", StringComparison.Ordinal)
                    where source.Path != Hosting && !source.Path.StartsWith(Demo, StringComparison.Ordinal)
                    select $"{source.Path} names {wire.Key}";
        Assert.Empty(named);
    }

    [Fact]
    public void The_host_knows_a_wire_by_one_line() => Assert.All(Folders, wire =>
    {
        var lines = Sources.All.Single(s => s.Path == Hosting).Code.Split('\n')
            .Where(line => line.Contains(wire.Key, StringComparison.Ordinal) && !line.StartsWith("using ", StringComparison.Ordinal));
        Assert.Equal([$"{wire.Key}Wire.AddTo(services);"], lines.Select(line => line.Trim()));
    });
}
