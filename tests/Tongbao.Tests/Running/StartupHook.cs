using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tongbao.Core.Platform;
using Tongbao.Server.Sandbox.Calls;
using Tongbao.Tests.Work;

/// <summary>
/// Lets a real server have a room of the tests' own: .NET runs this before the program where DOTNET_STARTUP_HOOKS names this assembly, and
/// the host that the program builds says when it takes services.
/// </summary>
internal static class StartupHook
{
    private const string Listener = "Microsoft.Extensions.Hosting", Building = "HostBuilding";

    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new Hearing<DiagnosticListener>(listener =>
    {
        if (listener.Name == Listener) listener.Subscribe(new Hearing<KeyValuePair<string, object?>>(said => Add(said.Key, said.Value)));
    }));

    private static void Add(string said, object? about)
    {
        if (said == Building && about is IHostBuilder host)
            host.ConfigureServices((_, services) => services.AddSingleton<IBulkWork, CountRows>().AddSingleton<ICalls, CountCalls>());
    }

    private sealed class Hearing<T>(Action<T> heard) : IObserver<T>
    {
        public void OnNext(T value) => heard(value);
        public void OnError(Exception error) { }
        public void OnCompleted() { }
    }
}
