using System.Text.Json;

namespace Tongbao.Tests.Tidy;

/// <summary>锁文件: what `publish` builds for other machines is made of the same packages as what is tested.</summary>
public sealed class LockTests
{
    private const string Server = "src/Tongbao.Server";

    [Theory, InlineData("linux-arm64"), InlineData("win-x64"), InlineData("osx-arm64")]
    public void Each_machine_has_the_packages_of_this_one(string machine) =>
        Assert.True(Packages("packages.lock.json").SequenceEqual(Packages($"packages.{machine}.lock.json")),
        $"dotnet restore {Server} -p:Configuration=Release -p:SingleFile=true -p:PublishFor={machine} --force-evaluate");

    private static IEnumerable<string> Packages(string file) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Repository.File(Server, file)))
        .GetProperty("dependencies").GetProperty("net10.0").EnumerateObject().Select(p => $"{p.Name} {p.Value}")
            .Order(StringComparer.Ordinal);
}
