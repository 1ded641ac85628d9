using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Server.Cli;

/// <summary>verify: checks the whole store, by itself where no server uses it, else through the server that does. Exits 1 when something is wrong.</summary>
public static class VerifyCommand
{
    public static async Task<int> Run(ServerOptions options)
    {
        var verdict = await ThroughServer(options) ?? await ByItself(options);
        Console.WriteLine($"apps {verdict.Apps}, entries {verdict.Entries}, lines {verdict.Lines}, accounts {verdict.Accounts}, orders {verdict.Orders}");
        Console.WriteLine(verdict.Ok ? "账平 The books are right." : $"账不平 Wrong: {verdict.FirstWrong}");
        return verdict.Ok ? 0 : 1;
    }

    private static async Task<Verdict> ByItself(ServerOptions options)
    {
        if (options.Store == "sqlite" && !File.Exists(Path.Combine(options.Data, "tongbao.db"))) throw new UserMistake($"没有账: {options.Data}\nNo books in {options.Data}");
        var dialect = new Dialect(RowJson.Sealed(Vault.FromFile(options.MasterKeyFile, mayCreate: false)));
        await using IStore store = options.Store == "sqlite" ? await SqliteStore.Open(options.Data, dialect) : await PostgresStore.Open(options.Postgres!, dialect);
        return await new Verifier(store).Run();
    }

    private static async Task<Verdict?> ThroughServer(ServerOptions options)
    {
        var file = Path.Combine(options.Data, "server.json");
        if (!File.Exists(file) || JsonSerializer.Deserialize<ServerFile>(await File.ReadAllTextAsync(file)) is not { } server) return null;
        using var http = new HttpClient { Timeout = TimeSpan.FromHours(1) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        try
        {
            using var answer = await http.PostAsync($"{server.Url}/verify", null);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Verdict>() : null;
        }
        catch (HttpRequestException)
        {
            return null;    // the file is of a server that has ended
        }
    }
}
