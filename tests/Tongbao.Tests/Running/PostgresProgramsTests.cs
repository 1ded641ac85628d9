using Tongbao.Bench;

namespace Tongbao.Tests.Running;

/// <summary>PostgreSQL is found whatever its version is and wherever the machine has it.</summary>
public sealed class PostgresProgramsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("17", "15", "17")]
    [InlineData("16", "9.6", "16")]
    [InlineData("9.6", "9.4", "9.6")]
    public void The_newest_that_Debian_installed(string newest, params string[] installed)
    {
        foreach (var version in installed) Install($"debian/{version}/bin");
        Directory.CreateDirectory(folder.File("debian/18/bin"));    // removed, its folder left
        Assert.Equal(folder.File($"debian/{newest}/bin"), PostgresPrograms.Find("", folder.File("debian")));
    }

    [Fact]
    public void What_stands_in_PATH_comes_first()
    {
        Install("debian/17/bin");
        Install("own/bin");
        Directory.CreateDirectory(folder.File("local"));
        File.WriteAllText(folder.File("local/initdb"), "");    // a link to one program is not the folder of all
        Assert.Equal(folder.File("own/bin"),
            PostgresPrograms.Find($"/nowhere:{folder.File("local")}:{folder.File("own/bin")}", folder.File("debian")));
    }

    [Fact]
    public void None_is_none() => Assert.Null(PostgresPrograms.Find("/nowhere", folder.File("debian")));

    [Fact]
    public void Nobody_names_a_version() =>
        Assert.Empty(from source in Tidy.Sources.All
            where source.Lines.Any(l => l.Contains("postgresql/1", StringComparison.Ordinal)
            && !source.Path.EndsWith("/PostgresProgramsTests.cs", StringComparison.Ordinal)) select source.Path);

    public void Dispose() => folder.Dispose();

    private void Install(string at)
    {
        var bin = Directory.CreateDirectory(folder.File(at)).FullName;
        foreach (var program in new[] { "initdb", "pg_ctl", "createdb" }) File.WriteAllText(Path.Combine(bin, program), "");
    }
}
