using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tongbao.Server.Store;

namespace Tongbao.Server.Cli;

/// <summary>
/// Finds the server that uses a data folder, and asks it to do things with its store, using the token in the folder's server file.
/// </summary>
public static class RunningServer
{
    /// <summary>The server's answer. Null if none is running; then the caller must do the work itself.</summary>
    public static async Task<T?> Ask<T>(ServerOptions options, string path, Func<HttpContent, Task<T>> read, object? question = null)
        where T : class
    {
        var file = Path.Combine(options.Data, "server.json");
        if (!File.Exists(file) || await Read(file) is not { } server || server.Store != Stores.NameOf(options)) return null;
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
            return null;    // the server that wrote the file has ended
        }
        using var _ = answer;
        if (answer.IsSuccessStatusCode) return await read(answer.Content);
        // By now another program may be using this port.
        if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return null;
        throw new UserMistake($"服务 {server.Url} 应答 {(int)answer.StatusCode},见其日志\nThe server {server.Url} answered {(int)answer.StatusCode}; its log says why");
    }

    /// <summary>A client of the server that uses a data folder, with its token; null if none is running.</summary>
    public static async Task<HttpClient?> Connect(ServerOptions options)
    {
        var file = Path.Combine(options.Data, "server.json");
        if (!File.Exists(file) || await Read(file) is not { } server || server.Store != Stores.NameOf(options)) return null;
        var http = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        try
        {
            if ((await http.GetAsync("/healthz")).IsSuccessStatusCode) return http;
        }
        catch (HttpRequestException)
        {
            // the server that wrote the file has ended
        }
        http.Dispose();
        return null;
    }

    /// <summary>Null if the file is incomplete after a power cut.</summary>
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
