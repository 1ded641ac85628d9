using System.CommandLine;
using Command = System.CommandLine.Command;

namespace Tongbao.Server.Cli;

/// <summary>health: checks whether the server that listens here answers. For container images, which have no curl.</summary>
public static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(Option<string> urls)
    {
        var command = new Command("health", "服务是否就绪 Whether the server at --urls answers; exit code 1 if not") { urls };
        command.SetAction((parsed, _) => Commands.Guarded(() => Ask(parsed.GetValue(urls)!.Split(';')[0])));
        return command;
    }

    /// <summary>Uses the address, not the name localhost: a minimal image may have no hosts file.</summary>
    private static string Near(string listening) =>
        BindingAddress.Parse(listening) is var at
            && PublicUrl.IsEveryAddress(at.Host) ? $"{at.Scheme}://127.0.0.1:{at.Port}" : listening.TrimEnd('/');

    private static async Task<int> Ask(string listening)
    {
        Commands.MustListen(listening);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync($"{Near(listening)}/healthz");
            Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"{Tongue.Say("没有应答", "No answer")}: {listening}");
            return 1;
        }
    }
}
