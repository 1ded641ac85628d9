using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tongbao.Server.Wire.Tsy2;

/// <summary>
/// The signatures of the last answers. Signing is most of what a request costs, and PKCS#1 v1.5 signs the same text alike every time:
/// a request that is repeated gets the answer of the first one, and with it its signature, for the price of a look-up.
/// </summary>
public sealed class SignatureCache
{
    /// <summary>Half of what is kept; about a kilobyte each.</summary>
    private const int Generation = 4_096;

    private ConcurrentDictionary<(RSA, string), string> _young = new(), _old = new();
    private int _added;

    public string Of(RSA key, string text)
    {
        var digest = Tsy2Signature.Digest(text);
        if (_young.TryGetValue((key, digest), out var known)) return known;
        var signature = _old.TryGetValue((key, digest), out known) ? known : Tsy2Signature.Sign(key, text);
        // Counting a concurrent dictionary would lock all of it.
        if (Interlocked.Increment(ref _added) % Generation == 0) (_old, _young) = (_young, new());
        _young[(key, digest)] = signature;
        return signature;
    }
}
