namespace Tongbao.Simulators;

/// <summary>What the simulators remember, kept by their host: texts by key, shared by its processes.</summary>
public interface IMemory
{
    ValueTask<string?> Get(string key);

    /// <summary>Null forgets the key.</summary>
    ValueTask Put(string key, string? value);

    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> List(string prefix);
}
