using Tongbao.Core.Orders;
using Tongbao.Core.Platform;
using Tongbao.Server.Security;

namespace Tongbao.Server.Wire;

/// <summary>留存的请求: each is read again by the wire that it came through.</summary>
public sealed class KeptContents(IEnumerable<IWireContent> wires, KeyKinds kinds) : IKeptContents
{
    private readonly IReadOnlyDictionary<string, IWireContent> _wires = wires.ToDictionary(w => w.Wire);

    public string? DigestOf(App app, KeptRequest kept)
    {
        if (!_wires.TryGetValue(kept.Wire ?? app.First.Wire, out var wire) || app.On(wire.Wire) is not { } identity) return null;
        using var keys = kinds.Find(identity.KeyKind)?.Open(app, identity);
        return keys is null ? null : wire.DigestOf(keys, kept);
    }
}
