using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tongbao.Server.Cli;

/// <summary>The server that has a data folder in use: what concerns its store is done by it, through a door that its token opens.</summary>
public static class RunningServer
{
    /// <summary>What it answers; null where none is running, and the caller must do it by itself.</summary>
    public static async Task<T?> Ask<T>(ServerOptions options, string path, Func<HttpContent, Task<T>> read, object? question = null) where T : class
    {
        var file = Path.Combine(options.Data, "server.json");
        if (!File.Exists(file) || await Read(file) is not { } server) return null;
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + path);
        if (question is not null) request.Content = JsonContent.Create(question, question.GetType());
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
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
