using Tongbao.Server.Store;
using Tongbao.Server.Store.Backups;

namespace Tongbao.Server.Cli;

/// <summary>
/// backup: writes a consistent copy of the whole store into one file. If a server uses the store, it does the work; otherwise the command
/// does. The file is read back before the backup counts as done.
/// </summary>
public static class BackupCommand
{
    public static async Task<int> Run(ServerOptions options, string to)
    {
        var path = Directory.Exists(to)
            || to.EndsWith('/') ? Path.Combine(to, $"tongbao-{Days.ToChina(TimeProvider.System.GetUtcNow()):yyyyMMdd-HHmmss}.backup") : to;
        if (File.Exists(path)) throw new UserMistake($"文件已存在: {path}\nThe file exists already: {path}");
        PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await Write(options, unfinished);
            var end = await BackupReader.Check(unfinished);
            File.Move(unfinished, path, overwrite: false);
            Console.WriteLine($"{Tongue.Say("备份", "backup")} {path}  {new FileInfo(path).Length / 1024.0 / 1024:0.0} MB, {end.Rows} rows");
            Console.WriteLine(end.Books);
            Console.WriteLine($"{Tongue.Say("主密钥不在其中，请另行保存", "The master key is not in it; keep it apart")}: {options.MasterKeyFile}");
            return 0;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task Write(ServerOptions options, string path)
    {
        await using var file = PrivateFile.Create(path);
        if (await RunningServer.Ask(options, "/backup", async content => { await content.CopyToAsync(file); return "done"; }) is null)
            await ByItself(options, file);
        file.Flush(flushToDisk: true);
    }

    private static async Task ByItself(ServerOptions options, Stream file)
    {
        await Stores.MustHaveBooks(options);
        await using var store = await Stores.Open(options, new Dialect(RowJson.Clear()));
        await BackupWriter.Write(store, TimeProvider.System.GetUtcNow(), file);
    }
}
