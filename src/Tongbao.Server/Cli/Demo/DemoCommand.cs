using System.Diagnostics;
using System.Runtime.InteropServices;
using Tongbao.Server.Store;

namespace Tongbao.Server.Cli.Demo;

/// <summary>
/// demo: starts a server in a temporary folder and plays a day of a marketplace against it over signed HTTP. All balances are checked to
/// the fen.
/// </summary>
public static class DemoCommand
{
    private const string Sysid = "100000000001", OidPartner = "2020042200284052";
    private const int Right = 0, Wrong = 1, Interrupted = 130;

    public static async Task<int> Run(bool full)
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = Heed(PosixSignal.SIGINT, stopping);
        using var terminate = Heed(PosixSignal.SIGTERM, stopping);
        var folder = Directory.CreateTempSubdirectory("tongbao-demo-");
        try
        {
            return await InFolder(folder.FullName, full, stopping.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>An interrupted demo still deletes its folder, so signals are handled from the very start.</summary>
    private static PosixSignalRegistration Heed(PosixSignal signal, CancellationTokenSource stopping) =>
        PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stopping.Cancel();
    });

    private static async Task<int> InFolder(string folder, bool full, CancellationToken stopping)
    {
        var options = new ServerOptions { Urls = "http://127.0.0.1:0", Data = Path.Combine(folder, "data") };
        await using var server = await Hosting.Build(options);
        var screen = new Screen(full);
        var clock = Stopwatch.StartNew();
        try
        {
            await server.StartAsync();
            var faults = await Play(screen, Hosting.AddressOf(server), stopping);
            faults += await Verify(screen, server.Services.GetRequiredService<Verifier>());
            screen.Line(faults == 0
                ? $"\n[bold green]✓ {Tongue.Say($"{Acts.All.Length} 幕，分毫不差。", $"Every balance right to the fen in {Acts.All.Length} acts.")}[/] {clock.Elapsed.TotalSeconds:0.0} s"
                : $"\n[bold red]✗ {Tongue.Say($"{faults} 处不符。", $"{faults} things are wrong.")}[/]");
            return faults == 0 ? Right : Wrong;
        }
        catch (DemoFault fault)
        {
            screen.Fault(fault.Message);
            return Wrong;
        }
        catch (OperationCanceledException)
        {
            screen.Fault(Tongue.Say("已中断", "interrupted"));
            return Interrupted;
        }
        finally
        {
            await server.StopAsync();
            await server.Services.GetRequiredService<Teller>().DisposeAsync();
            await server.Services.GetRequiredService<IStore>().DisposeAsync();
        }
    }

    private static async Task<int> Play(Screen screen, string url, CancellationToken stopping)
    {
        using var client = new Tsy2Client(url, Sysid);
        using var accp = new AccpClient(url, OidPartner);
        using var sandbox = new SandboxClient(url, Sysid);
        await using var notices = await NoticeListener.Start(client, accp);
        screen.Line($"[bold]{Tongue.Say("通宝", "Tongbao")} {Hosting.Version}[/]  通商云 2.0 {url}/service/soa  "
            + $"{Tongue.Say("连连 ACCP", "LianLian ACCP")} {url}/v1");
        var (platformKey, custodySet) = await sandbox.OpenApp("演示商城", client.PublicKey, new { reservePosition = 1000_00 });
        client.Trust(platformKey);
        await sandbox.Freeze();
        var tomorrow = (await sandbox.Now()).AddDays(1);
        var morning = new DateTimeOffset(tomorrow.Date.AddHours(9), tomorrow.Offset);
        await sandbox.MoveTo(morning);
        return await new Day(new Stage(client, accp, sandbox, notices, screen, custodySet, morning, stopping)).Play();
    }

    private static async Task<int> Verify(Screen screen, Verifier verifier)
    {
        var verdict = await verifier.Run();
        screen.Step("verify", $"entries {verdict.Entries}, lines {verdict.Lines}, accounts {verdict.Accounts}, orders {verdict.Orders}: "
            + (verdict.Ok ? Tongue.Say("账平", "the books are right") : verdict.FirstWrong));
        return verdict.Ok ? 0 : 1;
    }
}
