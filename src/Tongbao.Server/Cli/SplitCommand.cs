using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tongbao.Server.Sandbox.Calls;

using Command = System.CommandLine.Command;

namespace Tongbao.Server.Cli;

/// <summary>
/// split: hands a file of splits to the running server, shows how far it is, and writes the result file. Stopped and started again with the
/// same number it goes on looking.
/// </summary>
public static class SplitCommand
{
    private const int PartBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var file = new Argument<string>("file") { HelpName = "FILE" };
        var app = new Option<string>("--app") { Description = "应用编号 The app's id", Required = true };
        var batch = new Option<string>("--batch")
            { Description = "批次号，同批次同文件只处理一次 The platform's own number of the file", Required = true };
        var notify = new Option<string?>("--notify") { Description = "处理完时通知的地址 Where to tell that it is done" };
        var result = new Option<string?>("--result") { Description = "回盘文件写到此处 Where to write the result; FILE.result if not set" };
        var command = new Command("split", "大文件分账，至多 1000000 行 Split orders by a file of up to 1,000,000 rows")
            { file, app, batch, notify, result };
        foreach (var option in Commands.StoreOptions) command.Add(option);
        command.SetAction((parsed, _) => Commands.Guarded(() => Run(Commands.Read(parsed), parsed.GetValue(file)!, parsed.GetValue(app)!,
            parsed.GetValue(batch)!, parsed.GetValue(notify), parsed.GetValue(result))));
        return command;
    }

    private static async Task<int> Run(ServerOptions options, string file, string app, string batch, string? notify, string? result)
    {
        if (!File.Exists(file)) throw new UserMistake($"没有此文件: {file}\nNo such file: {file}");
        result ??= file + ".result";
        if (File.Exists(result)) throw new UserMistake($"文件已存在: {result}\nThe file exists already: {result}");
        using var server = await RunningServer.Connect(options)
            ?? throw new UserMistake("服务没有在运行，请先 tongbao serve\nNo server is running; start it with: tongbao serve");
        var path = $"/sandbox/apps/{Uri.EscapeDataString(app)}/split-files";
        var one = $"{path}/{Uri.EscapeDataString(batch)}";
        var known = await Look(server, one);
        if (known is null or { State: "uploading" }) await HandIn(server, path, one, known is not null, file, batch, notify);
        var end = await Watch(server, one);
        await Save(server, one, result);
        Console.WriteLine($"{Tongue.Say("成功", "done")} {end.Done - end.Failed} / {end.Rows}, {Tongue.Say("失败", "failed")} {end.Failed}");
        Console.WriteLine($"{Tongue.Say("回盘文件", "result")} {result}");
        return end.Failed == 0 ? 0 : 1;
    }

    private static async Task HandIn(HttpClient server, string path, string one, bool isOpen, string file, string batch, string? notify)
    {
        if (!isOpen) await Must(await server.PostAsJsonAsync(path, new NewSplitFile(batch, notify)));
        await using var content = File.OpenRead(file);
        var part = new byte[PartBytes];
        for (var no = 1; ; no++)
        {
            var read = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false);
            if (read == 0) break;
            using var body = new ByteArrayContent(part, 0, read);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            await Must(await server.PutAsync($"{one}/parts/{no}", body));
            Show($"{Tongue.Say("上传", "sent")} {content.Position / 1024 / 1024} / {content.Length / 1024 / 1024} MB");
        }
        try
        {
            await Must(await server.PostAsync($"{one}/start", JsonContent.Create(new { })));
        }
        catch (UserMistake)
        {
            // A file that is refused whole leaves nothing, so that a corrected one may come under the same number.
            await server.DeleteAsync(one);
            throw;
        }
    }

    private static async Task<SplitFileView> Watch(HttpClient server, string one)
    {
        while (true)
        {
            var file = (await Look(server, one))!;
            Show($"{file.Done} / {file.Rows}, {Tongue.Say("失败", "failed")} {file.Failed}");
            if (file.State == "finished") break;
            await Task.Delay(LooksEvery);
        }
        if (!Console.IsOutputRedirected) Console.WriteLine();
        return (await Look(server, one))!;
    }

    private static async Task Save(HttpClient server, string one, string result)
    {
        using var answer = await server.GetAsync($"{one}/result", HttpCompletionOption.ResponseHeadersRead);
        await Must(answer);
        await using var to = File.Create(result);
        await answer.Content.CopyToAsync(to);
    }

    private static async Task<SplitFileView?> Look(HttpClient server, string one)
    {
        using var answer = await server.GetAsync(one);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound && await DetailOf(answer) is "no such file") return null;
        await Must(answer);
        return await answer.Content.ReadFromJsonAsync<SplitFileView>();
    }

    private static async Task Must(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode) throw new UserMistake(await DetailOf(answer) ?? $"HTTP {(int)answer.StatusCode}");
    }

    private static async Task<string?> DetailOf(HttpResponseMessage answer)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Progress, over itself on a screen; on nothing else.</summary>
    private static void Show(string progress)
    {
        if (!Console.IsOutputRedirected) Console.Write($"\r{progress}        ");
    }
}
