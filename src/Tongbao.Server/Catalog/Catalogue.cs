using Tongbao.Core.Platform;

namespace Tongbao.Server.Catalog;

/// <summary>各线路的目录: the tables of the wires that this server speaks. Each wire registers its own.</summary>
public sealed class Catalogue(IEnumerable<WireTables> wires)
{
    private readonly IReadOnlyDictionary<string, Tables> _wires = wires.ToDictionary(w => w.Tables.Wire, w => w.Tables);

    public IEnumerable<Tables> All => _wires.Values;

    /// <summary>The tables of a wire. Data of a wire that is no longer served is shown with the tables of another one.</summary>
    public Tables Of(string? wire) => (wire is null ? null : _wires.GetValueOrDefault(wire)) ?? _wires.Values.First();

    /// <param name="wire">The wire of an order or notice. Null in rows of old versions: the wire of the app's first identity.</param>
    public ErrorWords WordsOf(App app, string? wire = null) => Of(wire ?? app.First.Wire).Words;
}

/// <summary>The tables that a wire registers.</summary>
public sealed record WireTables(Tables Tables);
