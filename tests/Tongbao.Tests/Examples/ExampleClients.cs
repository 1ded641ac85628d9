namespace Tongbao.Tests.Examples;

/// <summary>The clients of examples/, one a language; those whose language this machine has are run.</summary>
public static class ExampleClients
{
    private static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        ["C#"] = ["dotnet", Repository.File("examples/csharp/bin/Release/net10.0/Client.dll")],
        ["Java"] = ["java", Repository.File("examples/java/Client.java")],
        ["Node"] = ["node", Repository.File("examples/node/client.mjs")],
        ["PHP"] = ["php", Repository.File("examples/php/client.php")],
    };

    public static IEnumerable<string> Installed => All.Where(c => IsInPath(c.Value[0])).Select(c => c.Key);

    /// <summary>As a person would start it, with the address and the keys of a platform.</summary>
    public static Task<Finished> Run(string language, Uri platform, string keys) =>
        Programs.Run("env", [$"TONGBAO_URL={platform.GetLeftPart(UriPartial.Authority)}", $"TONGBAO_KEYS={keys}", .. All[language]]);

    private static bool IsInPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
