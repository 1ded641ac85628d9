namespace Tongbao.Simulators;

/// <summary>What the simulators remember, kept by their host: texts by key, shared by its processes.</summary>
public interface IMemory
{
    ValueTask<string?> Get(string key);

    /// <summary>Null forgets the key.</summary>
    ValueTask Put(string key, string? value);

    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> List(string prefix);

    /// <summary>Some of them, in key order, after a key.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> Page(string prefix, string? after, int take);
}
