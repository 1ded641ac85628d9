namespace Tongbao.Tests.Flows;

/// <summary>
/// What flow tests have in common. A class of them is abstract and ends in two lines, one subclass a store:
/// every promise is kept on both. Each test gets a market of its own, and its books must balance in the end.
/// With <paramref name="openSsl"/> every signature is made and verified by the `openssl` program, else, being faster, by .NET.
/// </summary>
public abstract class FlowTests(Store store, bool openSsl = false) : MarketTests
{
    protected Store Store => store;

    /// <summary>A market on the shared server.</summary>
    protected Flow flow = null!;

    public override async ValueTask InitializeAsync() => flow = await OnSharedServer();

    /// <summary>A second market beside it.</summary>
    protected async Task<Flow> OnSharedServer(object? settings = null) => Kept(await Flow.OnSharedServer(store, settings, openSsl));

    /// <summary>A market alone on its server, whose clock may be moved.</summary>
    protected async Task<Flow> OnOwnServer(object? settings = null) => Kept(await Flow.OnOwnServer(store, settings));

    /// <summary>A second market on the server of a first.</summary>
    protected async Task<Flow> Beside(Flow first) => Kept(await first.Neighbour());

    /// <summary>A market on a server that the test started itself.</summary>
    protected async Task<Flow> OnServer(ServerProcess server, object? settings = null) => Kept(await Flow.OnServer(server, settings));
}
