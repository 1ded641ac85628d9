using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tongbao.Tests.Examples;

/// <summary>
/// examples/ci: the script that a workflow runs makes an app that signs, and what the two files set are options of the program.
/// </summary>
public sealed class ContinuousIntegrationTests
{
    [Fact]
    public async Task Its_script_makes_an_app_and_leaves_the_keys_of_both_sides()
    {
        await using var server = await Servers.New(Store.Sqlite);
        using var keys = new TempFolder();
        (await Programs.Run("env", [$"TONGBAO_URL={server.Url.ToString().TrimEnd('/')}", Repository.File("examples", "ci", "new-app.sh"),
            "100000000002", keys.Path])).MustSucceed();
        var app = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(keys.File("app.json"),
            TestContext.Current.CancellationToken));
        Assert.Equal(app.GetProperty("platformPublicKey")
            .GetString(), Base64(await File.ReadAllTextAsync(keys.File("platform-public.pem"), TestContext.Current.CancellationToken)));
        Assert.Contains("PRIVATE KEY",
            await File.ReadAllTextAsync(keys.File("merchant-private.pem"), TestContext.Current.CancellationToken));
        (await server.Cli("app", "show", "100000000002")).MustSucceed();
    }

    [Theory, InlineData("docker-compose.yml"), InlineData("github-actions.yml")]
    public async Task What_it_sets_is_an_option_of_serve(string file)
    {
        var text = await File.ReadAllTextAsync(Repository.File("examples", "ci", file), TestContext.Current.CancellationToken);
        var options = (await Programs.Run("dotnet", [ServerProcess.Dll, "serve", "--help"])).MustSucceed().Text;
        var set = Regex.Matches(text, @"^ +(?:TONGBAO_([A-Z_]+)): (?!http://localhost:8600$)", RegexOptions.Multiline)
            .Select(m => m.Groups[1].Value).Where(n => n is not "URL").ToHashSet();
        Assert.Contains("NOTICE_ALLOW", set);
        Assert.All(set, name => Assert.Contains($"--{name.ToLowerInvariant().Replace('_', '-')} ", options));
        Assert.Contains("host.docker.internal:host-gateway", text);
    }

    private static string Base64(string pem) =>
        string.Concat(pem.Split('\n').Where(l => !l.StartsWith("---", StringComparison.Ordinal))).Trim();
}
