using Tongbao.Server.Store;
using Tongbao.Server.Store.Backups;

namespace Tongbao.Server.Cli;

/// <summary>restore: restores a backup into an empty data folder or database.</summary>
public static class RestoreCommand
{
    public static async Task<int> Run(ServerOptions options, string file)
    {
        if (!File.Exists(file)) throw new UserMistake($"没有此文件: {file}\nNo such file: {file}");
        var end = await Restorer.Run(file, options);
        Console.WriteLine($"{Tongue.Say("恢复", "restored")} {file} -> {Stores.NameOf(options)}, {end.Rows} rows");
        Console.WriteLine(end.Books);
        if (!File.Exists(options.MasterKeyFile))
            Console.WriteLine($"{Tongue.Say("启动前请放回主密钥", "Before it is served, put back the master key")}: {options.MasterKeyFile}");
        await RenewAnchor(options);
        return 0;
    }

    /// <summary>The books are already restored. With another key or profile they cannot be served, so the user is told.</summary>
    private static async Task RenewAnchor(ServerOptions options)
    {
        try
        {
            await Anchor.Renew(options);
        }
        catch (UserMistake mistake)
        {
            Console.WriteLine(Tongue.LinesOf(mistake.Message));
        }
    }
}
