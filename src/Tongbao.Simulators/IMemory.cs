namespace Tongbao.Simulators;

/// <summary>The memory of the simulators, provided by the host: texts by key, shared by all processes.</summary>
public interface IMemory
{
    ValueTask<string?> Get(string key);

    /// <summary>Null deletes the key.</summary>
    ValueTask Put(string key, string? value);

    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> List(string prefix);

    /// <summary>Some of them, in key order, starting after a key.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> Page(string prefix, string? after, int take);
}
