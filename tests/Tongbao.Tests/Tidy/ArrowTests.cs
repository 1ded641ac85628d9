using System.Text.RegularExpressions;

namespace Tongbao.Tests.Tidy;

/// <summary>
/// The arrows of docs/architecture.md: which room may know which. A room that is not named here is a room that nobody thought of. Those
/// within Core are held by CoreArrowTests.
/// </summary>
public sealed class ArrowTests
{
    private const string Server = "src/Tongbao.Server", Core = "src/Tongbao.Core", Simulators = "src/Tongbao.Simulators";

    /// <summary>What each room of the server may know besides Core. Hosting and Program put all of them together.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> OfServer = new Dictionary<string, string[]>
    {
        ["Catalog"] = [],
        ["Security"] = [],
        ["Store"] = ["Security"],
        ["Files"] = ["Security", "Store"],
        ["Channels"] = ["Catalog", "Security", "Store", "Files"],
        ["Apps"] = ["Security", "Store"],
        ["Wire"] = ["Catalog", "Security", "Apps", "Channels"],
        ["Pages"] = ["Catalog", "Security", "Store", "Channels", "Apps", "Wire"],
        ["Work"] = ["Security", "Store", "Channels", "Apps", "Wire", "Pages"],
        ["Sandbox"] = ["Catalog", "Security", "Store", "Files", "Channels", "Apps", "Wire", "Pages", "Work"],
        ["Cli"] = ["Catalog", "Security", "Store", "Files", "Channels", "Apps", "Wire", "Work", "Sandbox"],
    };

    [Fact]
    public void Every_room_of_the_server_knows_only_what_its_arrows_allow() => ThenKnowsOnly(Server, OfServer);

    [Fact]
    public void Only_the_host_and_the_sandbox_know_the_simulators() =>
        Assert.Equal([$"{Server}/HostingServices.cs"], Sources.In(Server)
            .Where(s => !s.Path.StartsWith($"{Server}/Sandbox/", StringComparison.Ordinal) && s.Mentions("Simulators"))
            .Select(s => s.Path));

    [Fact]
    public void The_simulators_know_nothing_of_ours()
    {
        Assert.DoesNotContain("ProjectReference", File.ReadAllText(Repository.File(Simulators, "Tongbao.Simulators.csproj")));
        Assert.DoesNotContain("ProjectReference", File.ReadAllText(Repository.File(Core, "Tongbao.Core.csproj")));
        Assert.Empty(Sources.In(Simulators).Where(s => s.Mentions("Tongbao.Core") || s.Mentions("Tongbao.Server")).Select(s => s.Path));
    }

    /// <summary>Whether a file says using, or names a type of the room in another way: both are an arrow.</summary>
    private static void ThenKnowsOnly(string tree, IReadOnlyDictionary<string, string[]> arrows)
    {
        var space = tree.Split('/')[1];
        var rooms = Sources.In(tree).Where(s => s.Path.Split('/').Length > 3).GroupBy(s => s.Path.Split('/')[2])
            .ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(arrows.Keys.Order(StringComparer.Ordinal), rooms.Keys.Order(StringComparer.Ordinal));

        // A name that two rooms declare, or that is common speech, says nothing of where an arrow points.
        var elsewhere = Sources.All.Where(s => !s.Path.StartsWith(tree + "/", StringComparison.Ordinal)
            && s.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(s => s.OuterTypes).ToHashSet();
        var home = rooms.SelectMany(r => r.Value.SelectMany(s => s.OuterTypes).Distinct().Select(type => (Room: r.Key, Type: type)))
            .GroupBy(t => t.Type).Where(g => g.Count() == 1 && !elsewhere.Contains(g.Key)).Select(g => g.Single())
                .ToLookup(t => t.Room, t => t.Type);
        var wrong = from room in rooms
                    from source in room.Value
                    from other in rooms.Keys
                    where other != room.Key && !arrows[room.Key].Contains(other)
                    from name in home[other].Append($"{space}.{other}")
                    where source.Mentions(name) && !source.Types.Contains(name) && !IsMemberOf(source, name)
                    select $"{source.Path} knows {other}: {name}";
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    /// <summary>Behind a dot, or declared in the file itself as a member or a parameter, a name is no type of another room.</summary>
    private static bool IsMemberOf(Source source, string name) => !name.Contains('.')
        && (Regex.IsMatch(source.Code,
            $@"\b(?!(?:is|as|not|or|and|new|return|await|in|case|throw)\b)\w+[>?\])]*\s+{name}\s*(?:=|;|,|\)|\(|\{{)")
            || Regex.Matches(source.Code, $@"(.?)\b{name}\b").All(m => m.Groups[1].Value == "."));
}
