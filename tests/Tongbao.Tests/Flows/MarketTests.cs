namespace Tongbao.Tests.Flows;

/// <summary>A merchant on a server, whichever wire it speaks.</summary>
public interface IMarket : IAsyncDisposable
{
    SandboxApp App { get; }
    ServerProcess Server { get; }

    /// <summary>What must hold after every test.</summary>
    Task CloseTheDay();
}

/// <summary>Tests with markets: after each test the books of all of them must balance, and what was started ends.</summary>
public abstract class MarketTests : IAsyncLifetime
{
    private readonly List<IMarket> markets = [];

    public abstract ValueTask InitializeAsync();

    /// <summary>What a class has besides its markets ends after them.</summary>
    protected virtual ValueTask End() => default;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            if (TestContext.Current.TestState?.Result != TestResult.Failed)
                foreach (var each in markets) await each.CloseTheDay();
        }
        finally
        {
            foreach (var each in markets) await each.DisposeAsync();
            await End();
        }
    }

    protected T Kept<T>(T opened) where T : IMarket
    {
        markets.Add(opened);
        return opened;
    }
}
