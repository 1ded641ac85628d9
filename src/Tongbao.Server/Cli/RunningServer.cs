using System.Net.Http.Headers;
using System.Text.Json;

namespace Tongbao.Server.Cli;

/// <summary>The server that has a data folder in use: what concerns its store is done by it, through a door that its token opens.</summary>
public static class RunningServer
{
    /// <summary>What it answers; null where none is running, and the caller must do it by itself.</summary>
    public static async Task<T?> Ask<T>(ServerOptions options, string path, Func<HttpContent, Task<T>> read) where T : class
    {
        var file = Path.Combine(options.Data, "server.json");
        if (!File.Exists(file) || await Read(file) is not { } server) return null;
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var question = new HttpRequestMessage(HttpMethod.Post, server.Url + path);
        question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException)
        {
            return null;    // the file is of a server that has ended
        }
        using (answer) return answer.IsSuccessStatusCode ? await read(answer.Content) : null;
    }

    /// <summary>Null where a power cut left half a file.</summary>
    private static async Task<ServerFile?> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerFile>(await File.ReadAllTextAsync(file));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
