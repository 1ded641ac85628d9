using System.Net.Http.Json;
using Tongbao.Server.Security;
using Tongbao.Server.Store;

namespace Tongbao.Server.Cli;

/// <summary>verify: checks the whole store, through the server that uses it or by itself. Exits with 1 if something is wrong.</summary>
public static class VerifyCommand
{
    public static async Task<int> Run(ServerOptions options)
    {
        var verdict = await RunningServer.Ask(options, "/verify", async c => (await c.ReadFromJsonAsync<Verdict>())!)
            ?? await ByItself(options);
        var removed = verdict.RemovedApps == 0 ? "" : $", {Tongue.Say("已删除但有账目的", "removed whose entries remain")} {verdict.RemovedApps}";
        Console.WriteLine($"apps {verdict.Apps}{removed}, entries {verdict.Entries}, lines {verdict.Lines}, accounts {verdict.Accounts}, orders {verdict.Orders}");
        Console.WriteLine(verdict.Ok ? Tongue.Say("账平。", "The books are right.") : $"{Tongue.Say("账不平", "Wrong")}: {verdict.FirstWrong}");
        return verdict.Ok ? 0 : 1;
    }

    private static async Task<Verdict> ByItself(ServerOptions options)
    {
        await Stores.MustHaveBooks(options);
        var vault = Vault.FromFile(options.MasterKeyFile, mayCreate: false);
        await using var store = await Stores.Open(options, new Dialect(RowJson.Sealed(vault)));
        return await new Verifier(store, await Anchor.Of(options, vault, store)).Run();
    }
}
