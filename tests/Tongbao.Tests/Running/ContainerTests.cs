using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tongbao.Tests.Running;

/// <summary>
/// 镜像: what the Containerfile sets, on a machine without a container engine: its environment and its commands, its volumes as folders.
/// </summary>
public sealed class ContainerTests : IAsyncLifetime
{
    private static readonly string File = System.IO.File.ReadAllText(Repository.File("Containerfile"));

    private readonly TempFolder data = new(), keys = new();
    private ServerProcess server = null!;

    private string Key => keys.File("master.key");

    public ValueTask InitializeAsync()
    {
        server = ServerProcess.On(new ServerPlace(Store.Sqlite, data, null));
        server.Settings = Environment().Where(e => e.Name is not ("TONGBAO_URLS" or "TONGBAO_DATA"))
            .ToDictionary(e => e.Name, e => e.Value.Replace("/keys", keys.Path));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_first_start_on_empty_volumes_makes_the_key_and_the_next_keeps_it()
    {
        await server.Start();
        var made = await System.IO.File.ReadAllTextAsync(Key, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Key));
        await server.Stop();
        await server.Start();
        Assert.Equal(made, await System.IO.File.ReadAllTextAsync(Key, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Books_whose_key_is_missing_are_not_given_another()
    {
        await server.Start();
        await server.Stop();
        System.IO.File.Delete(Key);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(server.Start);
        Assert.Contains("master key file does not exist", refused.Message);
        Assert.False(System.IO.File.Exists(Key));
    }

    [Fact]
    public async Task Its_health_is_asked_without_another_program()
    {
        var asks = JsonSerializer.Deserialize<string[]>(Regex.Match(File, @"^HEALTHCHECK .*CMD (\[.*\])$", RegexOptions.Multiline).Groups[1]
            .Value)!;
        Assert.Equal(Regex.Match(File, @"^ENTRYPOINT \[""(.*)""\]$", RegexOptions.Multiline).Groups[1].Value, asks[0]);
        await server.Start();
        var url = server.Url.ToString();
        Assert.Equal(0, (await Health(url)).ExitCode);
        Assert.Equal(0, (await Health($"http://0.0.0.0:{server.Url.Port}")).ExitCode);
        await server.Stop();
        Assert.Equal(1, (await Health(url)).ExitCode);
        Task<Finished> Health(string at) => Programs.Run("dotnet", [ServerProcess.Dll, .. asks[1..], "--urls", at]);
    }

    [Fact]
    public void What_it_sets_are_options_of_the_program_and_nobody_is_root()
    {
        Assert.Equal(["TONGBAO_DATA", "TONGBAO_KEY_FILE", "TONGBAO_MAKE_KEY", "TONGBAO_URLS"], Environment().Select(e => e.Name)
            .Order(StringComparer.Ordinal));
        Assert.Contains("\nUSER tongbao\n", File);
        Assert.Contains("VOLUME [\"/data\", \"/keys\"]", File);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        keys.Dispose();
    }

    private static IEnumerable<(string Name, string Value)> Environment() =>
        Regex.Match(File, "^ENV (.*)$", RegexOptions.Multiline).Groups[1].Value.Split(' ').Select(e => e.Split('=', 2))
            .Select(e => (e[0], e[1]));
}
