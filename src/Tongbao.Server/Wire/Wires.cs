using Tongbao.Core.Platform;
using Tongbao.Server.Catalog;

namespace Tongbao.Server.Wire;

/// <summary>The wires that are registered, by their names; null where this server does not speak one.</summary>
public sealed class Wires(IEnumerable<IWire> wires, IEnumerable<IWireNotices> notices, IEnumerable<IWirePages> pages)
{
    private readonly IReadOnlyDictionary<string, IWire> _wires = wires.ToDictionary(w => w.Name);
    private readonly IReadOnlyDictionary<string, IWireNotices> _notices = notices.ToDictionary(n => n.Wire);

    private readonly IReadOnlyDictionary<string, IWirePages> _pages = pages.ToDictionary(p => p.Wire);

    public IWire? Find(string wire) => _wires.GetValueOrDefault(wire);

    public IWireNotices? NoticesOf(string wire) => _notices.GetValueOrDefault(wire);

    public IWirePages? PagesOf(string wire) => _pages.GetValueOrDefault(wire);

    public IEnumerable<IWirePages> WithPages => _pages.Values;

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var wire in _wires.Values) wire.Map(routes);
    }
}

public static class WireServices
{
    /// <summary>Registers a wire with its companions. Its own rooms ask for its tables by its name.</summary>
    public static IServiceCollection AddWire<TWire, TNotices, TContent>(this IServiceCollection services, WireTerms terms,
        Tables tables)
        where TWire : class, IWire where TNotices : class, IWireNotices where TContent : class, IWireContent
    {
        services.AddSingleton(terms).AddSingleton(new WireTables(tables)).AddKeyedSingleton(terms.Wire, tables);
        services.AddSingleton<TWire>().AddSingleton<TNotices>().AddSingleton<TContent>();
        return services.AddSingleton<IWire>(s => s.GetRequiredService<TWire>())
            .AddSingleton<IWireNotices>(s => s.GetRequiredService<TNotices>())
            .AddSingleton<IWireContent>(s => s.GetRequiredService<TContent>());
    }
}
