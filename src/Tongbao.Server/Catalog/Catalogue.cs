using Tongbao.Core.Platform;

namespace Tongbao.Server.Catalog;

/// <summary>各线路的目录: the tables of the wires that this server speaks. Each wire brings its own when it is registered.</summary>
public sealed class Catalogue(IEnumerable<WireTables> wires)
{
    private readonly IReadOnlyDictionary<string, Tables> _wires = wires.ToDictionary(w => w.Tables.Wire, w => w.Tables);

    public IEnumerable<Tables> All => _wires.Values;

    /// <summary>What is left of a wire that is not served any more is told by the tables of another.</summary>
    public Tables Of(string? wire) => (wire is null ? null : _wires.GetValueOrDefault(wire)) ?? _wires.Values.First();

    /// <param name="wire">Of an order, a notice; null in rows of before there were several: that of the app's first identity.</param>
    public ErrorWords WordsOf(App app, string? wire = null) => Of(wire ?? app.First.Wire).Words;
}

/// <summary>What a wire registers.</summary>
public sealed record WireTables(Tables Tables);
